import type { Table } from "@ceteris/core";
import { type Grid, gridBuilder } from "../grid/grid.ts";
import { putNumber, shownNumber } from "../grid/number-format.ts";
import { sheetTable } from "../grid/sheet-table.ts";
import type { ReadOptions } from "../read-options.ts";
import { unreadable } from "../source/unreadable.ts";
import type { XlsBook, XlsSheet } from "./parse-xls.ts";

/** The table on one sheet of a workbook that SheetJS took apart. */
export async function bookTable(book: XlsBook, name: string, options: ReadOptions): Promise<Table> {
  if (book.sheets.length === 0) throw unreadable(name, "the workbook has no sheet with cells");
  return await sheetTable(book.sheets, async (sheet) => gridOf(sheet, book.date1904), name, options);
}

function gridOf({ rows, merged }: XlsSheet, date1904: boolean): Grid {
  const grid = gridBuilder();
  rows.forEach((cells, i) => {
    cells?.forEach((cell, c) => {
      if (!cell) return;
      const [type, value, format] = cell;
      if (type === "n" && typeof value === "number") {
        putNumber(grid, i + 1, c, value, shownNumber(-1, format ?? "General"), date1904);
      } else if (type === "b") grid.number(i + 1, c, value ? 1 : 0);
      else if (type === "s" && typeof value === "string") grid.text(i + 1, c, value);
      else if (type === "e") grid.error(i + 1, c, "error");
    });
  });
  for (const { s, e } of merged) grid.merge({ top: s.r + 1, left: s.c, bottom: e.r + 1, right: e.c });
  return grid.finish();
}
