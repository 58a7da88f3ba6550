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
 * @throws OPTION_INVALID (unknown ending, a folder), OUTPUT_NOT_WRITABLE (no such folder)
 */
export function outFile(path: string | undefined): OutFile | null {
  if (path === undefined) return null;
  const name = path.toLowerCase();
  // A name that ends in .vl.json ends in .json as well.
  const ending = [...CHARTS, ".json" as const, ...TABLES].find((e) => name.endsWith(e));
  if (!ending) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: `--out ${path}`,
      what: "the ending of the file name says no known format",
      mend: `Use one of ${[".json", ...TABLES, ...CHARTS].join(" ")}`,
    });
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
