/** Σ w x / Σ w. */
export function weightedMean(x: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < x.length; i++) {
    sum += weights[i]! * x[i]!;
    total += weights[i]!;
  }
  return sum / total;
}
