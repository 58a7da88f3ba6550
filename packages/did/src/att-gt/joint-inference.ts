import { type Estimate, estimateRow, type NamedMatrix, normal } from "@ceteris/core";
import { supremumCritical } from "../distributions/supremum-critical.ts";

/** Estimates with what they lie off by, jointly. */
export interface JointEstimates {
  readonly terms: readonly string[];
  readonly estimates: ArrayLike<number>;
  /** By rows. */
  readonly covariance: ArrayLike<number>;
  /** Deviations of the multiplier bootstrap, one list for each estimate; null for analytic errors. */
  readonly draws: readonly ArrayLike<number>[] | null;
}

export interface JointInference {
  readonly rows: readonly Estimate[];
  /** With draws the analytic correlations at the scale of the bootstrap's errors. */
  readonly vcov: NamedMatrix;
  readonly critical: number | null;
}

/**
 * Rows with errors and intervals, by the normal distribution. With draws the error is the interquartile
 * range of the draws over that of the standard normal; `uniform` intervals take the critical value of the
 * largest |t|, from the draws or by integration over the joint normal distribution, and no less than the
 * pointwise one.
 */
export function inferJointly(
  { terms, estimates, covariance, draws }: JointEstimates,
  { level, uniform }: { readonly level: number; readonly uniform: boolean },
): JointInference {
  const k = terms.length;
  const analytic = terms.map((_, i) => Math.sqrt(covariance[i * k + i]!));
  const errors = draws ? draws.map(quartileError) : analytic;
  const vcov = terms.map((_, i) =>
    terms.map((_, j) => {
      const own = covariance[i * k + j]!;
      return draws && own !== 0 ? (own * errors[i]! * errors[j]!) / (analytic[i]! * analytic[j]!) : own;
    }),
  );
  const usable = errors.flatMap((error, i) => (error > 0 ? [i] : []));
  const critical = uniform && usable.length > 0 ? criticalValue() : null;
  function criticalValue(): number {
    const found = draws
      ? largestQuantile(
          usable.map((i) => draws[i]!),
          usable.map((i) => errors[i]!),
          level,
        )
      : supremumCritical(
          usable.flatMap((i) => usable.map((j) => covariance[i * k + j]! / (analytic[i]! * analytic[j]!))),
          level,
        );
    return Math.max(found, normal.isf((1 - level) / 2));
  }
  const rows = terms.map((term, i) => {
    const row = estimateRow(term, estimates[i]!, errors[i]!, null, level);
    if (critical === null || row.stdError === null || row.estimate === null) return row;
    const half = critical * row.stdError;
    return Object.freeze({ ...row, confLow: row.estimate - half, confHigh: row.estimate + half });
  });
  return { rows, vcov: { terms, matrix: vcov }, critical };
}

/** Quantiles are order statistics, the ⌈pB⌉-th of B. */
function quartileError(draws: ArrayLike<number>): number {
  const sorted = Float64Array.from(draws).sort();
  const at = (p: number) => sorted[Math.ceil(p * sorted.length) - 1]!;
  return (at(0.75) - at(0.25)) / (normal.quantile(0.75) - normal.quantile(0.25));
}

function largestQuantile(
  draws: readonly ArrayLike<number>[],
  errors: readonly number[],
  level: number,
): number {
  const largest = new Float64Array(draws[0]!.length);
  draws.forEach((own, i) => {
    for (let b = 0; b < largest.length; b++)
      largest[b] = Math.max(largest[b]!, Math.abs(own[b]!) / errors[i]!);
  });
  return largest.sort()[Math.ceil(level * largest.length) - 1]!;
}
