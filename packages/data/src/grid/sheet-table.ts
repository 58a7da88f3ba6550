import { makeTable, type Table } from "@ceteris/core";
import type { ReadOptions } from "../read-options.ts";
import { chooseSheet, type NamedSheet } from "./choose-sheet.ts";
import type { Grid } from "./grid.ts";
import { gridTable } from "./grid-table.ts";

/** The table on one sheet of a workbook. @throws those of `chooseSheet` and `gridTable` */
export async function sheetTable<S extends NamedSheet>(
  sheets: readonly S[],
  read: (sheet: S) => Promise<Grid>,
  name: string,
  options: ReadOptions,
): Promise<Table> {
  const { sheet, grid, warnings } = await chooseSheet(sheets, read, name, options.sheet);
  const table = gridTable(grid, name, `${name}, sheet “${sheet.name}”`, options);
  return makeTable(table.columns, { ...table.source, warnings: [...warnings, ...table.source.warnings] });
}
