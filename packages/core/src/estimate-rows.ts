import { studentT } from "./distributions/student-t.ts";
import { twoSidedT } from "./distributions/two-sided-t.ts";
import type { Estimate } from "./results/estimation.ts";

/**
 * One row for each coefficient: t statistic (normal where `dof` is null or infinite), two-sided p-value
 * and confidence interval. Where the variance is not a positive number everything but the estimate is
 * null, and a coefficient that is not finite is null too.
 *
 * @param covariance k × k by rows
 * @param dof degrees of freedom of each coefficient, or null for the normal distribution
 * @param level coverage of the intervals, for example 0.95
 * @example
 * estimateRows(["did"], [0.2], Float64Array.of(0.01), [49], 0.95)[0].pValue; // 0.051…
 */
export function estimateRows(
  terms: readonly string[],
  coefficients: ArrayLike<number>,
  covariance: ArrayLike<number>,
  dof: ArrayLike<number> | null,
  level: number,
): Estimate[] {
  const k = terms.length;
  return terms.map((term, i) => {
    const own = dof?.[i] ?? Number.POSITIVE_INFINITY;
    return estimateRow(term, coefficients[i]!, Math.sqrt(covariance[i * k + i]!), own, level);
  });
}

/** The row of one coefficient, from its standard error. */
export function estimateRow(
  term: string,
  estimate: number,
  stdError: number | null,
  dof: number | null,
  level: number,
): Estimate {
  const finite = Number.isFinite(estimate);
  const usable = finite && stdError !== null && stdError > 0 && stdError < Number.POSITIVE_INFINITY;
  const distribution = dof ?? Number.POSITIVE_INFINITY;
  if (!usable || !(distribution > 0)) {
    return Object.freeze({
      term,
      estimate: finite ? estimate : null,
      stdError: usable ? stdError : null,
      statistic: usable ? numberOrNull(estimate / stdError) : null,
      dof: null,
      pValue: null,
      confLow: null,
      confHigh: null,
    });
  }
  const half = studentT.isf((1 - level) / 2, distribution) * stdError;
  const statistic = estimate / stdError;
  return Object.freeze({
    term,
    estimate,
    stdError,
    statistic: numberOrNull(statistic),
    dof: numberOrNull(distribution),
    pValue: twoSidedT(statistic, distribution),
    confLow: numberOrNull(estimate - half),
    confHigh: numberOrNull(estimate + half),
  });
}

const numberOrNull = (value: number) => (Number.isFinite(value) ? value : null);
