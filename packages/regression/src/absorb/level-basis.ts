import type { Factor } from "@ceteris/core";

/** Share of a column's norm within a level that must be its own, or the level does without it. */
const redundant = 1e-10;

/** Effects and slopes by the levels of one factor, as columns orthonormal within each level under the weights. */
export interface LevelBasis {
  readonly factor: Factor;
  /** Zero in the levels where a column is explained by those before it. */
  readonly columns: readonly Float64Array[];
  readonly rank: number;
}

/** @param raw one column for each parameter of a level; a constant one stands for effects */
export function levelBasis(
  factor: Factor,
  raw: readonly Float64Array[],
  weights: Float64Array | null,
): LevelBasis {
  const columns: Float64Array[] = [];
  const nLevels = factor.nLevels;
  let rank = 0;
  for (const given of raw) {
    const column = given.slice();
    const before = squaresByLevel(column, factor, weights);
    removeBasis(column, { factor, columns }, weights);
    removeBasis(column, { factor, columns }, weights);
    const after = squaresByLevel(column, factor, weights);
    const scale = new Float64Array(nLevels);
    for (let g = 0; g < nLevels; g++) {
      if (!(after[g]! > redundant ** 2 * before[g]!)) continue;
      scale[g] = 1 / Math.sqrt(after[g]!);
      rank++;
    }
    for (let i = 0; i < column.length; i++) column[i]! *= scale[factor.codes[i]!]!;
    columns.push(column);
  }
  return { factor, columns, rank };
}

/** Subtracts from x its projection within each level, in place. */
export function removeBasis(
  x: Float64Array,
  { factor, columns }: Pick<LevelBasis, "factor" | "columns">,
  weights: Float64Array | null,
): void {
  const { codes, nLevels } = factor;
  const sums = new Float64Array(nLevels);
  for (const q of columns) {
    sums.fill(0);
    if (weights) for (let i = 0; i < x.length; i++) sums[codes[i]!]! += weights[i]! * q[i]! * x[i]!;
    else for (let i = 0; i < x.length; i++) sums[codes[i]!]! += q[i]! * x[i]!;
    for (let i = 0; i < x.length; i++) x[i]! -= q[i]! * sums[codes[i]!]!;
  }
}

function squaresByLevel(x: Float64Array, factor: Factor, weights: Float64Array | null): Float64Array {
  const sums = new Float64Array(factor.nLevels);
  for (let i = 0; i < x.length; i++) sums[factor.codes[i]!]! += (weights ? weights[i]! : 1) * x[i]! ** 2;
  return sums;
}
