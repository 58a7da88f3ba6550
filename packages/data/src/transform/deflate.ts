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
   * period before (上年 = 100), and is chained. Default `level`.
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
 * @throws OPTION_INVALID (a base that is no period, an index that is not positive), UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * deflate(panel, ["gdp", "wage"], { index: "cpi", kind: "previous", base: 2016 }); // adds gdp_real, wage_real
 */
export function deflate(panel: Panel, columns: readonly string[], options: DeflateOptions): Panel {
  const { index, base, kind = "level" } = options;
  const prices = panelNumbers(panel, index);
  refuseNotPositive(index, prices);
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
