import type { Sheet } from "../tables/sheet.ts";

/**
 * A table as JSON: its columns, rows and notes as a `Sheet` holds them, each cell with its text as
 * printed and, where it has one, the number behind it in full precision.
 *
 * @example
 * await writeFile("baseline.json", sheetToJson(sheet));
 */
export function sheetToJson(sheet: Sheet): string {
  return `${JSON.stringify({ schema: "ceteris-sheet/1", ...sheet }, null, 2)}\n`;
}
