import { sum } from "./moments.ts";

export interface EntropyOptions {
  /** Entropy is −Σ p ln p / ln(logCount); the canonical count is the number of rows. */
  readonly logCount: number;
  /** Diagnostic only: a column with a zero in it gets entropy 0. */
  readonly zeroColumnsToZero: boolean;
}

export interface ColumnWeights {
  /** They sum to 1. */
  readonly weights: readonly number[];
  readonly entropy: readonly (number | null)[];
  readonly divergence: readonly (number | null)[];
}

/**
 * Weights by information entropy: p = z / Σz, e = −Σ p ln p / ln N, d = 1 − e, w = d / Σd, with 0·ln 0 = 0
 * (Shannon's entropy; the weighting is that of Zeleny 1982 and Hwang and Yoon 1981).
 *
 * The divergence is summed directly, d = Σ φ(Np − 1) / (N ln N) with φ(t) = (1 + t) ln(1 + t) − t, so that a
 * nearly even column keeps its digits where 1 − e would cancel.
 */
export function entropyWeights(columns: readonly Float64Array[], options: EntropyOptions): ColumnWeights {
  const divergence = columns.map((z) => columnDivergence(z, options));
  const total = sum(divergence);
  return {
    weights: divergence.map((d) => d / total),
    entropy: divergence.map((d) => 1 - d),
    divergence,
  };
}

function columnDivergence(z: Float64Array, { logCount, zeroColumnsToZero }: EntropyOptions): number {
  if (zeroColumnsToZero && z.includes(0)) return 1;
  const n = z.length;
  const average = sum(z) / n;
  const terms = new Float64Array(n);
  for (let i = 0; i < n; i++) terms[i] = phi((z[i]! - average) / average);
  const kullback = sum(terms) / n;
  return (Math.log(logCount) - Math.log(n) + kullback) / Math.log(logCount);
}

/** (1 + t) ln(1 + t) − t, never negative; its power series near 0. */
function phi(t: number): number {
  if (t <= -1) return 1;
  if (Math.abs(t) > 0.02) return (1 + t) * Math.log1p(t) - t;
  let term = t * t;
  let total = 0;
  for (let k = 2; k < 12; k++) {
    total += term / (k * (k - 1));
    term *= -t;
  }
  return total;
}
