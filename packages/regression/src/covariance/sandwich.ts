import { mapEigenvalues, sandwich, symmetricEigen, type Warning } from "@ceteris/core";
import type { LinearFit } from "../types.ts";

/** Sums of scores x·w·residual by group, nGroups × k by rows: what a clustered meat needs of the data. */
export function scoreSums(fit: LinearFit, codes: Int32Array, nGroups: number): Float64Array {
  const ready = fit.scoreSums?.(codes, nGroups);
  if (ready) return ready;
  const k = fit.within.length;
  const sums = new Float64Array(nGroups * k);
  const { residuals, weights } = fit;
  const score = weights ? residuals.map((e, i) => e * weights[i]!) : residuals;
  for (let j = 0; j < k; j++) {
    const x = fit.within[j]!;
    for (let i = 0; i < x.length; i++) sums[codes[i]! * k + j]! += x[i]! * score[i]!;
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
export function scaledSandwich(
  bread: Float64Array,
  meat: Float64Array,
  k: number,
  scale: number,
): Float64Array {
  return sandwich(bread, meat, k).map((v) => v * scale);
}

/**
 * Negative eigenvalues set to 0 (Cameron, Gelbach and Miller 2011), with a warning that says of what;
 * those below 1e-12 of the largest are rounding and stay.
 */
export function repairCovariance(
  matrix: Float64Array,
  k: number,
  what: string,
): { matrix: Float64Array; warnings: Warning[] } {
  const eigen = symmetricEigen(matrix, k);
  const largest = eigen.values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  if (!eigen.values.some((v) => v < -1e-12 * largest)) return { matrix, warnings: [] };
  return {
    matrix: mapEigenvalues(eigen, (v) => Math.max(0, v)),
    warnings: [
      {
        code: "VCOV_REPAIRED",
        message: `The covariance ${what} had negative eigenvalues, which were set to 0 (Cameron, Gelbach and Miller 2011). Few clusters or periods make this likely; compare with errors clustered one way.`,
        details: { smallestEigenvalue: Math.min(...eigen.values), largestEigenvalue: largest },
      },
    ],
  };
}
