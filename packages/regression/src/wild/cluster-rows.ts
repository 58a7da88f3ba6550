import type { ClusterParts } from "./cluster-parts.ts";
import type { DrawColumns } from "./draw-columns.ts";
import { type VarianceTerm, varianceTerm } from "./variance-terms.ts";

/** Numbers of each cluster whose sums over clusters, weighted by a draw's weights, give that draw. */
export interface ClusterRows {
  readonly nClusters: number;
  /** Numbers multiplied by the weight, then numbers multiplied by its square. */
  readonly width: number;
  readonly nSquares: number;
  /** nClusters × width. */
  readonly values: Float64Array;
  /** Writes the polynomials of a draw from the weighted sums of the rows, which it finds in `sums`. */
  assembler(sums: Float64Array, out: DrawColumns): (draw: number) => void;
}

/** @throws OPTION_UNSUPPORTED (too many clusters with too many groups of errors) */
export function clusterRows(parts: ClusterParts, withShift: boolean): ClusterRows {
  const { nClusters } = parts;
  const terms = parts.groups.map((groups) => varianceTerm(parts, groups, withShift));
  const nOwn = withShift ? 2 : 1;
  const nLinear = terms.reduce((sum, term) => sum + term.nLinear, nOwn);
  const nSquares = terms.reduce((sum, term) => sum + term.nSquares, 0);
  const width = nLinear + nSquares;
  const values = new Float64Array(nClusters * width);
  const placed = place(terms, nOwn, nLinear);
  for (let g = 0; g < nClusters; g++) {
    const row = values.subarray(g * width, (g + 1) * width);
    row[0] = parts.numerators[g]!;
    if (withShift) row[1] = parts.shiftNumerators[g]!;
    for (const { term, linear, squares } of placed(row)) term.write(g, linear, squares);
  }
  return {
    nClusters,
    width,
    nSquares,
    values,
    assembler: (sums, out) => {
      const views = placed(sums);
      const variances = new Float64Array(3);
      return (draw) => {
        variances.fill(0);
        for (const { term, linear, squares } of views) term.add(linear, squares, variances);
        out.numerators[draw] = sums[0]!;
        out.variances[draw] = variances[0]!;
        if (!withShift) return;
        out.shifts[draw] = sums[1]!;
        out.crosses[draw] = variances[1]!;
        out.shiftVariances[draw] = variances[2]!;
      };
    },
  };
}

/** Where the numbers of each term are in a row. */
function place(terms: readonly VarianceTerm[], nOwn: number, nLinear: number) {
  return (row: Float64Array) => {
    let at = nOwn;
    let squaresAt = nLinear;
    return terms.map((term) => {
      const linear = row.subarray(at, at + term.nLinear);
      const squares = row.subarray(squaresAt, squaresAt + term.nSquares);
      at += term.nLinear;
      squaresAt += term.nSquares;
      return { term, linear, squares };
    });
  };
}
