import { quantileSorted, sampleStandardDeviation } from "simple-statistics";

export interface DensityPoint {
  readonly x: number;
  readonly y: number;
}

export interface GaussianDensityOptions {
  /** Standard deviation of the kernel; default `silvermanBandwidth`. */
  readonly bandwidth?: number | undefined;
  /** Points of the curve; default 256. */
  readonly points?: number | undefined;
  /** How far the curve runs beyond the extremes, in bandwidths; default 3. */
  readonly cut?: number | undefined;
}

/**
 * Kernel density estimate with the Gaussian kernel, f(x) = Σ φ((x − xᵢ)/h) / (n h), on an even grid.
 *
 * @param values one or more finite numbers
 * @returns points in order of x; empty without values or without spread (h = 0)
 * @example
 * gaussianDensity([0], { bandwidth: 1, points: 3, cut: 1 })[1]; // { x: 0, y: 0.3989… }
 */
export function gaussianDensity(
  values: readonly number[],
  options: GaussianDensityOptions = {},
): readonly DensityPoint[] {
  const { bandwidth = silvermanBandwidth(values), points = 256, cut = 3 } = options;
  if (values.length === 0 || !(bandwidth > 0)) return [];
  const sorted = Float64Array.from(values).sort();
  const from = sorted[0]! - cut * bandwidth;
  const step = (sorted.at(-1)! + cut * bandwidth - from) / (points - 1);
  const scale = 1 / (sorted.length * bandwidth * Math.sqrt(2 * Math.PI));
  return Array.from({ length: points }, (_, i) => {
    const x = from + i * step;
    let sum = 0;
    for (const value of sorted) sum += Math.exp(-0.5 * ((x - value) / bandwidth) ** 2);
    return { x, y: sum * scale };
  });
}

/**
 * Silverman's rule of thumb, 0.9 · min(sd, IQR/1.34) · n^(−1/5), with R's fallbacks when the
 * interquartile range is zero (`stats::bw.nrd0`).
 *
 * @see Silverman (1986), Density Estimation for Statistics and Data Analysis, eq. 3.31
 */
export function silvermanBandwidth(values: readonly number[]): number {
  const n = values.length;
  if (n < 2) return Math.abs(values[0] ?? 0) || 1;
  const sorted = [...values].sort((a, b) => a - b);
  const sd = sampleStandardDeviation(sorted);
  const spread = Math.min(sd, (quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25)) / 1.34);
  return 0.9 * (spread || sd || Math.abs(sorted[0]!) || 1) * n ** -0.2;
}
