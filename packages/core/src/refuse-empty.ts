import { CeterisError } from "./errors.ts";
import type { Table } from "./table.ts";

/** @throws TABLE_EMPTY */
export function refuseEmpty(table: Table): void {
  if (table.nRows > 0) return;
  throw new CeterisError({
    code: "TABLE_EMPTY",
    where: table.source.name,
    ...(table.source.nRowsRead > 0
      ? {
          what: `the row filter keeps none of the ${table.source.nRowsRead} rows`,
          mend: "Check the filter: its column names, values and quotation marks",
        }
      : { what: "there are no rows", mend: "Check that the file was saved with its data" }),
    details: { nRowsRead: table.source.nRowsRead },
  });
}
