import { CeterisError } from "@ceteris/core";
import type { Sheet } from "@ceteris/report";

/** What `--out` can write of a result. */
export interface Outputs {
  readonly document: object;
  readonly sheets: readonly Sheet[];
  /** A Vega-Lite specification, for results that have a chart. */
  readonly chart?: (() => Promise<object>) | undefined;
}

const TABLES = ["csv", "md", "tex", "html"];
const LATER = ["docx", "xlsx", "png", "pdf"];

/** Writes a result in the format its file name asks for. @throws OPTION_INVALID, OPTION_UNSUPPORTED, OUTPUT_NOT_WRITABLE */
export async function saveResult(path: string, outputs: Outputs): Promise<void> {
  const { writeFileAtomically } = await import("@ceteris/data");
  await writeFileAtomically(path, await render(path, outputs));
}

async function render(path: string, { document, sheets, chart }: Outputs): Promise<string> {
  const ending = path.toLowerCase().endsWith(".vl.json")
    ? "vl.json"
    : (path.toLowerCase().split(".").pop() ?? "");
  if (ending === "json") return `${JSON.stringify(document, null, 2)}\n`;
  const report = await import("@ceteris/report");
  if (ending === "vl.json" || ending === "svg") {
    if (!chart) throw unsupported(path, "this command has no chart", `Use one of .json ${dotted(TABLES)}`);
    const spec = await chart();
    return ending === "svg"
      ? report.renderSvg(spec as Parameters<typeof report.renderSvg>[0])
      : `${JSON.stringify(spec, null, 2)}\n`;
  }
  const writer = {
    csv: report.sheetToCsv,
    md: report.sheetToMarkdown,
    tex: report.sheetToLatex,
    html: report.sheetToHtml,
  }[ending];
  if (writer) return `${sheets.map((sheet) => writer(sheet).trimEnd()).join("\n\n")}\n`;
  if (LATER.includes(ending)) {
    throw unsupported(
      path,
      `.${ending} cannot be written yet`,
      `Use one of .json ${dotted(TABLES)} .svg .vl.json`,
    );
  }
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: `--out ${path}`,
    what: "the ending of the file name says no known format",
    mend: `Use one of .json ${dotted(TABLES)} .svg .vl.json`,
  });
}

function unsupported(path: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_UNSUPPORTED", where: `--out ${path}`, what, mend });
}

function dotted(endings: readonly string[]): string {
  return endings.map((e) => `.${e}`).join(" ");
}
