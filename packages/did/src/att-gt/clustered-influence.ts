import type { Influence } from "./group-time-effects.ts";

/** Clusters of units, coded from 0. */
export interface Clusters {
  readonly codes: Int32Array;
  readonly n: number;
}

/** Influence values with the cluster of each. */
export interface ClusteredInfluence {
  readonly clusters: Int32Array;
  readonly values: Float64Array;
}

/** Columns of a table that are summed in one pass. */
export const WIDTH = 8;

/** Functions over the same list of units share a list of clusters. */
export function clusteredInfluence(
  functions: readonly Influence[],
  { codes }: Clusters,
): readonly ClusteredInfluence[] {
  const known = new Map<Int32Array, Int32Array>();
  return functions.map(({ units, values }) => {
    const clusters = known.get(units) ?? units.map((at) => codes[at]!);
    known.set(units, clusters);
    return { clusters, values };
  });
}

/**
 * Σ_i ψ_i T[c(i), b] for each of eight columns b of a table by clusters: with signs in the table a draw of
 * the multiplier bootstrap, with sums of another influence function a covariance.
 *
 * @param table eight numbers for each cluster
 * @param out the eight sums
 */
export function sumProducts(
  { clusters, values }: ClusteredInfluence,
  table: Float64Array,
  out: Float64Array,
): void {
  let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const at = clusters[i]! * WIDTH;
    s0 += value * table[at]!;
    s1 += value * table[at + 1]!;
    s2 += value * table[at + 2]!;
    s3 += value * table[at + 3]!;
    s4 += value * table[at + 4]!;
    s5 += value * table[at + 5]!;
    s6 += value * table[at + 6]!;
    s7 += value * table[at + 7]!;
  }
  out.set([s0, s1, s2, s3, s4, s5, s6, s7]);
}
