import { deepFreeze } from "@ceteris/core";
import { sheetToHtml } from "../writers/sheet-to-html.ts";
import { sheetToText } from "../writers/sheet-to-text.ts";
import type { Sheet } from "./sheet.ts";

const JUPYTER = Symbol.for("Jupyter.display");

/**
 * Freezes a sheet after checking that every row fits the columns. Notebooks show it as the table it is, by a
 * symbol that does not enumerate.
 */
export function makeSheet(sheet: Sheet): Sheet {
  for (const [i, row] of sheet.rows.entries()) {
    if (row.kind === "body" && row.cells.length !== sheet.columns.length) {
      throw new RangeError(
        `sheet ${sheet.id}, row ${i + 1}: ${row.cells.length} cells for ${sheet.columns.length} columns`,
      );
    }
  }
  const made = { ...sheet };
  const value = () => ({ "text/plain": sheetToText(made), "text/html": sheetToHtml(made) });
  Object.defineProperty(made, JUPYTER, { value, enumerable: false });
  return deepFreeze(made);
}
