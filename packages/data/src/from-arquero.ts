import { CeterisError, type Column, makeTable, type Table } from "@ceteris/core";
import type { ColumnTable } from "arquero";

/**
 * A table from an arquero table, in its current order and without the rows it filtered out. Columns of
 * numbers, booleans (1 and 0) and missing values become numbers, all others text; dates become ISO text.
 *
 * @throws OPTION_UNSUPPORTED (cells that are lists or objects)
 * @example
 * const wide = fromArquero((await toArquero(table)).groupby("city").pivot("year", "gdp"), "wide");
 */
export function fromArquero(table: ColumnTable, name = "table"): Table {
  const columns = new Map<string, Column>();
  for (const key of table.columnNames()) {
    columns.set(key, makeColumn(name, key, Array.from(table.array(key))));
  }
  return makeTable(columns, { name });
}

function makeColumn(name: string, key: string, values: readonly unknown[]): Column {
  const isNumeric = (v: unknown) => v == null || typeof v === "number" || typeof v === "boolean";
  if (values.every(isNumeric)) {
    return { type: "number", values: Float64Array.from(values, (v) => (v == null ? Number.NaN : Number(v))) };
  }
  return { type: "text", values: values.map((v, i) => cellText(name, key, v, i)) };
}

function cellText(name: string, key: string, value: unknown, row: number): string | null {
  if (value == null || (typeof value === "number" && Number.isNaN(value))) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" && typeof value !== "function") return String(value);
  throw new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: `${name}, column “${key}”, row ${row + 1}`,
    what: "the cell is a list or an object",
    mend: "Unroll or spread it first, so that every cell is a number or a text",
  });
}
