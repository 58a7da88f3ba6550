import type { ColumnWeights } from "./entropy-weights.ts";
import { plainWeights } from "./equal-weights.ts";
import { correlations, standardDeviation } from "./moments.ts";

/**
 * CRITIC weights (Diakoulaki, Mavrotas and Papayannakis 1995, Computers & Operations Research 22): in
 * proportion to σ_j Σ_k (1 − r_jk), spread times conflict with the other columns.
 */
export function criticWeights(columns: readonly Float64Array[]): ColumnWeights {
  const k = columns.length;
  const r = correlations(columns);
  return plainWeights(
    columns.map((z, j) => {
      let conflict = 0;
      for (let i = 0; i < k; i++) conflict += 1 - r[j * k + i]!;
      return standardDeviation(z) * conflict;
    }),
  );
}
