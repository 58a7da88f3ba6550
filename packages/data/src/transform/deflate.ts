import { CeterisError, type Panel, panelNumbers } from "@ceteris/core";
import { type Naming, withNewColumns } from "./new-columns.ts";

export const DEFLATOR_KINDS = ["level", "previous"] as const;

export interface DeflateOptions extends Naming {
  /** Column of the price index. */
  readonly index: string;
  /** Period in whose prices the result is. */
  readonly base: string | number;
  /**
   * `level`: the index is on one scale over all periods (2015 = 100). `previous`: each value compares with the
   * period before (上年 = 100), and is chained. Default `level`, but where the index looks like the other kind it
   * has to be told.
   */
  readonly kind?: (typeof DEFLATOR_KINDS)[number] | undefined;
}

/**
 * Amounts in the prices of a base period: value × index(base) / index(period), within the unit. New columns are
 * named `*_real`.
 *
 * Missing where the unit has no index for the base or the period; a chained index is broken by a period that
 * lacks a row or a value, and periods beyond the break from the base are missing. Periods that are numbers are
 * chained from one to the next whole number.
 *
 * @throws OPTION_INVALID (a base that is no period, an index that is not positive, or not of its kind),
 *   UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * deflate(panel, ["gdp", "wage"], { index: "cpi", kind: "previous", base: 2016 }); // adds gdp_real, wage_real
 */
export function deflate(panel: Panel, columns: readonly string[], options: DeflateOptions): Panel {
  const { index, base, kind = "level" } = options;
  const prices = panelNumbers(panel, index);
  refuseNotPositive(index, prices);
  if (options.kind === "previous") refuseNoRatios(index, prices);
  if (options.kind === undefined) refuseLikeRatios(panel, index, prices);
  const basePeriod = periodOf(panel, base);
  const level = kind === "level" ? prices : chained(panel, prices, basePeriod);
  const atBase = new Float64Array(panel.unit.nLevels).fill(Number.NaN);
  panel.unit.codes.forEach((unit, i) => {
    if (panel.time.codes[i] === basePeriod) atBase[unit] = level[i]!;
  });
  return withNewColumns(panel, columns, options.as ?? "*_real", (column) =>
    panelNumbers(panel, column).map((v, i) => (v * atBase[panel.unit.codes[i]!]!) / level[i]!),
  );
}

/** An index that compares with the period before, as levels with 1 in the base period. */
function chained({ unit, time, nRows }: Panel, ratios: Float64Array, base: number): Float64Array {
  const level = new Float64Array(nRows).fill(Number.NaN);
  const isNext = (i: number) =>
    unit.codes[i] === unit.codes[i - 1] &&
    time.values[time.codes[i]!]! - time.values[time.codes[i - 1]!]! === 1;
  time.codes.forEach((code, i) => {
    if (code === base) level[i] = 1;
    else if (code > base && i > 0 && isNext(i)) level[i] = (level[i - 1]! * ratios[i]!) / 100;
  });
  for (let i = nRows - 2; i >= 0; i--) {
    if (time.codes[i]! < base && isNext(i + 1)) level[i] = (level[i + 1]! * 100) / ratios[i + 1]!;
  }
  return level;
}

function periodOf({ time }: Panel, base: string | number): number {
  const at = time.labels.indexOf(String(base));
  if (at >= 0) return at;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "base",
    what: `no row is of the period ${base}`,
    mend: `Give one of ${time.labels[0]} to ${time.labels.at(-1)}`,
  });
}

function refuseNotPositive(index: string, prices: Float64Array): void {
  const bad = prices.find((v) => v <= 0);
  if (bad === undefined) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: `column “${index}”`,
    what: `${bad} is no price index`,
    mend: "Give a column of positive numbers, such as 102.1 where the period before, or the base, is 100",
  });
}

/** 102.1, not 1.021 nor 2.1, is what compares with the period before. */
function refuseNoRatios(index: string, prices: Float64Array): void {
  const sorted = prices.filter((v) => !Number.isNaN(v)).sort();
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined || (middle > 50 && middle < 200)) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: `column “${index}”`,
    what: `its median is ${middle}, and an index on the period before is near 100`,
    mend: "Give the period before the value 100: multiply a ratio by 100, add 100 to a rate of change",
  });
}

/** Where a default would decide: what stays near 100, goes down as often as up and is 100 for all at no time. */
function refuseLikeRatios({ unit, time, nRows }: Panel, index: string, prices: Float64Array): void {
  if (!prices.every((v) => Number.isNaN(v) || (v > 80 && v < 130))) return;
  let steps = 0;
  let downs = 0;
  const first = new Map<number, number>();
  const differ = new Set<number>();
  for (let i = 0; i < nRows; i++) {
    const v = prices[i]!;
    if (Number.isNaN(v)) continue;
    const t = time.codes[i]!;
    if (!first.has(t)) first.set(t, v);
    else if (v !== first.get(t)) differ.add(t);
    const before = i > 0 && unit.codes[i] === unit.codes[i - 1] ? prices[i - 1]! : Number.NaN;
    if (!Number.isNaN(before)) steps++;
    if (v < before) downs++;
  }
  const hasBase = [...first].some(([t, v]) => v === 100 && !differ.has(t));
  if (hasBase || downs < 4 || downs < 0.25 * steps) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: `column “${index}”`,
    what: `it stays near 100, falls in ${downs} of ${steps} steps and has no period in which it is 100, as an index on the period before (上年 = 100) does`,
    mend: "Give kind: previous, or kind: level if all periods are on one scale",
    details: { column: index, downs, steps },
  });
}
