import { normal } from "@ceteris/core";

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
