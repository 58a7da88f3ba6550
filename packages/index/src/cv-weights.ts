import type { ColumnWeights } from "./entropy-weights.ts";
import { plainWeights } from "./equal-weights.ts";
import { mean, standardDeviation } from "./moments.ts";

/** Weights in proportion to the coefficient of variation, standard deviation / |mean|, of each column. */
export function cvWeights(columns: readonly Float64Array[]): ColumnWeights {
  return plainWeights(columns.map((z) => standardDeviation(z) / Math.abs(mean(z))));
}
