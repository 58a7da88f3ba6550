import { crossProducts, type Estimate, estimateRow, type NamedMatrix } from "@ceteris/core";
import { nullRow } from "../../model/estimate-table.ts";

/** An estimate with what each cluster adds to its error. */
export interface ScoredEstimate {
  readonly value: number;
  readonly scores: Float64Array;
}

/** Rows by their names, null for what is not identified, which has no place in the covariance. */
export interface ScoredRows {
  readonly rows: readonly Estimate[];
  /** Σ over clusters of products of scores. */
  readonly vcov: NamedMatrix;
}

/** Normal distribution. Scores that are not numbers give an estimate without a standard error. */
export function scoredRows(
  named: readonly { readonly term: string; readonly effect: ScoredEstimate | null }[],
  level: number,
): ScoredRows {
  const known = named.flatMap(({ term, effect }) =>
    effect && !effect.scores.some(Number.isNaN) ? [{ term, effect }] : [],
  );
  const k = known.length;
  const functions = known.map(({ effect }) => effect.scores);
  const covariance = k === 0 ? [] : crossProducts(functions, new Float64Array(functions[0]!.length).fill(1));
  const places = new Map(known.map(({ term }, i) => [term, i]));
  return {
    rows: named.map(({ term, effect }) => {
      if (!effect) return nullRow(term);
      const at = places.get(term);
      const error = at === undefined ? null : Math.sqrt(covariance[at * (k + 1)]!);
      return estimateRow(term, effect.value, error, null, level);
    }),
    vcov: {
      terms: known.map(({ term }) => term),
      matrix: known.map((_, i) => Array.from(covariance.slice(i * k, (i + 1) * k))),
    },
  };
}
