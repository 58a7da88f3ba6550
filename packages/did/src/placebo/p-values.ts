import type { PlaceboPValues, PlaceboResult, StudentisedPlacebo } from "@ceteris/core";
import { quantileSorted } from "simple-statistics";
import type { Draws } from "./draw-work.ts";

/** Draws closer to the actual figure than this share of it tie with it; variances lose more digits than sums. */
const TIE = { estimates: 1e-12, statistics: 1e-10 } as const;

/**
 * Shares of draws at least as extreme as the actual figure, ties counted; with the actual one counted in
 * unless it is one of the draws (`exact`). A draw that is `NaN` counts as extreme.
 */
export function placeboPValues(
  actual: number,
  values: readonly number[],
  exact: boolean,
  of: keyof typeof TIE = "estimates",
): PlaceboPValues {
  const slack = TIE[of] * Math.abs(actual);
  const share = (isShort: (value: number) => boolean) => {
    let extreme = 0;
    for (const value of values) if (!isShort(value)) extreme++;
    return exact ? extreme / values.length : (1 + extreme) / (1 + values.length);
  };
  return {
    twoSided: share((value) => Math.abs(value) < Math.abs(actual) - slack),
    greater: share((value) => value < actual - slack),
    less: share((value) => value > actual + slack),
  };
}

/** The same of the draws' t statistics; null where there are none. */
export function studentisedPlacebo(actual: number, draws: Draws, exact: boolean): StudentisedPlacebo | null {
  const { statistics, pValues } = draws;
  if (Number.isNaN(actual) || statistics.length === 0) return null;
  return {
    statistic: numberOrNull(actual),
    pValue: placeboPValues(actual, statistics, exact, "statistics"),
    values: statistics.map(numberOrNull),
    pValues: pValues.map(numberOrNull),
  };
}

const numberOrNull = (value: number) => (Number.isFinite(value) ? value : null);

/** Moments and quantiles of the draws, the same in whatever order they came. */
export function summariseDraws(values: readonly number[]): PlaceboResult["draws"] {
  const n = values.length;
  const sorted = Float64Array.from(values).sort();
  const mean = sorted.reduce((a, b) => a + b, 0) / n;
  // simple-statistics declares number[], and only reads by index.
  const numbers = sorted as unknown as number[];
  const squares = sorted.reduce((a, b) => a + (b - mean) ** 2, 0);
  return {
    n,
    mean,
    sd: n > 1 ? Math.sqrt(squares / (n - 1)) : null,
    quantiles: Object.fromEntries(
      ["0.025", "0.05", "0.5", "0.95", "0.975"].map((p) => [p, quantileSorted(numbers, Number(p))]),
    ),
  };
}
