import { mapEigenvalues, symmetricEigen } from "./symmetric-eigen.ts";

export interface PositiveSemidefinite {
  readonly matrix: Float64Array;
  /** Whether an eigenvalue was negative beyond rounding, so that the matrix was changed. */
  readonly repaired: boolean;
}

/**
 * The nearest positive semidefinite matrix in the Frobenius norm: negative eigenvalues become zero, as
 * Cameron, Gelbach and Miller (2011) repair a multi-way clustered covariance.
 *
 * A matrix whose negative eigenvalues are rounding noise (below 1e-14 of the largest) comes back as is.
 */
export function nearestPositiveSemidefinite(matrix: Float64Array, k: number): PositiveSemidefinite {
  const eigen = symmetricEigen(matrix, k);
  const largest = Math.max(0, ...eigen.values.map(Math.abs));
  const repaired = eigen.values.some((value) => value < -1e-14 * largest);
  return { matrix: repaired ? mapEigenvalues(eigen, (value) => Math.max(0, value)) : matrix, repaired };
}
