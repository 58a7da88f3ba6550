import { normal } from "@ceteris/core";
import { solveIncreasing } from "./solve-increasing.ts";

/** P(|X| ≤ x) for X normal with this mean and standard deviation. */
export function foldedNormalCdf(x: number, mean: number, sd: number): number {
  if (x <= 0) return 0;
  // Two tails on the same side: no cancellation.
  return normal.cdf((x - mean) / sd) - normal.cdf((-x - mean) / sd);
}

/**
 * The smallest mean ≥ 0 for which a folded normal is at most x with probability at most `size`: below
 * it |X| ≤ x would not be surprising. 0 where x is that small already when the mean is 0.
 */
export function foldedNormalMean(x: number, sd: number, size: number): number {
  if (foldedNormalCdf(x, 0, sd) <= size) return 0;
  const surprise = (mean: number) => -foldedNormalCdf(x, mean, sd);
  return solveIncreasing(surprise, -size, 0, x + sd * (normal.isf(size) + 1e-6), 1e-15);
}

/**
 * The quantile of |Z + bias| for standard normal Z at `1 − alpha`: the critical value of an interval
 * around an estimator whose bias is at most `bias` standard errors (Armstrong and Kolesár 2018).
 */
export function foldedNormalQuantile(bias: number, alpha: number): number {
  const b = Math.abs(bias);
  const least = Math.max(0, b + normal.isf(alpha));
  let c = b + normal.isf(alpha / 2);
  for (let i = 0; i < 100; i++) {
    const excess = normal.sf(c - b) + normal.sf(c + b) - alpha;
    const move = excess / (normal.pdf(c - b) + normal.pdf(c + b));
    c = Math.max(least, c + move);
    if (Math.abs(move) <= 1e-15 * c) break;
  }
  return c;
}
