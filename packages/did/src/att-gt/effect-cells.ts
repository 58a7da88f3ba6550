import type { AttGtResult, GroupTimeEstimate } from "@ceteris/core";
import type { CohortEffect } from "./effect-mean.ts";

/** An identified effect as a function of the terms of the covariance: of itself. */
export interface EffectCell extends CohortEffect {
  readonly row: GroupTimeEstimate;
}

/** Effects that share an event time, a cohort or a period; those identified, which may be none. */
export interface CellGroup<Key> {
  readonly key: Key;
  readonly cells: readonly EffectCell[];
}

/** Effects from an event time on, by a key, in its order. */
export function cellGroups<Key extends number | string>(
  result: AttGtResult,
  keyOf: (row: GroupTimeEstimate) => Key,
  from: number,
): readonly CellGroup<Key>[] {
  const groups = new Map<Key, EffectCell[]>();
  for (const row of result.estimates) if (row.eventTime >= from) groups.set(keyOf(row), []);
  for (const cell of effectCells(result, from)) groups.get(keyOf(cell.row))!.push(cell);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, cells]) => ({ key, cells }));
}

/** Identified effects from an event time on. */
export function effectCells({ estimates, shares, vcov }: AttGtResult, from: number): readonly EffectCell[] {
  const place = new Map(vcov.terms.map((term, at) => [term, at]));
  const shareOf = new Map(shares.map((share) => [share.cohort, share]));
  return estimates.flatMap((row) => {
    if (row.estimate === null || row.eventTime < from) return [];
    const gradient = new Float64Array(vcov.terms.length);
    const at = place.get(row.term);
    if (at !== undefined) gradient[at] = 1;
    const { share, term } = shareOf.get(row.cohort)!;
    return [{ row, value: row.estimate, gradient, share, shareAt: place.get(term)! }];
  });
}
