import { type Labels, nameOf } from "../names.ts";
import { MINUS } from "../numbers.ts";

/** Writes a warning in Chinese from its evidence. */
export type Sentence = (facts: Facts) => string;

/**
 * The evidence of a warning, as it is printed. A key that is absent, not what it should be, or an empty
 * list gives an empty text or 0 and makes the evidence incomplete.
 */
export interface Facts {
  /** Whether a key is there and not null. Asking leaves the evidence complete. */
  has(key: string): boolean;
  /** Whether a list is empty. Asking of an empty list leaves the evidence complete. */
  isEmpty(key: string): boolean;
  /** A number, to reckon with. */
  value(key: string): number;
  /** The numbers of a list. */
  values(key: string): readonly number[];
  /** Whether something holds. */
  flag(key: string): boolean;
  /** A number with a few significant digits. */
  number(key: string, digits?: number): string;
  /** A number with fixed decimals. */
  fixed(key: string, digits: number): string;
  /** A share as a percentage with one decimal. */
  percent(key: string): string;
  /** A text or a number, as it stands. */
  text(key: string): string;
  /** The texts or numbers of a list. */
  texts(key: string): readonly string[];
  /** The shown name of a column or term, in quotation marks. */
  column(key: string): string;
  /** The shown names of the columns of a list. */
  columns(key: string): string;
  /** A record of numbers by column: shown names with their numbers. */
  byColumn(key: string): readonly { readonly name: string; readonly value: number }[];
  /** What a key holds, itself evidence. */
  inner(key: string): Facts;
  /** A list of such. */
  rows(key: string): readonly Facts[];
}

/** Reads details; `complete` tells whether everything asked for so far was there. */
export function readFacts(
  details: unknown,
  labels: Labels | undefined,
): { readonly facts: Facts; readonly complete: () => boolean } {
  let lacking = false;
  const absent = <T>(instead: T): T => {
    lacking = true;
    return instead;
  };
  const quoted = (name: string) => quotedName(name, labels);

  const factsOf = (given: unknown): Facts => {
    const held = asRecord(given) ?? {};
    const own = (key: string) => (Object.hasOwn(held, key) ? held[key] : undefined);
    const value = (key: string) => {
      const found = own(key);
      return isNumber(found) ? found : absent(0);
    };
    const text = (key: string) => shownText(own(key)) ?? absent("");
    const list = (key: string) => {
      const found = own(key);
      return Array.isArray(found) && found.length > 0 ? (found as readonly unknown[]) : absent([]);
    };
    const texts = (key: string) => list(key).map((item) => shownText(item) ?? absent(""));
    return {
      has: (key) => own(key) != null,
      isEmpty: (key) => {
        const found = own(key);
        return Array.isArray(found) ? found.length === 0 : absent(true);
      },
      value,
      values: (key) => list(key).map((item) => (isNumber(item) ? item : absent(0))),
      flag: (key) => {
        const found = own(key);
        return typeof found === "boolean" ? found : absent(false);
      },
      number: (key, digits) => briefNumber(value(key), digits),
      fixed: (key, digits) => value(key).toFixed(digits).replace("-", MINUS),
      percent: (key) => `${(100 * value(key)).toFixed(1).replace("-", MINUS)}%`,
      text,
      texts,
      column: (key) => quoted(text(key)),
      columns: (key) => texts(key).map(quoted).join("、"),
      byColumn: (key) => {
        const found = Object.entries(asRecord(own(key)) ?? {});
        if (found.length === 0) absent(0);
        return found.map(([name, v]) => ({ name: quoted(name), value: isNumber(v) ? v : absent(0) }));
      },
      inner: (key) => factsOf(asRecord(own(key)) ?? absent({})),
      rows: (key) => list(key).map((item) => factsOf(asRecord(item) ?? absent({}))),
    };
  };
  return { facts: factsOf(details), complete: () => !lacking };
}

/** A number with a few significant digits and a real minus sign; no exponent unless it is tiny or huge. */
export function briefNumber(value: number, digits = 3): string {
  return String(Number(value.toPrecision(digits))).replaceAll("-", MINUS);
}

/** The first few of a list, and that there are more. */
export function firstOf(texts: readonly string[], count: number, most = 5): string {
  const shown = texts.slice(0, most).join("、");
  return count > Math.min(most, texts.length) ? `${shown}等` : shown;
}

/** Columns crossed by `a^b` are shown as a product; terms of an event study as their event time. */
function quotedName(name: string, labels: Labels | undefined): string {
  const own = labels !== undefined && Object.hasOwn(labels, name);
  if (!own && name === "(intercept)") return "常数项";
  if (!own && /^event:-?\d+(\.\d+)?$/.test(name)) {
    return `相对时点${name.slice("event:".length).replace("-", MINUS)}`;
  }
  const parts = own ? [name] : name.split("^").map((part) => part.trim());
  return `“${parts.map((part) => nameOf(part, labels, "zh")).join("×")}”`;
}

function shownText(value: unknown): string | null {
  if (isNumber(value)) return String(value).replaceAll("-", MINUS);
  return typeof value === "string" ? value : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
