import { documentText } from "./document.ts";
import type { OutFile, OutFlags } from "./out-file.ts";
import type { Presentation } from "./presentation.ts";

/**
 * Writes a result in the format of the file. A CSV file holds the first table only.
 *
 * @throws OUTPUT_NOT_WRITABLE; FONT_MISSING
 */
export async function writeOut(
  file: OutFile,
  document: object,
  shown: Presentation,
  look: OutFlags = {},
): Promise<void> {
  const { writeFileAtomically } = await import("@ceteris/data");
  await writeFileAtomically(file.path, await render(file.ending, document, shown, look));
}

async function render(
  ending: OutFile["ending"],
  document: object,
  shown: Presentation,
  { theme = "print", font }: OutFlags,
): Promise<string | Uint8Array> {
  if (ending === ".json") return documentText(document);
  const report = await import("@ceteris/report");
  if (ending === ".vl.json" || ending === ".svg" || ending === ".png" || ending === ".pdf") {
    const chart = report.withTheme(await shown.chart!(), theme);
    if (ending === ".vl.json") return documentText(chart);
    const svg = await report.renderSvg(chart);
    if (ending === ".svg") return svg;
    const fonts = await report.openFonts({ files: font === undefined ? [] : [font] });
    return ending === ".png" ? report.svgToPng(svg, { fonts }) : report.svgToPdf(svg, { fonts });
  }
  const sheets = await shown.sheets();
  if (ending === ".csv") return report.sheetToCsv(sheets[0]);
  if (ending === ".html") return report.sheetsToHtml(sheets);
  if (ending === ".docx") return report.sheetsToDocx(sheets);
  if (ending === ".xlsx") return report.sheetsToXlsx(sheets);
  const writers = { ".md": report.sheetToMarkdown, ".tex": report.sheetToLatex, ".typ": report.sheetToTypst };
  return `${sheets.map((sheet) => writers[ending](sheet).trimEnd()).join("\n\n")}\n`;
}
