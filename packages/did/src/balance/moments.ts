/** Mean and variance of the rows with a positive weight. */
export interface Moments {
  /** Sum of the weights: the number of rows when all weigh one. */
  readonly size: number;
  readonly mean: number;
  /** Σ w (x − mean)². */
  readonly squares: number;
  /** The squares over Σ w − 1, Stata's variance with importance weights. */
  readonly variance: number;
}

/** Weighted moments of one group (`group[i] === which`), in two passes. `NaN` where there are no rows. */
export function groupMoments(
  x: Float64Array,
  group: Float64Array,
  which: 0 | 1,
  weights: Float64Array | null,
): Moments {
  let size = 0;
  let mean = 0;
  const weight = (i: number) => (group[i] === which ? (weights ? weights[i]! : 1) : 0);
  for (let i = 0; i < x.length; i++) {
    const w = weight(i);
    if (w <= 0) continue;
    size += w;
    mean += ((x[i]! - mean) * w) / size;
  }
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < x.length; i++) {
    const w = weight(i);
    if (w <= 0) continue;
    const d = x[i]! - mean;
    squares += w * d * d;
    rest += w * d;
  }
  if (size === 0) return { size, mean: Number.NaN, squares: Number.NaN, variance: Number.NaN };
  squares -= (rest * rest) / size;
  return { size, mean: mean + rest / size, squares, variance: size > 1 ? squares / (size - 1) : Number.NaN };
}
