import { multiply, symmetricEigen, symmetrise } from "../linalg.ts";
import type { LinearFit } from "../types.ts";

/** Sums of scores x·w·residual by group, nGroups × k by rows: what a clustered meat needs of the data. */
export function scoreSums(fit: LinearFit, codes: Int32Array, nGroups: number): Float64Array {
  const k = fit.within.length;
  const sums = new Float64Array(nGroups * k);
  const { residuals, weights } = fit;
  for (let j = 0; j < k; j++) {
    const x = fit.within[j]!;
    if (weights)
      for (let i = 0; i < x.length; i++) sums[codes[i]! * k + j]! += x[i]! * weights[i]! * residuals[i]!;
    else for (let i = 0; i < x.length; i++) sums[codes[i]! * k + j]! += x[i]! * residuals[i]!;
  }
  return sums;
}

/** Σ s s′ over the rows of an m × k matrix. */
export function outerSum(rows: Float64Array, k: number): Float64Array {
  const out = new Float64Array(k * k);
  for (let start = 0; start < rows.length; start += k) {
    for (let p = 0; p < k; p++) {
      const left = rows[start + p]!;
      for (let q = 0; q <= p; q++) out[p * k + q]! += left * rows[start + q]!;
    }
  }
  for (let p = 0; p < k; p++) for (let q = 0; q < p; q++) out[q * k + p] = out[p * k + q]!;
  return out;
}

/** scale · bread · meat · bread. */
export function sandwich(bread: Float64Array, meat: Float64Array, k: number, scale: number): Float64Array {
  const out = multiply(multiply(bread, meat, k, k, k), bread, k, k, k);
  for (let i = 0; i < out.length; i++) out[i]! *= scale;
  return symmetrise(out, k);
}

/** Replaces negative eigenvalues by 0 (Cameron, Gelbach and Miller 2011); null when there are none. */
export function repairNegative(matrix: Float64Array, k: number): Float64Array | null {
  const { values, vectors } = symmetricEigen(matrix, k);
  const largest = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  if (!values.some((v) => v < -1e-12 * largest)) return null;
  const out = new Float64Array(k * k);
  for (let e = 0; e < k; e++) {
    if (values[e]! <= 0) continue;
    for (let p = 0; p < k; p++) {
      for (let q = 0; q < k; q++) out[p * k + q]! += values[e]! * vectors[p * k + e]! * vectors[q * k + e]!;
    }
  }
  return symmetrise(out, k);
}
