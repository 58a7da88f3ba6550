import { timesWidth } from "../documents/times-width.ts";
import { oneLine, type Sheet, type SheetColumn, shownText } from "../tables/sheet.ts";
import { decimalParts } from "./decimal.ts";

/** Width of a text in ems of its type. */
function ems(text: string): number {
  return timesWidth(text, 1);
}

/** The widest cell of a column, in ems; numbers are as wide as their column's longest parts together. */
function bodyEms(sheet: Sheet, j: number): number {
  let whole = 0;
  let rest = 0;
  let widest = 0;
  for (const row of sheet.rows) {
    if (row.kind !== "body") continue;
    const parts = decimalParts(sheet.columns[j]!, row.cells[j]!);
    if (parts) {
      whole = Math.max(whole, ems(parts.whole));
      rest = Math.max(rest, ems(parts.rest));
    } else widest = Math.max(widest, ems(shownText(row.cells[j]!)));
  }
  return Math.max(widest, whole + rest);
}

/** A column's heading on one line, or on two where the column below is much narrower. */
export function headingLines(sheet: Sheet, j: number): readonly string[] {
  const header = oneLine(sheet.columns[j]!.header);
  if (ems(header) <= Math.max(4, 1.25 * bodyEms(sheet, j))) return [header];
  // Between words, before a bracket, and between Chinese characters.
  const places = [...header.matchAll(/ +|(?=[（(])|(?<=\p{Script=Han})(?=\p{Script=Han})/gu)];
  const cuts = places
    .map(({ index, 0: gap }) => [header.slice(0, index), header.slice(index + gap.length)] as const)
    .filter((lines) => lines.every((line) => line !== ""));
  const longer = (lines: readonly string[]) => Math.max(...lines.map(ems));
  return cuts.length === 0 ? [header] : cuts.reduce((a, b) => (longer(b) < longer(a) ? b : a));
}

/** Width of a table that breaks lines in headings alone, in ems, with `gap` between columns. */
export function tableEms(sheet: Sheet, gap: number): number {
  const width = (_: SheetColumn, j: number) =>
    gap + Math.max(bodyEms(sheet, j), ...headingLines(sheet, j).map(ems));
  return sheet.columns.map(width).reduce((sum, w) => sum + w, 0);
}
