/** Definitions of a sample quantile, by their numbers in Hyndman and Fan (1996). */
export const QUANTILE_TYPES = [2, 6, 7] as const;
export type QuantileType = (typeof QUANTILE_TYPES)[number];

/**
 * The p-quantile of values in ascending order.
 *
 * - Type 2, of Stata's `summarize, detail`, `_pctile` and `winsor2`: the order statistic above n·p, or where n·p
 *   is a whole number the mean of that one and the next.
 * - Type 6, of Stata's `centile` and of SPSS: linear between order statistics at (n + 1)·p.
 * - Type 7, of R and of Excel: linear between order statistics at 1 + (n − 1)·p.
 *
 * @param sorted at least one value
 * @see Hyndman, R. J. and Fan, Y. (1996), Sample quantiles in statistical packages, The American Statistician 50(4)
 */
export function sampleQuantile(sorted: Float64Array, p: number, type: QuantileType): number {
  const n = sorted.length;
  const at = (k: number) => sorted[Math.min(n, Math.max(1, k)) - 1]!;
  if (type === 2) {
    const place = whole(n * p);
    return Number.isInteger(place) ? (at(place) + at(place + 1)) / 2 : at(Math.ceil(place));
  }
  const place = whole(type === 6 ? (n + 1) * p : 1 + (n - 1) * p);
  const below = Math.floor(place);
  const share = place - below;
  return share === 0 ? at(below) : at(below) + share * (at(below + 1) - at(below));
}

/** 100 · 0.07 is 7.000000000000001: a place that close to a whole number is that number (R takes it for above). */
function whole(place: number): number {
  const near = Math.round(place);
  return Math.abs(place - near) < 4 * Number.EPSILON * Math.max(1, place) ? near : place;
}
