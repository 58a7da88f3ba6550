/**
 * A number for a sentence: few significant digits, a real minus sign, no exponent unless it is tiny or huge.
 *
 * @example
 * briefNumber(-0.012345); // "−0.0123"
 */
export function briefNumber(value: number, digits = 3): string {
  return String(Number(value.toPrecision(digits))).replaceAll("-", "−");
}
