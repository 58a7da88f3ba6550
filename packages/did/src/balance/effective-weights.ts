import { effectiveSize } from "./effective-size.ts";

/**
 * Weights scaled so that each group sums to its effective sample size: a variance over Σw − 1 is then
 * the unbiased one for weights that say how much a row counts, not how often it occurs, and a t test has
 * the precision of a weighted mean.
 */
export function effectiveWeights(weights: Float64Array, treated: Float64Array): Float64Array {
  const scale = [0, 1].map((group) => {
    const own = weights.filter((_, i) => treated[i] === group);
    return effectiveSize(own) / own.reduce((sum, w) => sum + w, 0);
  });
  return weights.map((w, i) => w * scale[treated[i]!]!);
}
