import type { Language } from "@ceteris/core";

/** The sign that print uses; plain formats turn it back into a hyphen. */
export const MINUS = "\u2212";

/** A number with a fixed count of decimals and a real minus sign. A negative number that rounds to zero keeps its sign. */
export function formatNumber(value: number, digits: number): string {
  return value.toFixed(digits).replace("-", MINUS);
}

/** A count: English groups thousands by commas, Chinese does not. */
export function formatCount(value: number, lang: Language): string {
  const plain = formatNumber(value, 0);
  return lang === "en" ? plain.replace(/\B(?=(\d{3})+$)/g, ",") : plain;
}

/** A p value; below the last printed digit it says so: `<0.001`. */
export function formatP(value: number, digits = 3): string {
  const least = 10 ** -digits;
  return value < least ? `<${least.toFixed(digits)}` : value.toFixed(digits);
}

/** 0.95 as `95%`, 0.975 as `97.5%`. */
export function formatPercent(share: number): string {
  return `${Number((share * 100).toPrecision(12))}%`;
}

/** Decimals at which a row of numbers keeps about seven significant digits: `digits`, fewer for large values. */
export function fittingDigits(values: readonly (number | null)[], digits: number): number {
  const largest = Math.max(...values.map((v) => (v === null ? 0 : Math.abs(v))), 0);
  const whole = largest < 1 ? 1 : Math.floor(Math.log10(largest)) + 1;
  return Math.max(0, Math.min(digits, 7 - whole));
}
