import { extent } from "./moments.ts";

/** Scores as the weighted sum of columns: Σ_j w_j z_ij. */
export function weightedSum(columns: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const out = new Float64Array(columns[0]!.length);
  columns.forEach((z, j) => {
    const w = weights[j]!;
    for (let i = 0; i < out.length; i++) out[i]! += w * z[i]!;
  });
  return out;
}

/** Best and worst value of a column in TOPSIS. */
export interface Ideal {
  readonly best: number;
  readonly worst: number;
}

/**
 * TOPSIS closeness (Hwang and Yoon 1981): D⁻ / (D⁺ + D⁻), the Euclidean distances of the weighted row
 * w_j z_ij from the worst and the best row.
 */
export function topsisCloseness(
  columns: readonly Float64Array[],
  weights: readonly number[],
  ideals: readonly Ideal[],
): Float64Array {
  const toBest = new Float64Array(columns[0]!.length);
  const toWorst = new Float64Array(toBest.length);
  columns.forEach((z, j) => {
    const w = weights[j]!;
    const { best, worst } = ideals[j]!;
    for (let i = 0; i < z.length; i++) {
      toBest[i]! += (w * (z[i]! - best)) ** 2;
      toWorst[i]! += (w * (z[i]! - worst)) ** 2;
    }
  });
  return toWorst.map((d, i) => Math.sqrt(d) / (Math.sqrt(d) + Math.sqrt(toBest[i]!)));
}

/** The best and the worst value seen in each column. */
export function observedIdeals(columns: readonly Float64Array[]): readonly Ideal[] {
  return columns.map((z) => {
    const { min, max } = extent(z);
    return { best: max, worst: min };
  });
}
