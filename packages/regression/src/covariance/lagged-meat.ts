import { outerSum } from "./sandwich.ts";

/** Lags that fixest takes when none are given: the fourth root of the number of periods, rounded down. */
export function defaultLags(nPeriods: number): number {
  return Math.floor(nPeriods ** 0.25 + 1e-9);
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
