import { CeterisError, type Warning } from "@ceteris/core";
import { columnName, isYearName } from "../clean/column-name.ts";
import { EMPTY, type Grid, kindAt, type MergedRange, NUMBER, SHOWN, TEXT, textAt } from "./grid.ts";

export interface FoundHeader {
  /** Position in `grid.rows` of its last row: names may stand in several rows. */
  readonly last: number;
  /** By column; columns without a name are absent. */
  readonly names: ReadonlyMap<number, string>;
  /** Units in brackets that stand in rows of their own below the names. */
  readonly units: ReadonlyMap<number, string>;
  /** Texts above it. */
  readonly above: readonly string[];
}

/** Rows in which names are sought. */
const SOUGHT = 30;
/** Share of the width that a row of names fills, counting merged cells whole. */
const FILLED = 0.7;

/**
 * The row of names: the first that fills most of the width of the table, mostly with texts; failing that,
 * the first row. A merged cell in it that spans columns makes the rows below part of the names, and so
 * does one that spans rows.
 *
 * @throws TABLE_EMPTY, OPTION_INVALID (no such row)
 */
export function findHeader(grid: Grid, where: string, given: number | undefined): FoundHeader {
  const { rows, columns } = grid;
  if (rows.length === 0) emptySheet(where);
  const first = given === undefined ? detect(grid) : rows.indexOf(given);
  if (first < 0) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: `${where}, --header-row`,
      what: `row ${given} of the sheet is empty`,
      mend: `The rows with cells are ${rows[0]} to ${rows.at(-1)}: give the number of the one with the names`,
    });
  }
  const last = lastOfHeader(grid, first);
  const { names, units } = namesIn(grid, first, last);
  const above: string[] = [];
  for (let i = 0; i < first; i++) {
    for (const c of [...columns.keys()].sort((a, b) => a - b)) {
      const text = textAt(columns.get(c), i);
      if (text !== null) above.push(text.replace(/\s+/g, " "));
    }
  }
  return { last, names, units, above };
}

/** Names joined over the rows of the header; what is in brackets below tells columns apart only where the rest does not. */
function namesIn(grid: Grid, first: number, last: number): Pick<FoundHeader, "names" | "units"> {
  const parts = new Map<number, readonly string[]>();
  for (const c of grid.columns.keys()) {
    const found: string[] = [];
    for (let i = first; i <= last; i++) {
      const text = headerText(grid, i, c);
      if (text !== null && text !== found.at(-1)) found.push(text);
    }
    if (found.length > 0) parts.set(c, found);
  }
  const short = (found: readonly string[]) =>
    [found[0]!, ...found.slice(1).filter((text) => !BRACKETED.test(text))].join("_");
  const counts = new Map<string, number>();
  for (const found of parts.values()) counts.set(short(found), (counts.get(short(found)) ?? 0) + 1);
  const names = new Map<number, string>();
  const units = new Map<number, string>();
  for (const [c, found] of parts) {
    const unique = counts.get(short(found)) === 1;
    names.set(c, unique ? short(found) : found.join("_"));
    const unit = found.slice(1).find((text) => BRACKETED.test(text));
    if (unique && unit !== undefined) units.set(c, unit);
  }
  return { names, units };
}

const BRACKETED = /^[(（][^()（）]*[)）]$/;

/** The merged ranges among which names may be; a sheet has few of them there. */
function mergedAbove({ merged }: Grid): readonly MergedRange[] {
  return merged.slice(0, MERGED_SOUGHT);
}

const MERGED_SOUGHT = 2000;

function detect(grid: Grid): number {
  const { rows } = grid;
  const sought = Math.min(SOUGHT, rows.length);
  const widths = Array.from({ length: Math.min(rows.length, 4 * SOUGHT) }, (_, i) => countAt(grid, i));
  const width = Math.max(...widths);
  for (let i = 0; i < sought; i++) {
    // A title over the whole width is one cell, however wide.
    const alone = widths[i]! < 2 && width > 1;
    if (!alone && spanned(grid, i) >= FILLED * width && areNames(grid, i)) return i;
  }
  return 0;
}

/** Mostly texts; or years, each another, and a text. */
function areNames({ columns }: Grid, row: number): boolean {
  let texts = 0;
  const numbers: number[] = [];
  for (const cells of columns.values()) {
    const kind = kindAt(cells, row);
    if (kind === TEXT || kind === SHOWN) texts++;
    else if (kind === NUMBER) numbers.push(cells.numbers[row]!);
  }
  const areYears = numbers.every((v) => isYearName(String(v))) && new Set(numbers).size === numbers.length;
  return texts >= numbers.length || (texts > 0 && areYears);
}

function countAt({ columns }: Grid, row: number): number {
  let count = 0;
  for (const cells of columns.values()) if (kindAt(cells, row) !== EMPTY) count++;
  return count;
}

/** Cells filled in a row, those under a merged one counted too. */
function spanned(grid: Grid, row: number): number {
  let count = 0;
  for (const c of grid.columns.keys()) if (headerText(grid, row, c) !== null) count++;
  return count;
}

function lastOfHeader(grid: Grid, first: number): number {
  const { rows } = grid;
  const row = rows[first]!;
  let bottom = row;
  for (const range of mergedAbove(grid)) {
    if (range.top > row || range.bottom < row) continue;
    bottom = Math.max(bottom, range.right > range.left ? range.bottom + 1 : range.bottom);
  }
  let last = first;
  while (last + 1 < rows.length - 1 && rows[last + 1]! <= bottom) last++;
  return last;
}

/** The text in a cell, or in the merged one that covers it. */
function headerText(grid: Grid, row: number, column: number): string | null {
  const { rows, columns } = grid;
  const own = textAt(columns.get(column), row);
  if (own !== null) return columnName(own.replace(/\s+/g, " "));
  const number = rows[row]!;
  const over = mergedAbove(grid).find(
    (r) => r.top <= number && number <= r.bottom && r.left <= column && column <= r.right,
  );
  if (!over) return null;
  const text = textAt(columns.get(over.left), rows.indexOf(over.top));
  return text === null ? null : columnName(text.replace(/\s+/g, " "));
}

/** @throws TABLE_EMPTY always */
function emptySheet(where: string): never {
  throw new CeterisError({
    code: "TABLE_EMPTY",
    where,
    what: "the sheet is empty",
    mend: "Name the sheet with the data by --sheet (in a study, data.sheet)",
  });
}

/** HEADER_FOUND, when something stands above the names; `place` is what is counted. */
export function headerWarning(place: "Row" | "Line", row: number, above: readonly string[]): Warning[] {
  if (above.length === 0) return [];
  return [
    {
      code: "HEADER_FOUND",
      message: `${place} ${row} was taken for the names of the columns; what is above was left out (“${above[0]}”). If another has the names, give it with --header-row (in a study, data.headerRow).`,
      details: { row, above },
    },
  ];
}
