import { isoDate, isoDateTime } from "../source/iso-date.ts";
import type { GridBuilder } from "./grid.ts";

/** How a number format shows a number as something else: a date as ISO text, a code with its leading zeros. */
export type ShownNumber = (value: number, date1904: boolean) => string | null;

/** Built-in formats of dates; 27 to 36 and 50 to 58 are those of East Asia. */
const BUILT_IN_DATES = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/**
 * What a number format means, by its number and its code; null when numbers are shown as numbers.
 * A format with a year and nothing else shows the year, which stays a number.
 */
export function shownNumber(id: number, code: string | undefined): ShownNumber | "year" | null {
  if (code === undefined) return BUILT_IN_DATES.has(id) ? dateText : null;
  const bare = code
    .split(";")[0]!
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[[^\]]*\]/g, "");
  if (/^0{2,}$/.test(bare)) return (value) => padded(value, bare.length);
  if (!/[yd年日]/i.test(bare) || /general/i.test(bare)) return null;
  if (/[md月日]/i.test(bare)) return /[d日]/i.test(bare) ? dateText : monthText;
  return "year";
}

/** Milliseconds of a date in a workbook. The year 1900 had no 29 February, which Excel believes in. */
export function serialTime(serial: number, date1904: boolean): number {
  const days = date1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  return Math.round((days - 25569) * 86_400) * 1000;
}

function dateText(value: number, date1904: boolean): string | null {
  const ms = serialTime(value, date1904);
  return Number.isInteger(value) ? isoDate(ms) : isoDateTime(ms);
}

function monthText(value: number, date1904: boolean): string | null {
  return isoDate(serialTime(value, date1904))?.slice(0, 7) ?? null;
}

function padded(value: number, width: number): string | null {
  return Number.isSafeInteger(value) && value >= 0 ? String(value).padStart(width, "0") : null;
}

/** Puts a number into a sheet as its format shows it. */
export function putNumber(
  grid: GridBuilder,
  row: number,
  column: number,
  value: number,
  format: ShownNumber | "year" | null,
  date1904: boolean,
): void {
  if (format === null) {
    grid.number(row, column, value);
    return;
  }
  const text =
    format === "year" ? isoDate(serialTime(value, date1904))?.slice(0, 4) : format(value, date1904);
  if (!text) grid.number(row, column, value);
  else if (format === "year") grid.number(row, column, Number(text));
  else grid.shown(row, column, value, text);
}
