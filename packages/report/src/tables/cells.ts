import type { Language } from "@ceteris/core";
import { formatCount, formatNumber, formatP } from "../numbers.ts";
import type { Cell, SheetRow } from "./sheet.ts";

/** What stands where there is no number. */
export const MISSING = "—";

export const blank: Cell = Object.freeze({ text: "" });

export function textCell(text: string): Cell {
  return { text };
}

export function numberCell(value: number | null | undefined, digits: number, suffix = ""): Cell {
  return isNumber(value)
    ? { text: `${formatNumber(value, digits)}${suffix}`, value }
    : { text: MISSING, value: null };
}

export function countCell(value: number | null | undefined, lang: Language): Cell {
  return isNumber(value) ? { text: formatCount(value, lang), value } : { text: MISSING, value: null };
}

export function pCell(value: number | null | undefined, digits = 3): Cell {
  return isNumber(value) ? { text: formatP(value, digits), value } : { text: MISSING, value: null };
}

/** A number in round brackets, as it stands under a coefficient. */
export function bracketCell(value: number | null | undefined, digits: number): Cell {
  return isNumber(value)
    ? { text: `(${formatNumber(value, digits)})`, value }
    : { text: MISSING, value: null };
}

/** `[low, high]`, which is text: it holds two numbers. */
export function intervalCell(low: number | null, high: number | null, digits: number): Cell {
  if (low === null || high === null) return { text: MISSING, value: null };
  return { text: `[${formatNumber(low, digits)}, ${formatNumber(high, digits)}]` };
}

export function bodyRow(cells: readonly Cell[]): SheetRow {
  return { kind: "body", cells };
}

function isNumber(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}
