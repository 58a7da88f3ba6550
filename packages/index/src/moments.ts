/** A correlation this near to ±1 is ±1: products and roots of sums leave that much. */
const ROUNDING = 2e-15;

/** Sum with Neumaier's compensation. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    const next = total + v;
    lost += Math.abs(total) >= Math.abs(v) ? total - next + v : v - next + total;
    total = next;
  }
  return total + lost;
}

export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/** Standard deviation over n − 1, in two passes. */
export function standardDeviation(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(sum(values.map((v) => (v - centre) ** 2)) / (values.length - 1));
}

/** Pearson correlations of every pair of columns, k × k by rows. */
export function correlations(columns: readonly Float64Array[]): Float64Array {
  const k = columns.length;
  const centred = columns.map((c) => {
    const centre = mean(c);
    return c.map((v) => v - centre);
  });
  const length = centred.map((c) => Math.sqrt(sum(c.map((v) => v * v))));
  const out = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    out[a * k + a] = 1;
    for (let b = 0; b < a; b++) {
      const product = sum(centred[a]!.map((v, i) => v * centred[b]![i]!));
      const r = product / (length[a]! * length[b]!);
      const rounded = Math.abs(r) > 1 - ROUNDING ? Math.sign(r) : r;
      out[a * k + b] = rounded;
      out[b * k + a] = rounded;
    }
  }
  return out;
}

export function extent(values: Float64Array): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (v < min) min = v;
    if (v > max) max = v;
  }
  return { min, max };
}

/** The values at the given rows, which ascend; the values themselves where these are all rows. */
export function takeRows(values: Float64Array, rows: Int32Array): Float64Array {
  if (rows.length === values.length) return values;
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]!]!;
  return out;
}
