import { type Column, makeTable, nameSome, type Table, type Warning } from "@ceteris/core";
import { settleColumns } from "../clean/settle-columns.ts";
import { wantedColumns } from "../clean/wanted-columns.ts";
import type { ReadOptions } from "../read-options.ts";
import { fillMerged } from "./fill-merged.ts";
import { findHeader, headerWarning } from "./find-header.ts";
import { EMPTY, ERROR, type Grid, type GridColumn, kindAt, NUMBER, SHOWN, textAt } from "./grid.ts";
import { labelOf, labelRows, labelRowsWarning, textsAt } from "./label-rows.ts";
import { isNote, notesWarning } from "./notes.ts";

/**
 * The table on a sheet: below the row of names, which is detected or given, and above notes at its end.
 * Merged cells have their value in all of their places; names over several columns are put in front.
 *
 * @param where file and sheet, for messages
 * @throws TABLE_EMPTY, OPTION_INVALID, DUPLICATE_COLUMN, UNKNOWN_COLUMN, NOT_NUMERIC
 */
export function gridTable(grid: Grid, name: string, where: string, options: ReadOptions): Table {
  const { rows, columns } = grid;
  const header = findHeader(grid, where, options.headerRow);
  const labelled = header.last + labelRows(grid, header.last);
  const filled = fillMerged(grid, labelled);
  const used = [...columns.keys()].sort((a, b) => a - b);
  const last = lastRow(grid, used, labelled);
  const first = labelled + 1;
  const body = used.filter((c) => {
    const name = header.names.get(c);
    // A note beside the names is none of them.
    return (name !== undefined && !isNote(name)) || hasCells(columns.get(c)!, first, last.row);
  });
  const names = body.map((c) => header.names.get(c) ?? `column_${c + 1}`);
  const wanted = wantedColumns(name, names, options);
  const errors: Record<string, number> = {};
  const labels: string[] = [];
  const made = new Map<string, Column>();
  body.forEach((c, j) => {
    const key = names[j]!;
    if (!wanted.has(key)) return;
    const read = columnOf(columns.get(c)!, first, last.row, options.number?.includes(key) ?? false);
    const below = textsAt(columns.get(c), header.last + 1, labelled);
    const label = labelOf(key, [header.units.get(c) ?? null, ...below]);
    if (label !== undefined && labelled > header.last) labels.push(label);
    made.set(key, label === undefined ? read.column : { ...read.column, label });
    if (read.errors > 0) errors[key] = read.errors;
  });
  const settled = settleColumns(made, { name, options, typed: false });
  return makeTable(settled.columns, {
    name,
    nRowsRead: last.row + 1 - first,
    warnings: [
      ...(options.headerRow === undefined ? headerWarning("Row", rows[header.last]!, header.above) : []),
      ...(labels.length > 0
        ? [labelRowsWarning(rows[header.last + 1]!, labelled - header.last, labels)]
        : []),
      ...notesWarning(last.notes),
      ...mergedWarning(filled),
      ...errorWarning(errors),
      ...settled.warnings,
    ],
  });
}

function hasCells(cells: GridColumn, first: number, last: number): boolean {
  for (let i = first; i <= last; i++) if (kindAt(cells, i) !== EMPTY) return true;
  return false;
}

/**
 * The last row of the table, and the notes below it: rows of one text at the left, of a table of two
 * columns only where the text says what it is.
 */
function lastRow(
  { rows, columns }: Grid,
  used: readonly number[],
  header: number,
): { row: number; notes: string[] } {
  const notes: string[] = [];
  let row = rows.length - 1;
  if (used.length < 2) return { row, notes };
  for (; row > header; row--) {
    const filled = used.filter((c) => kindAt(columns.get(c), row) !== EMPTY);
    const only = filled.length === 1 ? columns.get(filled[0]!)! : null;
    if (!only || kindAt(only, row) === NUMBER) break;
    const text = textAt(only, row)!;
    if (used.length < 3 && !isNote(text)) break;
    notes.unshift(text);
  }
  return { row, notes };
}

function columnOf(
  cells: GridColumn,
  first: number,
  last: number,
  asNumber: boolean,
): { column: Column; errors: number } {
  let errors = 0;
  let numeric = true;
  for (let i = first; i <= last; i++) {
    const kind = kindAt(cells, i);
    if (kind === ERROR) errors++;
    else if (kind !== EMPTY && kind !== NUMBER && !(asNumber && kind === SHOWN)) numeric = false;
  }
  const nRows = last + 1 - first;
  if (numeric) {
    const values = new Float64Array(nRows).fill(Number.NaN);
    for (let i = 0; i < nRows; i++) {
      const kind = kindAt(cells, first + i);
      if (kind === NUMBER || kind === SHOWN) values[i] = cells.numbers[first + i]!;
    }
    return { column: { type: "number", values }, errors };
  }
  const values: (string | null)[] = [];
  for (let i = first; i <= last; i++) {
    const kind = kindAt(cells, i);
    if (kind === ERROR) values.push(null);
    else if (asNumber && kind === SHOWN) values.push(String(cells.numbers[i]));
    else values.push(textAt(cells, i));
  }
  return { column: { type: "text", values }, errors };
}

function mergedWarning(count: number): Warning[] {
  if (count === 0) return [];
  return [
    {
      code: "MERGED_FILLED",
      message: `${count} ${count === 1 ? "cell" : "cells"} covered by merged cells got their value. Check that the value holds for each row.`,
      details: { count },
    },
  ];
}

function errorWarning(columns: Readonly<Record<string, number>>): Warning[] {
  const named = Object.entries(columns);
  if (named.length === 0) return [];
  const count = named.reduce((sum, [, n]) => sum + n, 0);
  return [
    {
      code: "CELL_ERRORS",
      message: `${count} ${count === 1 ? "cell holds" : "cells hold"} an error such as #N/A or #DIV/0!, or a formula whose value was never saved, and ${count === 1 ? "is" : "are"} missing (${nameSome(named.map(([key, n]) => `${key}: ${n}`))}).`,
      details: { count, columns },
    },
  ];
}
