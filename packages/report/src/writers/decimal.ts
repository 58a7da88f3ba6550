import { type Align, type Cell, type Sheet, type SheetColumn, shownText } from "../tables/sheet.ts";

/** A number as print shows it, cut before its decimal point: sign and whole part, then the rest. */
export interface DecimalParts {
  readonly whole: string;
  readonly rest: string;
}

const NUMBER = /^(\(?<?[−-]?\d[\d,]*)((?:\.\d+)?%?\)?[*†]*)$/;

/** Cuts a shown number at its point; null for words and intervals. */
export function splitDecimal(text: string): DecimalParts | null {
  const found = NUMBER.exec(text);
  return found ? { whole: found[1]!, rest: found[2]! } : null;
}

/** Widest parts of a decimal column, in characters. */
export interface DecimalWidths {
  readonly whole: number;
  readonly rest: number;
}

export function decimalWidths(sheet: Sheet, j: number): DecimalWidths {
  let whole = 0;
  let rest = 0;
  for (const row of sheet.rows) {
    const parts = row.kind === "body" ? decimalParts(sheet.columns[j]!, row.cells[j]!) : null;
    if (!parts) continue;
    whole = Math.max(whole, parts.whole.length);
    rest = Math.max(rest, parts.rest.length);
  }
  return { whole, rest };
}

/** The parts of a cell that stands at the decimal point of its column; null for words, which stand in the middle. */
export function decimalParts(column: SheetColumn, cell: Cell): DecimalParts | null {
  return (cell.align ?? column.align) === "decimal" ? splitDecimal(shownText(cell)) : null;
}

/** The alignment of one cell: words in a decimal column stand in its middle. */
export function cellAlign(column: SheetColumn, cell: Cell): Align {
  const align = cell.align ?? column.align;
  return align === "decimal" && splitDecimal(shownText(cell)) === null ? "center" : align;
}
