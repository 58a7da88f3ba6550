import { crossFactors, type Panel, panelFactor } from "@ceteris/core";

/** Which rows a statistic is taken over. */
export interface Grouping {
  /** Columns whose combinations of values each have a statistic of their own, such as the year. Default: all rows together. */
  readonly by?: readonly string[] | undefined;
}

/**
 * Positions in the panel of the rows of each group, in order; rows that lack a value of `by` are in none.
 *
 * @throws UNKNOWN_COLUMN
 */
export function groupRows(panel: Panel, by: readonly string[] | undefined): readonly Int32Array[] {
  if (by === undefined || by.length === 0) return [Int32Array.from({ length: panel.nRows }, (_, i) => i)];
  const { codes, nLevels } = crossFactors(by.map((name) => panelFactor(panel, name)));
  const rows: number[][] = Array.from({ length: nLevels }, () => []);
  codes.forEach((code, i) => {
    if (code >= 0) rows[code]!.push(i);
  });
  return rows.map((r) => Int32Array.from(r));
}

/** Applies a function to the values of each group that are not missing; all others are missing in the result. */
export function byGroup(
  values: Float64Array,
  groups: readonly Int32Array[],
  apply: (present: Float64Array) => Float64Array,
): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  for (const rows of groups) {
    const present = rows.filter((i) => !Number.isNaN(values[i]!));
    const found = apply(Float64Array.from(present, (i) => values[i]!));
    present.forEach((i, k) => {
      out[i] = found[k]!;
    });
  }
  return out;
}
