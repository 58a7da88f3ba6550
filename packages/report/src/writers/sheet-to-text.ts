import stringWidth from "string-width";
import { type Cell, oneLine, type Sheet, type SheetColumn, shownText } from "../tables/sheet.ts";
import { word } from "../words.ts";
import { cellAlign, decimalParts, decimalWidths } from "./decimal.ts";
import { headerGroups } from "./header-groups.ts";

const GAP = "  ";

/**
 * A table for a terminal: three lines, Chinese counted as two columns wide, numbers under their point.
 *
 * @example
 * process.stdout.write(sheetToText(sheet));
 */
export function sheetToText(sheet: Sheet): string {
  const columns = sheet.columns.map((column, j) => layOut(sheet, column, j));
  const groups = headerGroups(sheet.columns);
  if (groups) widenForGroups(columns, groups);
  const width = columns.reduce((sum, c) => sum + c.width, 0) + GAP.length * (columns.length - 1);
  const line = (cells: readonly string[]) => cells.join(GAP).trimEnd();
  const out = [oneLine(sheet.title), "━".repeat(width)];
  if (groups) {
    out.push(
      line(groups.map((g) => pad(oneLine(g.title ?? ""), spanWidth(columns, g.start, g.span), "center"))),
    );
    const ruled = groups.map((g) => {
      const span = spanWidth(columns, g.start, g.span);
      return (g.title === undefined ? " " : "─").repeat(span);
    });
    out.push(line(ruled));
  }
  out.push(line(columns.map((c, j) => pad(oneLine(sheet.columns[j]!.header), c.width, c.side))));
  out.push("─".repeat(width));
  for (const row of sheet.rows) {
    if (row.kind === "rule") out.push("─".repeat(width));
    else if (row.kind === "panel") out.push(oneLine(row.title));
    else out.push(line(row.cells.map((cell, j) => columns[j]!.place(cell))));
  }
  out.push("━".repeat(width));
  for (const [i, note] of sheet.notes.entries()) {
    out.push((i === 0 ? word("notes", sheet.lang) : "") + oneLine(note));
  }
  return `${out.join("\n")}\n`;
}

type Side = "left" | "right" | "center";

interface Laid {
  width: number;
  /** How the header stands. */
  readonly side: Side;
  place(cell: Cell): string;
}

function layOut(sheet: Sheet, column: SheetColumn, j: number): Laid {
  const cells = sheet.rows.flatMap((row) => (row.kind === "body" ? [row.cells[j]!] : []));
  const { whole, rest } = decimalWidths(sheet, j);
  const widest = Math.max(
    stringWidth(oneLine(column.header)),
    ...cells.map((cell) => stringWidth(shownText(cell))),
  );
  return {
    width: Math.max(widest, whole + rest),
    side: column.align === "decimal" ? "center" : column.align,
    place(cell) {
      const parts = decimalParts(column, cell);
      if (parts) return pad(parts.whole.padStart(whole) + parts.rest.padEnd(rest), this.width, "center");
      return pad(shownText(cell), this.width, cellAlign(column, cell) as Side);
    },
  };
}

function spanWidth(columns: readonly Laid[], start: number, span: number): number {
  const inside = columns.slice(start, start + span);
  return inside.reduce((sum, c) => sum + c.width, 0) + GAP.length * (span - 1);
}

/** A heading wider than its columns widens the last of them. */
function widenForGroups(
  columns: readonly Laid[],
  groups: NonNullable<ReturnType<typeof headerGroups>>,
): void {
  for (const { title, start, span } of groups) {
    const lack = stringWidth(oneLine(title ?? "")) - spanWidth(columns, start, span);
    for (let k = 0; k < lack; k++) columns[start + (k % span)]!.width++;
  }
}

function pad(text: string, width: number, side: Side): string {
  const lack = Math.max(0, width - stringWidth(text));
  if (side === "left") return text + " ".repeat(lack);
  if (side === "right") return " ".repeat(lack) + text;
  const before = Math.floor(lack / 2);
  return " ".repeat(before) + text + " ".repeat(lack - before);
}
