import { fromColumns, type Table } from "./table.ts";

type Cell = string | number | boolean | null | undefined;

/**
 * A table from an array of objects, one for each row, as JSON files, databases and d3 give them. A column is
 * there if any row has it; where a row lacks it, it is missing. Types are as in `fromColumns`.
 *
 * @example
 * fromRecords([{ city: "A", y: 1 }, { city: "B" }]); // y is missing in the second row
 */
export function fromRecords(records: readonly Readonly<Record<string, Cell>>[], name = "table"): Table {
  const keys = new Set(records.flatMap((record) => Object.keys(record)));
  const columns = Array.from(keys, (key) => [key, records.map((record) => record[key])] as const);
  return fromColumns(Object.fromEntries(columns), name);
}
