/** Rows worked on at a time, so that their columns stay in the processor's cache. */
const BLOCK = 1024;

/** Z′WZ of k columns, the lower triangle of a k × k matrix by rows. */
export function crossProducts(columns: readonly Float64Array[], weights: Float64Array): Float64Array {
  const k = columns.length;
  const n = weights.length;
  const out = new Float64Array(k * k);
  const scaled = new Float64Array(BLOCK);
  for (let start = 0; start < n; start += BLOCK) {
    const size = Math.min(BLOCK, n - start);
    for (let a = 0; a < k; a++) {
      const left = columns[a]!;
      for (let i = 0; i < size; i++) scaled[i] = weights[start + i]! * left[start + i]!;
      for (let b = 0; b <= a; b++) {
        const right = columns[b]!;
        let even = 0;
        let odd = 0;
        let i = 0;
        for (; i + 1 < size; i += 2) {
          even += scaled[i]! * right[start + i]!;
          odd += scaled[i + 1]! * right[start + i + 1]!;
        }
        if (i < size) even += scaled[i]! * right[start + i]!;
        out[a * k + b]! += even + odd;
      }
    }
  }
  return out;
}
