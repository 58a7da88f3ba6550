import { type Column, makeTable, type Table } from "@ceteris/core";
import { settleColumns } from "../clean/settle-columns.ts";
import type { ReadOptions } from "../read-options.ts";

/**
 * Rows and columns change places: the first column becomes the names of the new columns, and the old names become
 * the first column, under the first one's name. The types of the new columns are judged anew.
 *
 * A name that comes again has its number behind it: 工业 (2).
 */
export function transposeTable(table: Table, reading: Pick<ReadOptions, "missing" | "decimal"> = {}): Table {
  const [first, ...others] = [...table.columns];
  if (first === undefined) return table;
  const [key, head] = first;
  const seen = new Map<string, number>([[key, 1]]);
  const names = Array.from({ length: table.nRows }, (_, i) => {
    const name = cellText(head, i) ?? `row_${i + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
  const columns = new Map<string, Column>([[key, { type: "text", values: others.map(([name]) => name) }]]);
  names.forEach((name, i) => {
    columns.set(name, { type: "text", values: others.map(([, column]) => cellText(column, i)) });
  });
  const { name, sha256, warnings } = table.source;
  const settled = settleColumns(columns, { name, options: { ...reading, text: [key] }, typed: false });
  return makeTable(settled.columns, { name, sha256, warnings: [...warnings, ...settled.warnings] });
}

function cellText({ values }: Column, i: number): string | null {
  const value = values[i]!;
  if (value === null || Number.isNaN(value)) return null;
  return String(value).trim() || null;
}
