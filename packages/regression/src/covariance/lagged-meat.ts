import { CeterisError } from "@ceteris/core";
import { outerSum } from "./sandwich.ts";

/**
 * The lags asked for, or those that fixest takes when none are given: the fourth root of the number of
 * periods, rounded down.
 *
 * @throws OPTION_INVALID when the lags are not a whole number from 0
 */
export function chooseLags(lags: number | undefined, nPeriods: number): number {
  if (lags === undefined) return Math.floor(nPeriods ** 0.25 + 1e-9);
  if (Number.isInteger(lags) && lags >= 0) return lags;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "lags",
    what: `${lags} is not a number of periods`,
    mend: "Give a whole number from 0, or leave it out",
  });
}

/**
 * Σ s s′ over the rows of score sums, plus the products of rows `lag` apart with Bartlett weights
 * 1 − lag/(lags + 1), both ways. `rowBefore(row, lag)` gives the partner, −1 for none.
 */
export function laggedMeat(
  scores: Float64Array,
  k: number,
  lags: number,
  rowBefore: (row: number, lag: number) => number,
): Float64Array {
  const meat = outerSum(scores, k);
  const nRows = scores.length / k;
  for (let lag = 1; lag <= lags; lag++) {
    const weight = 1 - lag / (lags + 1);
    for (let row = 0; row < nRows; row++) {
      const before = rowBefore(row, lag);
      if (before < 0) continue;
      for (let p = 0; p < k; p++) {
        for (let q = 0; q < k; q++) {
          const product = weight * scores[row * k + p]! * scores[before * k + q]!;
          meat[p * k + q]! += product;
          meat[q * k + p]! += product;
        }
      }
    }
  }
  return meat;
}
