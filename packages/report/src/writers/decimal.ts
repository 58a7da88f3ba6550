import type { Align, Cell, SheetColumn } from "../tables/sheet.ts";

/** A number as print shows it, cut before its decimal point: sign and whole part, then the rest. */
export interface DecimalParts {
  readonly whole: string;
  readonly rest: string;
}

const NUMBER = /^([(<]?[−-]?\d[\d,]*)((?:\.\d+)?%?\)?[*†]*)$/;

/** Cuts a shown number at its point; null for words and intervals. */
export function splitDecimal(text: string): DecimalParts | null {
  const found = NUMBER.exec(text);
  return found ? { whole: found[1]!, rest: found[2]! } : null;
}

/** Widest parts of a decimal column. */
export interface DecimalWidths {
  readonly whole: number;
  readonly rest: number;
}

export function decimalWidths(texts: readonly string[]): DecimalWidths {
  let whole = 0;
  let rest = 0;
  for (const text of texts) {
    const parts = splitDecimal(text);
    if (!parts) continue;
    whole = Math.max(whole, parts.whole.length);
    rest = Math.max(rest, parts.rest.length);
  }
  return { whole, rest };
}

/** The alignment of one cell: words in a decimal column stand in its middle. */
export function cellAlign(column: SheetColumn, cell: Cell): Align {
  return column.align === "decimal" && splitDecimal(cell.text) === null ? "center" : column.align;
}
