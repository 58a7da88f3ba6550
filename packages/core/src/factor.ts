import type { Column } from "./table.ts";

/** A categorical variable: `labels[codes[i]]` is the value of row i; code −1 marks a missing value. */
export interface Factor {
  readonly name: string;
  readonly codes: Int32Array;
  readonly nLevels: number;
  /** Sorted: numbers by size, text by code point, whatever the locale. */
  readonly labels: readonly string[];
  /** One label, without writing them all. */
  readonly labelOf: (code: number) => string;
}

/** A factor whose labels are written when first read: a million names cost more than coding their rows. */
export function codedFactor(
  name: string,
  codes: Int32Array,
  nLevels: number,
  labelOf: (code: number) => string,
): Factor {
  let labels: readonly string[] | null = null;
  return Object.freeze({
    name,
    codes,
    nLevels,
    labelOf,
    get labels() {
      labels ??= Object.freeze(Array.from({ length: nLevels }, (_, code) => labelOf(code)));
      return labels;
    },
  });
}

/** The levels of a factor on other rows. */
export function withCodes(factor: Factor, codes: Int32Array): Factor {
  return codedFactor(factor.name, codes, factor.nLevels, factor.labelOf);
}

/** Codes a column. Labels are sorted, so that codes never depend on the order of rows. */
export function makeFactor(name: string, column: Column): Factor {
  return column.type === "number" ? numberFactor(name, column.values) : textFactor(name, column.values);
}

/** The crossing of factors, with only the combinations that occur; named `a^b`. */
export function crossFactors(factors: readonly Factor[]): Factor {
  const [first, ...rest] = factors;
  if (!first) throw new RangeError("crossFactors needs a factor");
  return rest.reduce(crossTwo, first);
}

function crossTwo(a: Factor, b: Factor): Factor {
  const width = b.nLevels;
  const seen = new Map<number, number>();
  const keys = new Float64Array(a.codes.length);
  for (let i = 0; i < keys.length; i++) {
    const key = a.codes[i]! < 0 || b.codes[i]! < 0 ? -1 : a.codes[i]! * width + b.codes[i]!;
    keys[i] = key;
    if (key >= 0) seen.set(key, 0);
  }
  const sorted = [...seen.keys()].sort((p, q) => p - q);
  sorted.forEach((key, code) => {
    seen.set(key, code);
  });
  const codes = Int32Array.from(keys, (key) => (key < 0 ? -1 : seen.get(key)!));
  return codedFactor(`${a.name}^${b.name}`, codes, sorted.length, (code) => {
    const key = sorted[code]!;
    return `${a.labelOf(Math.floor(key / width))}^${b.labelOf(key % width)}`;
  });
}

function numberFactor(name: string, values: Float64Array): Factor {
  const sorted = sortedFactor(name, values);
  if (sorted) return sorted;
  const range = integerRange(values);
  return range ? denseFactor(name, values, range.min, range.max) : sparseFactor(name, values);
}

/** Codes values that never fall, as the units of a sorted file; null when they do, or when one is missing. */
function sortedFactor(name: string, values: Float64Array): Factor | null {
  const codes = new Int32Array(values.length);
  const found: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (v > last) {
      found.push(v);
      last = v;
    } else if (v !== last || found.length === 0) return null;
    codes[i] = found.length - 1;
  }
  return codedFactor(name, codes, found.length, (code) => String(found[code]));
}

/** Smallest and largest value when all are integers, near enough to each other to be looked up in an array. */
function integerRange(values: Float64Array): { min: number; max: number } | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (v < min) min = v;
    if (v > max) max = v;
    if (Math.floor(v) !== v && !Number.isNaN(v)) return null;
  }
  if (!(max - min < 4 * values.length + 1024) || !Number.isSafeInteger(min)) return null;
  return { min, max };
}

function denseFactor(name: string, values: Float64Array, min: number, max: number): Factor {
  const place = new Int32Array(max - min + 1);
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    codes[i] = Number.isNaN(v) ? -1 : v - min;
    if (codes[i]! >= 0) place[codes[i]!] = 1;
  }
  const found: number[] = [];
  for (let at = 0; at < place.length; at++) if (place[at] === 1) place[at] = found.push(min + at) - 1;
  if (found.length < place.length) {
    for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = place[codes[i]!]!;
  }
  return codedFactor(name, codes, found.length, (code) => String(found[code]));
}

function sparseFactor(name: string, values: Float64Array): Factor {
  const codes = new Int32Array(values.length);
  const seen = new Map<number, number>();
  let last = Number.NaN;
  let lastCode = -1;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (v !== last) {
      last = v;
      lastCode = Number.isNaN(v) ? -1 : (seen.get(v) ?? seen.size);
      if (lastCode === seen.size) seen.set(v, lastCode);
    }
    codes[i] = lastCode;
  }
  const found = [...seen.keys()];
  return recode(
    name,
    codes,
    found,
    found.map((_, i) => i).sort((p, q) => found[p]! - found[q]!),
  );
}

function textFactor(name: string, values: readonly (string | null)[]): Factor {
  const codes = new Int32Array(values.length);
  const seen = new Map<string, number>();
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (v === null) {
      codes[i] = -1;
      continue;
    }
    let code = seen.get(v);
    if (code === undefined) {
      code = seen.size;
      seen.set(v, code);
    }
    codes[i] = code;
  }
  const found = [...seen.keys()];
  return recode(
    name,
    codes,
    found,
    found.map((_, i) => i).sort((p, q) => (found[p]! < found[q]! ? -1 : 1)),
  );
}

function recode(
  name: string,
  codes: Int32Array,
  found: readonly (string | number)[],
  sorted: readonly number[],
): Factor {
  const place = new Int32Array(sorted.length);
  sorted.forEach((old, code) => {
    place[old] = code;
  });
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = place[codes[i]!]!;
  return codedFactor(name, codes, sorted.length, (code) => String(found[sorted[code]!]));
}
