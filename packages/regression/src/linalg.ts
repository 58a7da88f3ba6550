/** Small dense matrices by rows in a Float64Array. Kernels: dimensions are trusted. */

/**
 * Cholesky factor of a symmetric positive semi-definite matrix, taken column by column in the order
 * given. A column whose pivot falls to `tolerance` times its diagonal is linearly dependent on the
 * kept columns before it, and is left out (a zero row and column in the factor).
 */
export function choleskyDropping(
  matrix: Float64Array,
  n: number,
  tolerance: number,
): { factor: Float64Array; kept: Uint8Array; rank: number; smallestPivot: number } {
  const l = new Float64Array(n * n);
  const kept = new Uint8Array(n);
  let rank = 0;
  let smallestPivot = 1;
  for (let j = 0; j < n; j++) {
    const rowJ = j * n;
    const diagonal = matrix[rowJ + j]!;
    let pivot = diagonal;
    for (let p = 0; p < j; p++) pivot -= l[rowJ + p]! * l[rowJ + p]!;
    if (!(pivot > tolerance * diagonal) || !(diagonal > 0)) {
      for (let p = 0; p < j; p++) l[rowJ + p] = 0;
      continue;
    }
    kept[j] = 1;
    rank++;
    smallestPivot = Math.min(smallestPivot, pivot / diagonal);
    const root = Math.sqrt(pivot);
    l[rowJ + j] = root;
    for (let i = j + 1; i < n; i++) {
      const rowI = i * n;
      let sum = matrix[rowI + j]!;
      for (let p = 0; p < j; p++) sum -= l[rowI + p]! * l[rowJ + p]!;
      l[rowI + j] = sum / root;
    }
  }
  return { factor: l, kept, rank, smallestPivot };
}

/** Solves L x = b in place; entries without a pivot become 0. */
export function solveLower(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const pivot = l[i * n + i]!;
    if (pivot === 0) {
      b[i] = 0;
      continue;
    }
    let sum = b[i]!;
    for (let p = 0; p < i; p++) sum -= l[i * n + p]! * b[p]!;
    b[i] = sum / pivot;
  }
}

/** Solves L L′ x = b in place; entries without a pivot become 0. */
export function solveCholesky(l: Float64Array, n: number, b: Float64Array): void {
  solveLower(l, n, b);
  for (let i = n - 1; i >= 0; i--) {
    const pivot = l[i * n + i]!;
    if (pivot === 0) continue;
    let sum = b[i]!;
    for (let p = i + 1; p < n; p++) sum -= l[p * n + i]! * b[p]!;
    b[i] = sum / pivot;
  }
}

/** (L L′)⁻¹, with zero rows and columns where there is no pivot. */
export function inverseFromCholesky(l: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    if (l[j * n + j] === 0) continue;
    column.fill(0);
    column[j] = 1;
    solveCholesky(l, n, column);
    for (let i = 0; i < n; i++) out[i * n + j] = column[i]!;
  }
  return symmetrise(out, n);
}

/** Averages a matrix with its transpose, in place. */
export function symmetrise(a: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (a[i * n + j]! + a[j * n + i]!) / 2;
      a[i * n + j] = mean;
      a[j * n + i] = mean;
    }
  }
  return a;
}

/** A B for a of m × p and b of p × n. */
export function multiply(a: Float64Array, b: Float64Array, m: number, p: number, n: number): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let q = 0; q < p; q++) {
      const factor = a[i * p + q]!;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) out[i * n + j]! += factor * b[q * n + j]!;
    }
  }
  return out;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations. Vector j is column j
 * of `vectors`.
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let diagonal = 0;
    for (let i = 0; i < n; i++) {
      diagonal += a[i * n + i]! ** 2;
      for (let j = 0; j < i; j++) off += a[i * n + j]! ** 2;
    }
    if (off <= 1e-34 * diagonal || off === 0) break;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), vectors: v };
}

function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let i = 0; i < n; i++) {
    const aip = a[i * n + p]!;
    const aiq = a[i * n + q]!;
    a[i * n + p] = c * aip - s * aiq;
    a[i * n + q] = s * aip + c * aiq;
  }
  for (let i = 0; i < n; i++) {
    const api = a[p * n + i]!;
    const aqi = a[q * n + i]!;
    a[p * n + i] = c * api - s * aqi;
    a[q * n + i] = s * api + c * aqi;
    const vip = v[i * n + p]!;
    const viq = v[i * n + q]!;
    v[i * n + p] = c * vip - s * viq;
    v[i * n + q] = s * vip + c * viq;
  }
}
