import type { ColumnWeights } from "./entropy-weights.ts";

/** The same weight for every column. */
export function equalWeights(columns: readonly Float64Array[]): ColumnWeights {
  return plainWeights(columns.map(() => 1));
}

/** Weights in proportion to some quantity; these methods have no entropy. */
export function plainWeights(sizes: readonly number[]): ColumnWeights {
  let total = 0;
  for (const size of sizes) total += size;
  return {
    weights: sizes.map((size) => size / total),
    entropy: sizes.map(() => null),
    divergence: sizes.map(() => null),
  };
}
