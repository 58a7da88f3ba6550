/** What the coefficients need of the data: weighted cross products of the absorbed columns. */
export interface WithinSums {
  readonly k: number;
  /** X′WX, k × k by rows. */
  readonly xx: Float64Array;
  /** X′Wy. */
  readonly xy: Float64Array;
  /** y′Wy. */
  readonly yy: number;
}

const block = 2048;

/**
 * Cross products of absorbed columns, summed by blocks of rows so that rounding does not grow with
 * their number. The place to swap when the sums come from elsewhere, such as an SQL engine.
 */
export function withinSums(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array | null,
): WithinSums {
  const k = columns.length;
  const all = [...columns, outcome];
  const cross = new Float64Array((k + 1) * (k + 1));
  const scaled = new Float64Array(block);
  for (let start = 0; start < outcome.length; start += block) {
    const end = Math.min(start + block, outcome.length);
    for (let p = 0; p <= k; p++) {
      const left = weights ? scaleBlock(all[p]!, weights, start, end, scaled) : all[p]!;
      const shift = weights ? start : 0;
      for (let q = 0; q <= p; q++) {
        const right = all[q]!;
        let sum = 0;
        for (let i = start; i < end; i++) sum += left[i - shift]! * right[i]!;
        cross[p * (k + 1) + q]! += sum;
      }
    }
  }
  const xx = new Float64Array(k * k);
  for (let p = 0; p < k; p++) {
    for (let q = 0; q <= p; q++) {
      xx[p * k + q] = cross[p * (k + 1) + q]!;
      xx[q * k + p] = cross[p * (k + 1) + q]!;
    }
  }
  return { k, xx, xy: cross.slice(k * (k + 1), k * (k + 1) + k), yy: cross[(k + 1) * (k + 1) - 1]! };
}

function scaleBlock(
  column: Float64Array,
  weights: Float64Array,
  start: number,
  end: number,
  out: Float64Array,
): Float64Array {
  for (let i = start; i < end; i++) out[i - start] = column[i]! * weights[i]!;
  return out;
}
