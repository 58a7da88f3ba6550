import { selectRows, type Table } from "@ceteris/core";

/** The rows of a table whose number in a column is wanted. */
export function rowsWhere(table: Table, name: string, keep: (value: number) => boolean): Table {
  const values = table.columns.get(name)!.values as Float64Array;
  return selectRows(
    table,
    Int32Array.from(values.keys()).filter((i) => keep(values[i]!)),
  );
}
