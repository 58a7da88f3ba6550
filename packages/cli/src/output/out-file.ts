import { statSync } from "node:fs";
import { dirname } from "node:path";
import { CeterisError } from "@ceteris/core";
import { documentText } from "./document.ts";
import type { Presentation } from "./present.ts";

const TABLES = [".csv", ".md", ".tex", ".html"] as const;
const CHARTS = [".svg", ".vl.json"] as const;
const LATER = [".docx", ".xlsx", ".png", ".pdf"];

type Ending = ".json" | (typeof TABLES)[number] | (typeof CHARTS)[number];

/** A file that `--out` asks for, in a format known to be possible. */
export interface OutFile {
  readonly path: string;
  readonly ending: Ending;
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
  const later = LATER.find((e) => name.endsWith(e));
  if (later) throw refuse("OPTION_UNSUPPORTED", `${later} cannot be written yet`);
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

/** Writes a result in the format of the file. A CSV file holds the first table only. @throws OUTPUT_NOT_WRITABLE */
export async function writeOut(file: OutFile, document: object, shown: Presentation): Promise<void> {
  const { writeFileAtomically } = await import("@ceteris/data");
  await writeFileAtomically(file.path, await render(file.ending, document, shown));
}

async function render(ending: Ending, document: object, shown: Presentation): Promise<string> {
  if (ending === ".json") return documentText(document);
  const report = await import("@ceteris/report");
  if (ending === ".svg") return report.renderSvg(await shown.chart!());
  if (ending === ".vl.json") return documentText(await shown.chart!());
  const sheets = await shown.sheets();
  if (ending === ".csv") return report.sheetToCsv(sheets[0]);
  if (ending === ".html") return report.sheetsToHtml(sheets);
  const writer = ending === ".md" ? report.sheetToMarkdown : report.sheetToLatex;
  return `${sheets.map((sheet) => writer(sheet).trimEnd()).join("\n\n")}\n`;
}
