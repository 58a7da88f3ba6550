import { type Factor, getColumn, makeFactor, rowNumber, type Table } from "@ceteris/core";

/** The rows of a table by unit and period, whether or not the table is a panel. */
export interface KeyedRows {
  readonly table: Table;
  readonly unit: Factor;
  readonly time: Factor;
  /** For each unit, for each period, the rows; empty where there is none. */
  readonly rows: readonly (readonly (readonly number[])[])[];
  /** Rows without a unit or a period. */
  readonly unkeyed: readonly number[];
}

/** @throws UNKNOWN_COLUMN */
export function keyedRows(table: Table, unitName: string, timeName: string): KeyedRows {
  const unit = makeFactor(unitName, getColumn(table, unitName));
  const time = makeFactor(timeName, getColumn(table, timeName));
  const rows: number[][][] = Array.from({ length: unit.nLevels }, () =>
    Array.from({ length: time.nLevels }, () => []),
  );
  const unkeyed: number[] = [];
  for (let i = 0; i < table.nRows; i++) {
    const [u, t] = [unit.codes[i]!, time.codes[i]!];
    if (u < 0 || t < 0) unkeyed.push(i);
    else rows[u]![t]!.push(i);
  }
  return { table, unit, time, rows, unkeyed };
}

/** Numbers of rows in the data as read: at most the first hundred. */
export function rowNumbers({ table }: KeyedRows, rows: readonly number[]): readonly number[] {
  return rows.slice(0, 100).map((i) => rowNumber(table, i));
}
