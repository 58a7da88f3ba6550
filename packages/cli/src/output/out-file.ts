import { statSync } from "node:fs";
import { dirname } from "node:path";
import { CeterisError } from "@ceteris/core";
import { documentText } from "./document.ts";
import type { Presentation } from "./present.ts";

const TABLES = [".csv", ".md", ".tex", ".typ", ".html", ".docx", ".xlsx"] as const;
export const CHARTS = [".svg", ".png", ".pdf", ".vl.json"] as const;

type Ending = ".json" | (typeof TABLES)[number] | (typeof CHARTS)[number];

/** A file that `--out` asks for, in a format known to be possible. */
export interface OutFile {
  readonly path: string;
  readonly ending: Ending;
}

/** What `--out` and `--font` of a command hold. */
export interface OutFlags {
  readonly out?: string;
  readonly font?: string;
}

/**
 * Checks `--out` before anything is computed.
 *
 * @throws OPTION_INVALID (unknown ending, a folder), OPTION_UNSUPPORTED, OUTPUT_NOT_WRITABLE (no such folder)
 */
export function outFile(path: string | undefined, hasChart: boolean): OutFile | null {
  if (path === undefined) return null;
  const endings = [".json", ...TABLES, ...(hasChart ? CHARTS : [])] as const;
  const use = `Use one of ${endings.join(" ")}`;
  const refuse = (code: "OPTION_INVALID" | "OPTION_UNSUPPORTED", what: string) =>
    new CeterisError({ code, where: `--out ${path}`, what, mend: use });
  const name = path.toLowerCase();
  const ending = [...CHARTS, ".json" as const, ...TABLES].find((e) => name.endsWith(e));
  if (!ending) throw refuse("OPTION_INVALID", "the ending of the file name says no known format");
  if (!hasChart && (CHARTS as readonly string[]).includes(ending)) {
    throw refuse("OPTION_UNSUPPORTED", "this command has no chart");
  }
  requireFolder(path);
  return { path, ending };
}

/** @throws OUTPUT_NOT_WRITABLE */
export function requireFolder(path: string): void {
  const folder = dirname(path);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() && !statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new CeterisError({
    code: "OUTPUT_NOT_WRITABLE",
    where: path,
    ...(!found
      ? { what: `the folder “${folder}” does not exist`, mend: "Make the folder first, or check its name" }
      : found.isDirectory()
        ? { what: "there is a folder of this name", mend: "Choose another file name" }
        : { what: `“${folder}” is a file, not a folder`, mend: "Choose another folder" }),
  });
}

/**
 * `--font` chooses the letters of a drawn chart and of nothing else.
 *
 * @throws OPTION_INVALID
 */
export function refuseStrayFont({ font }: OutFlags, out: OutFile | null): void {
  if (font === undefined || out?.ending === ".png" || out?.ending === ".pdf") return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: `--font ${font}`,
    what: "it has no meaning without a chart as PNG or PDF",
    mend: "Add --out with a file name that ends in .png or .pdf, or leave it out",
  });
}

/**
 * Writes a result in the format of the file. A CSV file holds the first table only.
 *
 * @throws OUTPUT_NOT_WRITABLE; FONT_MISSING
 */
export async function writeOut(
  file: OutFile,
  document: object,
  shown: Presentation,
  { font }: OutFlags = {},
): Promise<void> {
  const { writeFileAtomically } = await import("@ceteris/data");
  await writeFileAtomically(file.path, await render(file.ending, document, shown, font));
}

async function render(
  ending: Ending,
  document: object,
  shown: Presentation,
  font: string | undefined,
): Promise<string | Uint8Array> {
  if (ending === ".json") return documentText(document);
  const report = await import("@ceteris/report");
  if (ending === ".vl.json") return documentText(await shown.chart!());
  if (ending === ".svg" || ending === ".png" || ending === ".pdf") {
    const svg = await report.renderSvg(await shown.chart!());
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
