/**
 * Cholesky factor of a symmetric positive semi-definite n × n matrix by rows, taken in the order given.
 * A column whose pivot falls to `tolerance` times its diagonal is explained by those kept before it and
 * gets a zero row and column in the factor; `smallestPivot` is relative too.
 */
export function choleskyDropping(
  matrix: Float64Array,
  n: number,
  tolerance: number,
): { factor: Float64Array; rank: number; smallestPivot: number } {
  const l = new Float64Array(n * n);
  let rank = 0;
  let smallestPivot = 1;
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let j = 0; j < i; j++) {
      const rowJ = j * n;
      const pivot = l[rowJ + j]!;
      if (pivot === 0) continue;
      let sum = matrix[rowI + j]!;
      for (let p = 0; p < j; p++) sum -= l[rowI + p]! * l[rowJ + p]!;
      l[rowI + j] = sum / pivot;
    }
    const diagonal = matrix[rowI + i]!;
    let pivot = diagonal;
    for (let p = 0; p < i; p++) pivot -= l[rowI + p]! * l[rowI + p]!;
    if (diagonal > 0 && pivot > tolerance * diagonal) {
      l[rowI + i] = Math.sqrt(pivot);
      rank++;
      smallestPivot = Math.min(smallestPivot, pivot / diagonal);
    } else {
      l.fill(0, rowI, rowI + i + 1);
    }
  }
  return { factor: l, rank, smallestPivot };
}

/** Solves L x = b in place; entries without a pivot become 0. */
export function solveLower(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const pivot = l[i * n + i]!;
    let sum = b[i]!;
    for (let p = 0; p < i; p++) sum -= l[i * n + p]! * b[p]!;
    b[i] = pivot === 0 ? 0 : sum / pivot;
  }
}

/** Solves L L′ x = b in place; entries without a pivot become 0. */
export function solveDropping(l: Float64Array, n: number, b: Float64Array): void {
  solveLower(l, n, b);
  for (let i = n - 1; i >= 0; i--) {
    const pivot = l[i * n + i]!;
    if (pivot === 0) continue;
    const value = b[i]! / pivot;
    b[i] = value;
    for (let p = 0; p < i; p++) b[p]! -= l[i * n + p]! * value;
  }
}
