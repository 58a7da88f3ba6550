/** Σ a[i]·b[j] over `n` numbers from the given starts; four sums side by side, in a fixed order. */
export function dotRange(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  n: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = n - (n % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += a[aStart + i]! * b[bStart + i]!;
    s1 += a[aStart + i + 1]! * b[bStart + i + 1]!;
    s2 += a[aStart + i + 2]! * b[bStart + i + 2]!;
    s3 += a[aStart + i + 3]! * b[bStart + i + 3]!;
  }
  for (let i = whole; i < n; i++) s0 += a[aStart + i]! * b[bStart + i]!;
  return s0 + s1 + (s2 + s3);
}

/** Σ w·a² over all rows; weights null are 1. Summed by blocks, so that rounding does not grow with n. */
export function sumOfSquares(a: Float64Array, weights: Float64Array | null): number {
  const block = 4096;
  let total = 0;
  for (let start = 0; start < a.length; start += block) {
    const n = Math.min(block, a.length - start);
    if (!weights) {
      total += dotRange(a, start, a, start, n);
      continue;
    }
    let sum = 0;
    for (let i = start; i < start + n; i++) sum += weights[i]! * a[i]! * a[i]!;
    total += sum;
  }
  return total;
}
