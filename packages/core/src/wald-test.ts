import { chiSquared } from "./distributions/chi-squared.ts";
import { fisherF } from "./distributions/fisher-f.ts";
import { cholesky, choleskySolve } from "./linalg/cholesky.ts";
import { pivotedCholesky } from "./linalg/pivoted-cholesky.ts";
import { quadraticForm, submatrix } from "./linalg/products.ts";
import { mapEigenvalues, symmetricEigen } from "./linalg/symmetric-eigen.ts";
import type { WaldTest } from "./results/estimation.ts";

/**
 * Wald test that several coefficients are all zero: b′ V⁻¹ b over the number of restrictions as F with
 * `dof2` denominator degrees of freedom (as fixest's `wald`), or b′ V⁻¹ b as χ² when `dof2` is null.
 *
 * Where their covariance is rank-deficient (more restrictions than clusters, say) the Moore–Penrose
 * inverse takes the place of V⁻¹ and the rank that of the number of restrictions. null when nothing can
 * be tested: no coefficient, a value that is not finite, a variance that is not positive, or a covariance
 * with a negative eigenvalue (repair it first with `nearestPositiveSemidefinite`).
 *
 * @param covariance k × k by rows, k being the number of coefficients
 * @param rows positions of the coefficients tested
 */
export function waldTest(
  coefficients: ArrayLike<number>,
  covariance: ArrayLike<number>,
  rows: readonly number[],
  dof2: number | null,
): WaldTest | null {
  const q = rows.length;
  const b = Float64Array.from(rows, (i) => coefficients[i]!);
  const v = submatrix(covariance, coefficients.length, rows);
  if (q === 0 || ![...b, ...v].every(Number.isFinite) || (dof2 !== null && !(dof2 > 0))) return null;
  // In units of the standard errors, so that neither rank nor inverse depends on the units of a regressor.
  const scale = Float64Array.from({ length: q }, (_, i) => Math.sqrt(Math.max(0, v[i * q + i]!)));
  if (scale.some((s) => s === 0)) return null;
  for (let i = 0; i < q; i++) {
    b[i]! /= scale[i]!;
    for (let j = 0; j < q; j++) v[i * q + j]! /= scale[i]! * scale[j]!;
  }
  const { rank } = pivotedCholesky(v, q);
  if (rank === 0) return null;
  const chi2 = rank === q ? fullRank(v, q, b) : deficient(v, q, rank, b);
  if (chi2 === null || !Number.isFinite(chi2)) return null;
  if (dof2 === null || dof2 === Number.POSITIVE_INFINITY) {
    const pValue = chiSquared.sf(chi2, rank);
    return Object.freeze({ statistic: chi2, dof1: rank, dof2: null, pValue, distribution: "chi2" });
  }
  const statistic = chi2 / rank;
  const pValue = fisherF.sf(statistic, rank, dof2);
  return Object.freeze({ statistic, dof1: rank, dof2, pValue, distribution: "F" });
}

function fullRank(v: Float64Array, q: number, b: Float64Array): number | null {
  const factor = cholesky(v, q);
  if (!factor) return null;
  const solved = choleskySolve(factor, q, b);
  let sum = 0;
  for (let i = 0; i < q; i++) sum += b[i]! * solved[i]!;
  return Math.max(0, sum);
}

function deficient(v: Float64Array, q: number, rank: number, b: Float64Array): number | null {
  const eigen = symmetricEigen(v, q);
  if (eigen.values[0]! < -1e-9 * eigen.values[q - 1]!) return null;
  const smallest = eigen.values[q - rank]!;
  const inverse = mapEigenvalues(eigen, (value) => (value >= smallest && value > 0 ? 1 / value : 0));
  return Math.max(0, quadraticForm(inverse, q, b));
}
