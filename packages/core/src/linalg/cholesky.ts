/**
 * Lower Cholesky factor of a symmetric positive definite k × k matrix by rows; null when it is not
 * positive definite. Only the lower triangle is read.
 */
export function cholesky(matrix: ArrayLike<number>, k: number): Float64Array | null {
  const factor = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * k + j]!;
      for (let m = 0; m < j; m++) sum -= factor[i * k + m]! * factor[j * k + m]!;
      if (i > j) factor[i * k + j] = sum / factor[j * k + j]!;
      else if (sum > 0 && sum < Number.POSITIVE_INFINITY) factor[i * k + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return factor;
}

/** Solves L L′ x = b for a Cholesky factor L. */
export function choleskySolve(factor: Float64Array, k: number, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < k; i++) {
    for (let m = 0; m < i; m++) x[i]! -= factor[i * k + m]! * x[m]!;
    x[i]! /= factor[i * k + i]!;
  }
  for (let i = k - 1; i >= 0; i--) {
    for (let m = i + 1; m < k; m++) x[i]! -= factor[m * k + i]! * x[m]!;
    x[i]! /= factor[i * k + i]!;
  }
  return x;
}

/** (L L′)⁻¹ by rows, exactly symmetric. */
export function choleskyInverse(factor: Float64Array, k: number): Float64Array {
  const inverse = new Float64Array(k * k);
  const unit = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    unit.fill(0);
    unit[j] = 1;
    const column = choleskySolve(factor, k, unit);
    for (let i = j; i < k; i++) {
      inverse[i * k + j] = column[i]!;
      inverse[j * k + i] = column[i]!;
    }
  }
  return inverse;
}

/** Solves A x = b for symmetric positive definite A; null when A is not. */
export function solvePositive(
  matrix: ArrayLike<number>,
  k: number,
  b: ArrayLike<number>,
): Float64Array | null {
  const factor = cholesky(matrix, k);
  return factor && choleskySolve(factor, k, b);
}

/** Inverse of a symmetric positive definite matrix; null when it is not. */
export function invertPositive(matrix: ArrayLike<number>, k: number): Float64Array | null {
  const factor = cholesky(matrix, k);
  return factor && choleskyInverse(factor, k);
}
