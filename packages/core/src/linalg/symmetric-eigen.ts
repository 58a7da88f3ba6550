import { EigenvalueDecomposition, Matrix } from "ml-matrix";

export interface SymmetricEigen {
  /** Ascending. */
  readonly values: Float64Array;
  /** k × k by rows; column j belongs to value j. */
  readonly vectors: Float64Array;
}

/** Eigenvalues and orthonormal eigenvectors of a symmetric k × k matrix by rows. */
export function symmetricEigen(matrix: ArrayLike<number>, k: number): SymmetricEigen {
  if (k === 0) return { values: new Float64Array(0), vectors: new Float64Array(0) };
  const found = new EigenvalueDecomposition(Matrix.from1DArray(k, k, Array.from(matrix)), {
    assumeSymmetric: true,
  });
  return {
    values: Float64Array.from(found.realEigenvalues),
    vectors: Float64Array.from(found.eigenvectorMatrix.to1DArray()),
  };
}

/** V f(λ) V′: the matrix with each eigenvalue replaced, exactly symmetric. */
export function mapEigenvalues(eigen: SymmetricEigen, map: (value: number) => number): Float64Array {
  const k = eigen.values.length;
  const values = eigen.values.map(map);
  const out = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let m = 0; m < k; m++) sum += eigen.vectors[i * k + m]! * values[m]! * eigen.vectors[j * k + m]!;
      out[i * k + j] = sum;
      out[j * k + i] = sum;
    }
  }
  return out;
}
