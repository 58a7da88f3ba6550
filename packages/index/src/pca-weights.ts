import { symmetricEigen } from "@ceteris/core";
import type { ColumnWeights } from "./entropy-weights.ts";
import { plainWeights } from "./equal-weights.ts";
import { correlations, sum } from "./moments.ts";

export interface PcaWeights extends ColumnWeights {
  /** First eigenvector of the correlation matrix, its sum not negative. */
  readonly loadings: readonly number[];
  /** Eigenvalues of the correlation matrix, descending. */
  readonly eigenvalues: readonly number[];
}

/**
 * Weights from the first principal component of the correlation matrix: its squared loadings, which sum
 * to 1 and are never negative (the rule of the OECD and JRC Handbook on Constructing Composite
 * Indicators, 2008, for a single factor).
 */
export function pcaWeights(columns: readonly Float64Array[]): PcaWeights {
  const k = columns.length;
  const { values, vectors } = symmetricEigen(correlations(columns), k);
  const first = columns.map((_, i) => vectors[i * k + k - 1]!);
  const sign = sum(first) < 0 ? -1 : 1;
  const loadings = first.map((v) => sign * v);
  return { ...plainWeights(loadings.map((v) => v * v)), loadings, eigenvalues: [...values].reverse() };
}
