/** What an unquoted, trimmed cell is. */
export const TEXT = 0;
export const NUMBER = 1;
export const MISSING = 2;

/** Receives the value of a cell that `classifyCell` calls a number. */
export interface CellValue {
  value: number;
}

/**
 * Is `bytes[start, end)` a number, a missing value or text?
 *
 * Missing are the empty cell, `NA`, `N/A`, `NaN`, `.`, `null` and `NULL`. Numbers have a point for the
 * decimals and may have an exponent; `Inf` and `-Inf` are numbers. Text, because a number would lose
 * something: leading zeros (`001`) and integers beyond ±(2⁵³ − 1). Text, because nothing is guessed:
 * thousands separators, percent signs, decimal commas, hexadecimal.
 */
export function classifyCell(bytes: Buffer, start: number, end: number, out: CellValue): 0 | 1 | 2 {
  const length = end - start;
  if (length === 0) return MISSING;
  if (length <= 9) {
    const special = specialCell(bytes, start, end);
    if (special === MISSING_TOKEN) return MISSING;
    if (special !== 0) {
      out.value = special;
      return NUMBER;
    }
  }
  return decimalCell(bytes, start, end, out);
}

export function isMissingCell(bytes: Uint8Array, start: number, end: number): boolean {
  switch (end - start) {
    case 0:
      return true;
    case 1:
      return bytes[start] === DOT;
    case 2:
      return bytes[start] === 78 && bytes[start + 1] === 65; // NA
    case 3:
      return (
        bytes[start] === 78 &&
        ((bytes[start + 1] === 97 && bytes[start + 2] === 78) || // NaN
          (bytes[start + 1] === 47 && bytes[start + 2] === 65)) // N/A
      );
    case 4:
      return (
        (bytes[start] === 110 &&
          bytes[start + 1] === 117 &&
          bytes[start + 2] === 108 &&
          bytes[start + 3] === 108) ||
        (bytes[start] === 78 && bytes[start + 1] === 85 && bytes[start + 2] === 76 && bytes[start + 3] === 76)
      );
    default:
      return false;
  }
}

const DOT = 46;
const MISSING_TOKEN = Number.MIN_VALUE;

/** ±Infinity for an infinite number, MISSING_TOKEN for a missing one, else 0. */
function specialCell(bytes: Buffer, start: number, end: number): number {
  if (isMissingCell(bytes, start, end)) return MISSING_TOKEN;
  const signed = bytes[start] === 45 || bytes[start] === 43;
  const first = bytes[signed ? start + 1 : start]! | 32;
  if (first !== 105) return 0;
  const word = bytes.toString("latin1", signed ? start + 1 : start, end).toLowerCase();
  if (word !== "inf" && word !== "infinity") return 0;
  return bytes[start] === 45 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function decimalCell(bytes: Buffer, start: number, end: number, out: CellValue): 0 | 1 {
  let i = start;
  if (bytes[i] === 45 || bytes[i] === 43) i++;
  const whole = i;
  while (i < end && isDigit(bytes[i]!)) i++;
  const wholeDigits = i - whole;
  if (wholeDigits > 1 && bytes[whole] === 48) return TEXT;
  let integer = true;
  let digits = wholeDigits;
  if (i < end && bytes[i] === DOT) {
    integer = false;
    const point = ++i;
    while (i < end && isDigit(bytes[i]!)) i++;
    digits += i - point;
  }
  if (digits === 0) return TEXT;
  if (i < end && (bytes[i]! | 32) === 101) {
    integer = false;
    i++;
    if (bytes[i] === 45 || bytes[i] === 43) i++;
    const exponent = i;
    while (i < end && isDigit(bytes[i]!)) i++;
    if (i === exponent) return TEXT;
  }
  if (i !== end) return TEXT;
  const value = Number(bytes.toString("latin1", start, end));
  if (integer && !Number.isSafeInteger(value)) return TEXT;
  out.value = value + 0;
  return NUMBER;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
