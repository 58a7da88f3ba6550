/** The product of a rows × inner and an inner × columns matrix, all by rows. */
export function multiply(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let m = 0; m < inner; m++) {
      const value = a[i * inner + m]!;
      for (let j = 0; j < columns; j++) out[i * columns + j]! += value * b[m * columns + j]!;
    }
  }
  return out;
}

/** B M B for symmetric k × k bread B and meat M, by rows, exactly symmetric. */
export function sandwich(bread: ArrayLike<number>, meat: ArrayLike<number>, k: number): Float64Array {
  const out = multiply(multiply(bread, meat, k, k, k), bread, k, k, k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (out[i * k + j]! + out[j * k + i]!) / 2;
      out[i * k + j] = mean;
      out[j * k + i] = mean;
    }
  }
  return out;
}

/** The rows and columns of a k × k matrix at the given positions, in that order. */
export function submatrix(matrix: ArrayLike<number>, k: number, rows: readonly number[]): Float64Array {
  const out = new Float64Array(rows.length * rows.length);
  rows.forEach((i, a) => {
    rows.forEach((j, b) => {
      out[a * rows.length + b] = matrix[i * k + j]!;
    });
  });
  return out;
}

/** x′ A x for a k × k matrix by rows. */
export function quadraticForm(matrix: ArrayLike<number>, k: number, x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) sum += x[i]! * matrix[i * k + j]! * x[j]!;
  }
  return sum;
}
