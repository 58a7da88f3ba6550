import { dotRange } from "../dot.ts";

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

/** Rows at a time: every column's part stays in the nearest cache while it meets the others. */
const block = 1024;

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
    const n = Math.min(block, outcome.length - start);
    for (let p = 0; p <= k; p++) {
      const left = weights ? scaleBlock(all[p]!, weights, start, n, scaled) : all[p]!;
      const leftStart = weights ? 0 : start;
      for (let q = 0; q <= p; q++) cross[p * (k + 1) + q]! += dotRange(left, leftStart, all[q]!, start, n);
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

/** X′Wv and v′Wv alone. */
export function productsWith(
  columns: readonly Float64Array[],
  v: Float64Array,
  weights: Float64Array | null,
): { xv: Float64Array; vv: number } {
  const k = columns.length;
  const xv = new Float64Array(k);
  const scaled = new Float64Array(block);
  let vv = 0;
  for (let start = 0; start < v.length; start += block) {
    const n = Math.min(block, v.length - start);
    const left = weights ? scaleBlock(v, weights, start, n, scaled) : v;
    const leftStart = weights ? 0 : start;
    for (let j = 0; j < k; j++) xv[j]! += dotRange(left, leftStart, columns[j]!, start, n);
    vv += dotRange(left, leftStart, v, start, n);
  }
  return { xv, vv };
}

function scaleBlock(
  column: Float64Array,
  weights: Float64Array,
  start: number,
  n: number,
  out: Float64Array,
): Float64Array {
  for (let i = 0; i < n; i++) out[i] = column[start + i]! * weights[start + i]!;
  return out;
}
