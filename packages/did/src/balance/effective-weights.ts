/**
 * Weights scaled so that each group sums to its effective sample size: a variance over Σw − 1 is then
 * the unbiased one for weights that say how much a row counts, not how often it occurs, and a t test has
 * the precision of a weighted mean.
 */
export function effectiveWeights(weights: Float64Array, treated: Float64Array): Float64Array {
  const sums = [0, 0];
  const squares = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i]!;
    sums[treated[i]!]! += w;
    squares[treated[i]!]! += w * w;
  }
  const scale = sums.map((sum, group) => sum / squares[group]!);
  const out = new Float64Array(weights.length);
  for (let i = 0; i < out.length; i++) out[i] = weights[i]! * scale[treated[i]!]!;
  return out;
}
