/** Rows worked on at a time, so that their columns stay in the processor's cache. */
const BLOCK = 1024;

/** Z′WZ of k columns, k × k by rows, exactly symmetric. */
export function crossProducts(columns: readonly Float64Array[], weights: Float64Array): Float64Array {
  const k = columns.length;
  const out = new Float64Array(k * k);
  const scaled = new Float64Array(BLOCK);
  const sums = new Float64Array(k);
  for (let start = 0; start < weights.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, weights.length);
    for (let a = 0; a < k; a++) {
      const column = columns[a]!;
      for (let i = start; i < end; i++) scaled[i - start] = weights[i]! * column[i]!;
      sums.fill(0, 0, a + 1);
      addDots(columns, a + 1, scaled, start, end, sums);
      for (let b = 0; b <= a; b++) out[a * k + b]! += sums[b]!;
    }
  }
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) out[b * k + a] = out[a * k + b]!;
  return out;
}

/** Z′v of k columns. */
export function columnDots(columns: readonly Float64Array[], v: Float64Array): Float64Array {
  const sums = new Float64Array(columns.length);
  for (let start = 0; start < v.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, v.length);
    addDots(columns, columns.length, v.subarray(start, end), start, end, sums);
  }
  return sums;
}

/** Zc of n rows. */
export function combineColumns(
  columns: readonly Float64Array[],
  coefficients: ArrayLike<number>,
  n: number,
): Float64Array {
  const out = new Float64Array(n);
  addColumns(out, columns, coefficients);
  return out;
}

/** v + Zc, in place of v. */
export function addColumns(
  v: Float64Array,
  columns: readonly Float64Array[],
  coefficients: ArrayLike<number>,
): void {
  const k = columns.length;
  let j = 0;
  for (; j + 3 < k; j += 4) {
    const [z0, z1, z2, z3] = [columns[j]!, columns[j + 1]!, columns[j + 2]!, columns[j + 3]!];
    const c0 = coefficients[j]!;
    const c1 = coefficients[j + 1]!;
    const c2 = coefficients[j + 2]!;
    const c3 = coefficients[j + 3]!;
    for (let i = 0; i < v.length; i++) {
      v[i]! += c0 * z0[i]! + c1 * z1[i]! + (c2 * z2[i]! + c3 * z3[i]!);
    }
  }
  for (; j < k; j++) {
    const z = columns[j]!;
    const c = coefficients[j]!;
    for (let i = 0; i < v.length; i++) v[i]! += c * z[i]!;
  }
}

/** Adds to `sums` the products of the first k columns, in rows `start` to `end`, with v, which starts there. */
function addDots(
  columns: readonly Float64Array[],
  k: number,
  v: Float64Array,
  start: number,
  end: number,
  sums: Float64Array,
): void {
  const size = end - start;
  let j = 0;
  for (; j + 3 < k; j += 4) {
    const [z0, z1, z2, z3] = [columns[j]!, columns[j + 1]!, columns[j + 2]!, columns[j + 3]!];
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let i = 0; i < size; i++) {
      const value = v[i]!;
      s0 += value * z0[start + i]!;
      s1 += value * z1[start + i]!;
      s2 += value * z2[start + i]!;
      s3 += value * z3[start + i]!;
    }
    sums[j]! += s0;
    sums[j + 1]! += s1;
    sums[j + 2]! += s2;
    sums[j + 3]! += s3;
  }
  for (; j < k; j++) {
    const z = columns[j]!;
    let sum = 0;
    for (let i = 0; i < size; i++) sum += v[i]! * z[start + i]!;
    sums[j]! += sum;
  }
}
