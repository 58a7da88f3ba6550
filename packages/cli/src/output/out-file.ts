import { statSync } from "node:fs";
import { dirname } from "node:path";
import { CeterisError } from "@ceteris/core";
import type { Theme } from "@ceteris/report";

const TABLES = [".csv", ".md", ".tex", ".typ", ".html", ".docx", ".xlsx"] as const;
const CHARTS = [".svg", ".png", ".pdf", ".vl.json"] as const;

type Ending = ".json" | (typeof TABLES)[number] | (typeof CHARTS)[number];

/** A file that `--out` asks for, in a format known to be possible. */
export interface OutFile {
  readonly path: string;
  readonly ending: Ending;
}

/** What `--out`, `--theme` and `--font` of a command hold. */
export interface OutFlags {
  readonly out?: string;
  readonly theme?: Theme;
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
 * `--theme` is the look of a chart, and `--font` chooses the letters of one that is drawn in them.
 *
 * @throws OPTION_INVALID
 */
export function refuseStrayLook({ theme, font }: OutFlags, out: OutFile | null): void {
  const drawn = out?.ending === ".png" || out?.ending === ".pdf";
  if (font !== undefined && !drawn) {
    throw stray(`--font ${font}`, "a chart as PNG or PDF", ".png or .pdf");
  }
  if (theme !== undefined && !isChart(out)) {
    throw stray(`--theme ${theme}`, "a chart", CHARTS.join(", "));
  }
}

function stray(where: string, needed: string, endings: string): CeterisError {
  return new CeterisError({
    code: "OPTION_INVALID",
    where,
    what: `it has no meaning without ${needed}`,
    mend: `Add --out with a file name that ends in ${endings}, or leave it out`,
  });
}

/** Whether the file is to be a chart. */
export function isChart(out: OutFile | null): out is OutFile {
  return CHARTS.some((ending) => ending === out?.ending);
}
