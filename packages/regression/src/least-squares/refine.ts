import { multiply } from "@ceteris/core";
import type { Solution } from "./solve-normal.ts";
import { productsWith } from "./within-sums.ts";

/** Residuals, and coefficients corrected by what the residuals still correlate with the regressors. */
export function refine(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array | null,
  solution: Solution,
): { coefficients: Float64Array; residuals: Float64Array; bread: Float64Array } {
  const k = columns.length;
  const coefficients = solution.coefficients.slice();
  const residuals = outcome.slice();
  subtractFitted(residuals, columns, coefficients);
  for (let round = 0; round < 2 && k > 0; round++) {
    const { xv, vv } = productsWith(columns, residuals, weights);
    const step = multiply(solution.bread, xv, k, k, 1);
    const size = step.reduce(
      (most, s, j) => Math.max(most, Math.abs(s) / Math.sqrt(solution.bread[j * k + j]!)),
      0,
    );
    if (!(size > 1e-15 * Math.sqrt(vv))) break;
    for (let j = 0; j < k; j++) coefficients[j]! += step[j]!;
    subtractFitted(residuals, columns, step);
  }
  return { coefficients, residuals, bread: solution.bread };
}

/** By blocks of rows, so that the residuals are read once. */
function subtractFitted(
  residuals: Float64Array,
  columns: readonly Float64Array[],
  coefficients: Float64Array,
): void {
  const block = 2048;
  for (let start = 0; start < residuals.length; start += block) {
    const end = Math.min(start + block, residuals.length);
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j]!;
      const b = coefficients[j]!;
      for (let i = start; i < end; i++) residuals[i]! -= b * column[i]!;
    }
  }
}
