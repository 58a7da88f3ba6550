import { cholesky, choleskySolve, mapEigenvalues, multiply, symmetricEigen } from "@ceteris/core";

/** Products of the rows outside a cluster, inverted, in coordinates that make those of all rows the identity. */
export interface WithoutCluster {
  /** (I − C)⁺ b, C being the cluster's products. */
  solve(b: Float64Array): Float64Array;
  /** Whether the rows outside the cluster identify the first coordinate. */
  readonly identified: boolean;
}

/** Pivots above this need no look at the eigenvalues. */
const clear = 1e-6;
/** Shares of a direction below this are rounding: the cluster alone has it. */
const nothing = 1e-10;

/**
 * @param products C, rank × rank by rows
 * @param from first coordinate taken: those before it are left out of C
 */
export function withoutCluster(products: Float64Array, rank: number, from: 0 | 1): WithoutCluster {
  const m = rank - from;
  const rest = new Float64Array(m * m);
  for (let p = 0; p < m; p++) {
    for (let q = 0; q < m; q++) {
      rest[p * m + q] = (p === q ? 1 : 0) - products[(p + from) * rank + q + from]!;
    }
  }
  const root = cholesky(rest, m);
  let clearly = root !== null;
  for (let p = 0; p < m && clearly; p++) clearly = root![p * m + p]! ** 2 > clear;
  if (clearly) return { solve: (b) => choleskySolve(root!, m, b), identified: true };
  const eigen = symmetricEigen(rest, m);
  const inverse = mapEigenvalues(eigen, (value) => (value > nothing ? 1 / value : 0));
  let lost = 0;
  eigen.values.forEach((value, j) => {
    if (value <= nothing) lost += eigen.vectors[j]! ** 2;
  });
  return { solve: (b) => multiply(inverse, b, m, m, 1), identified: lost < nothing };
}
