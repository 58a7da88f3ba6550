import { type Factor, getColumn, makeFactor, rowNumber, type Table } from "@ceteris/core";

/** The rows of a table by unit and period, whether or not the table is a panel. */
export interface KeyedRows {
  readonly table: Table;
  readonly unit: Factor;
  readonly time: Factor;
  /** Rows with unit and period, in order of unit, period and the table. */
  readonly rows: Int32Array;
  /** Where the rows of each unit begin in `rows`; one more entry for the end. */
  readonly starts: Int32Array;
  /** Rows without a unit or a period. */
  readonly unkeyed: readonly number[];
}

/** @throws UNKNOWN_COLUMN */
export function keyedRows(table: Table, unitName: string, timeName: string): KeyedRows {
  const unit = makeFactor(unitName, getColumn(table, unitName));
  const time = makeFactor(timeName, getColumn(table, timeName));
  const unkeyed: number[] = [];
  const keyed = new Int32Array(table.nRows);
  let n = 0;
  for (let i = 0; i < table.nRows; i++) {
    if (unit.codes[i]! < 0 || time.codes[i]! < 0) unkeyed.push(i);
    else keyed[n++] = i;
  }
  const byTime = countingSort(keyed.subarray(0, n), time).rows;
  return { table, unit, time, unkeyed, ...countingSort(byTime, unit) };
}

/** Stable. */
function countingSort(given: Int32Array, { codes, nLevels }: Factor) {
  const starts = new Int32Array(nLevels + 1);
  for (const i of given) starts[codes[i]! + 1]!++;
  for (let k = 1; k <= nLevels; k++) starts[k]! += starts[k - 1]!;
  const next = Int32Array.from(starts);
  const rows = new Int32Array(given.length);
  for (const i of given) rows[next[codes[i]!]!++] = i;
  return { rows, starts };
}

/** The rows of a unit. */
export function unitRows({ rows, starts }: KeyedRows, unit: number): Int32Array {
  return rows.subarray(starts[unit]!, starts[unit + 1]!);
}

/** Numbers of rows in the data as read: at most the first hundred. */
export function rowNumbers({ table }: KeyedRows, rows: ArrayLike<number>): readonly number[] {
  return Array.from({ length: Math.min(100, rows.length) }, (_, k) => rowNumber(table, rows[k]!));
}
