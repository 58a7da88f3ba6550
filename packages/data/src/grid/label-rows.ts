import type { Warning } from "@ceteris/core";
import { cleanNumber } from "../clean/clean-number.ts";
import { EMPTY, type Grid, type GridColumn, kindAt, NUMBER, SHOWN, TEXT, textAt } from "./grid.ts";

/** Rows of names in another language, of units, of both. */
const MOST_ROWS = 3;
/** Rows below them that are looked at. */
const SOUGHT = 30;

/**
 * How many rows below the names (at `header`) are a second kind of names: units, or the names in words
 * below codes. Such a row has a text, and no number, in columns that hold nothing but numbers below; two
 * of those there must be.
 */
export function labelRows(grid: Grid, header: number): number {
  for (let n = Math.min(MOST_ROWS, grid.rows.length - header - 3); n > 0; n--) {
    if (areLabels(grid, header + 1, header + n)) return n;
  }
  return 0;
}

function areLabels({ rows, columns }: Grid, first: number, last: number): boolean {
  const end = Math.min(rows.length, last + 1 + SOUGHT);
  const numeric = [...columns.values()].filter((cells) => isNumeric(cells, last + 1, end));
  if (numeric.length < 2) return false;
  for (let i = first; i <= last; i++) {
    for (const cells of columns.values()) if (contentAt(cells, i) === "number") return false;
    if (!numeric.some((cells) => contentAt(cells, i) === "text")) return false;
  }
  return true;
}

function isNumeric(cells: GridColumn, first: number, end: number): boolean {
  let numbers = 0;
  for (let i = first; i < end; i++) {
    const content = contentAt(cells, i);
    if (content === "text") return false;
    if (content === "number") numbers++;
  }
  return numbers >= 2;
}

function contentAt(cells: GridColumn, row: number): "number" | "text" | "missing" {
  const kind = kindAt(cells, row);
  if (kind === NUMBER || kind === SHOWN) return "number";
  if (kind !== TEXT) return "missing";
  const found = cleanNumber(textAt(cells, row)!, { decimal: ".", thousands: true, identifiers: true }).kind;
  return found === "identifier" ? "number" : found;
}

/** A name with what stands below it, `GDP (亿元)`; undefined where nothing does. */
export function labelOf(name: string, below: readonly (string | null)[]): string | undefined {
  const parts = below.flatMap((text) => (text ? [text.replace(/^[(（](.*)[)）]$/u, "$1").trim()] : []));
  const told = parts.filter((text) => text !== "" && text !== name && !/^(没有|无)单位$/.test(text));
  return told.length === 0 ? undefined : `${name} (${told.join(", ")})`;
}

/** The texts of a column in rows `[first, last]`. */
export function textsAt(cells: GridColumn | undefined, first: number, last: number): (string | null)[] {
  return Array.from({ length: last + 1 - first }, (_, i) =>
    kindAt(cells, first + i) === EMPTY ? null : textAt(cells, first + i),
  );
}

/** LABEL_ROWS, of rows of a sheet or lines of a text by their number. */
export function labelRowsWarning(row: number, count: number, labels: readonly string[]): Warning {
  const rows = count === 1 ? `Row ${row}` : `Rows ${row} to ${row + count - 1}`;
  return {
    code: "LABEL_ROWS",
    message: `${rows} below the names of the columns ${count === 1 ? "has" : "have"} text where columns hold nothing but numbers, and ${count === 1 ? "was" : "were"} kept in the labels of the columns, not in the data (“${labels[0]}”). If ${count === 1 ? "it has" : "they have"} data, correct the cells with text.`,
    details: { row, count, labels: labels.slice(0, 100) },
  };
}
