/**
 * Eigenvalues, descending, and unit eigenvectors of a small symmetric matrix (k × k by rows), by cyclic
 * Jacobi rotations (Golub and Van Loan, Matrix Computations, section 8.5).
 */
export function symmetricEigen(
  matrix: Float64Array,
  k: number,
): { values: readonly number[]; vectors: readonly Float64Array[] } {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(k * k);
  for (let i = 0; i < k; i++) v[i * k + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < k - 1; p++) {
      for (let q = p + 1; q < k; q++) rotated = rotate(a, v, k, p, q) || rotated;
    }
    if (!rotated) break;
  }
  const order = Array.from({ length: k }, (_, i) => i).sort((i, j) => a[j * k + j]! - a[i * k + i]!);
  return {
    values: order.map((i) => a[i * k + i]!),
    vectors: order.map((i) => Float64Array.from({ length: k }, (_, row) => v[row * k + i]!)),
  };
}

function rotate(a: Float64Array, v: Float64Array, k: number, p: number, q: number): boolean {
  const apq = a[p * k + q]!;
  const app = a[p * k + p]!;
  const aqq = a[q * k + q]!;
  if (Math.abs(apq) <= 1e-17 * (Math.abs(app) + Math.abs(aqq))) return false;
  const theta = (aqq - app) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let i = 0; i < k; i++) {
    const ip = a[i * k + p]!;
    const iq = a[i * k + q]!;
    a[i * k + p] = c * ip - s * iq;
    a[i * k + q] = s * ip + c * iq;
  }
  for (let i = 0; i < k; i++) {
    const pi = a[p * k + i]!;
    const qi = a[q * k + i]!;
    a[p * k + i] = c * pi - s * qi;
    a[q * k + i] = s * pi + c * qi;
    const vp = v[i * k + p]!;
    const vq = v[i * k + q]!;
    v[i * k + p] = c * vp - s * vq;
    v[i * k + q] = s * vp + c * vq;
  }
  return true;
}
