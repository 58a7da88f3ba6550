import type { Coarseness } from "../options/psm-options.ts";

/**
 * The bin of each value, for coarsened exact matching (Iacus, King and Porro 2012): bins of equal width
 * between the smallest and the largest value, or the intervals between cut points; a bin holds its lower
 * end. Without a given coarseness there are as many bins as Sturges' rule asks for, ⌈log₂ n⌉ + 1, and a
 * column with no more values than that keeps its values.
 *
 * @see R MatchIt `method = "cem"`, whose bins these are (it also bins columns of few values)
 */
export function coarsen(values: Float64Array, coarseness: Coarseness | undefined): Float64Array {
  if (typeof coarseness === "object") return values.map((v) => countAtMost(coarseness, v));
  const bins = coarseness ?? Math.ceil(Math.log2(values.length) + 1);
  if (coarseness === undefined && new Set(values).size <= bins) return values;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const v of values) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  const cuts = Array.from({ length: bins - 1 }, (_, k) => low + ((high - low) / bins) * (k + 1));
  return values.map((v) => countAtMost(cuts, v));
}

function countAtMost(cuts: readonly number[], value: number): number {
  let count = 0;
  while (count < cuts.length && cuts[count]! <= value) count++;
  return count;
}
