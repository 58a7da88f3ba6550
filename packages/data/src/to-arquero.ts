import type { Table } from "@ceteris/core";
import type { ColumnTable } from "arquero";

/**
 * The same columns as an arquero table, for its verbs (group, pivot, join, fold). Missing values are
 * null. Arquero is loaded on the first call.
 *
 * Arquero compiles strings given to its verbs as code: never hand it text from a user, and wrap
 * functions in `aq.escape`.
 *
 * @example
 * const byCity = (await toArquero(table)).groupby("city").rollup({ n: aq.escape((d) => d.length) });
 */
export async function toArquero(table: Table): Promise<ColumnTable> {
  const { table: makeArquero } = await import("arquero");
  const columns: [string, unknown[]][] = [...table.columns].map(([name, column]) => [
    name,
    column.type === "text"
      ? [...column.values]
      : Array.from(column.values, (v) => (Number.isNaN(v) ? null : v)),
  ]);
  return makeArquero(columns);
}
