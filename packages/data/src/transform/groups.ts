import { crossFactors, type Panel, panelFactor } from "@ceteris/core";

/** Which rows a statistic is taken over. */
export interface Grouping {
  /** Columns whose combinations of values each have a statistic of their own, such as the year; a row without one is in no group, and its result missing. Default: all rows together. */
  readonly by?: readonly string[] | undefined;
}

/**
 * Positions in the panel of the rows of each group, in order; rows that lack a value of `by` are in none.
 *
 * @throws UNKNOWN_COLUMN
 */
export function groupRows(panel: Panel, by: readonly string[] | undefined): readonly Int32Array[] {
  if (by === undefined || by.length === 0) return [Int32Array.from({ length: panel.nRows }, (_, i) => i)];
  const factors = by.map((name) => panelFactor(panel, name));
  const { codes, nLevels } = factors.length === 1 ? factors[0]! : crossFactors(factors);
  const ends = new Int32Array(nLevels);
  for (const code of codes) if (code >= 0) ends[code]!++;
  const groups = Array.from(ends, (n) => new Int32Array(n));
  ends.fill(0);
  codes.forEach((code, i) => {
    if (code >= 0) groups[code]![ends[code]!++] = i;
  });
  return groups;
}

/** Applies a function to the values of each group that are not missing; all others are missing in the result. */
export function byGroup(
  values: Float64Array,
  groups: readonly Int32Array[],
  apply: (present: Float64Array) => Float64Array,
): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  for (const rows of groups) {
    const present = new Float64Array(rows.length);
    let n = 0;
    for (const i of rows) if (!Number.isNaN(values[i]!)) present[n++] = values[i]!;
    const found = apply(present.subarray(0, n));
    n = 0;
    for (const i of rows) if (!Number.isNaN(values[i]!)) out[i] = found[n++]!;
  }
  return out;
}
