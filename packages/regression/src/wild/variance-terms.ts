import { CeterisError } from "@ceteris/core";
import type { ClusterParts, ErrorGroups } from "./cluster-parts.ts";

/**
 * One term of a draw's variance, from sums over clusters of numbers times the cluster's weight (linear)
 * or times its square. `shift` numbers follow the others where the null is imposed.
 */
export interface VarianceTerm {
  readonly nLinear: number;
  readonly nSquares: number;
  write(cluster: number, linear: Float64Array, squares: Float64Array): void;
  /** Adds to the variance, the cross term and the variance of the shift. */
  add(linear: Float64Array, squares: Float64Array, out: Float64Array): void;
}

const dependent = 1e-12;
/** Numbers that a term may hold: one for each cluster and group of errors. */
const mostNumbers = 3e7;

/**
 * Σ_h c_h² of the groups. With fewer groups than twice the rank the c_h themselves are the linear
 * numbers. Otherwise, when each group lies in one cluster, the columns of `left` are made orthonormal,
 * left = Q·R, so that Σ_h (v_h u_h − Q_h·m)² = Σ v²u² − 2 m·p + m·m with m = Σ_g v_g R·right_g and
 * p = Σ_h v_h u_h Q_h: vectors as long as the rank.
 *
 * @throws OPTION_UNSUPPORTED (too many clusters for that many groups of errors)
 */
export function varianceTerm(parts: ClusterParts, groups: ErrorGroups, withShift: boolean): VarianceTerm {
  const inOneCluster = groups.group.length === groups.nGroups;
  return inOneCluster && groups.nGroups > 2 * parts.rank
    ? reduced(parts, groups, withShift)
    : direct(parts, groups, withShift);
}

function direct(parts: ClusterParts, groups: ErrorGroups, withShift: boolean): VarianceTerm {
  const { rank, nClusters, right, shiftRight } = parts;
  const { nGroups: n, left, sign } = groups;
  if (nClusters * n > mostNumbers) throw tooMany(nClusters, n);
  const matrix = (sums: Float64Array, vectors: Float64Array) => {
    const out = new Float64Array(nClusters * n);
    for (let g = 0; g < nClusters; g++) {
      for (let h = 0; h < n; h++) {
        let sum = 0;
        for (let p = 0; p < rank; p++) sum -= left[h * rank + p]! * vectors[g * rank + p]!;
        out[g * n + h] = sum;
      }
    }
    sums.forEach((sum, pair) => {
      out[groups.cluster[pair]! * n + groups.group[pair]!]! += sum;
    });
    return out;
  };
  const rows = matrix(groups.sums, right);
  const shiftRows = withShift ? matrix(groups.shiftSums, shiftRight) : null;
  return {
    nLinear: shiftRows ? 2 * n : n,
    nSquares: 0,
    write: (g, linear) => {
      linear.set(rows.subarray(g * n, (g + 1) * n));
      if (shiftRows) linear.set(shiftRows.subarray(g * n, (g + 1) * n), n);
    },
    add: (c, _, out) => {
      for (let h = 0; h < n; h++) out[0]! += sign * c[h]! * c[h]!;
      if (!shiftRows) return;
      for (let h = 0; h < n; h++) {
        out[1]! += sign * c[h]! * c[n + h]!;
        out[2]! += sign * c[n + h]! * c[n + h]!;
      }
    },
  };
}

function reduced(parts: ClusterParts, groups: ErrorGroups, withShift: boolean): VarianceTerm {
  const { rank, nClusters } = parts;
  const { nGroups, left, sign, cluster, group, sums, shiftSums } = groups;
  const basis = orthonormalBasis(left, nGroups, rank);
  const q = basis.length;
  // R = Q′·left, as left = Q·R.
  const r = basis.map((direction) => {
    const row = new Float64Array(rank);
    for (let h = 0; h < nGroups; h++) {
      for (let p = 0; p < rank; p++) row[p]! += direction[h]! * left[h * rank + p]!;
    }
    return row;
  });
  const nLinear = withShift ? 4 * q : 2 * q;
  const nSquares = withShift ? 3 : 1;
  const linear = new Float64Array(nClusters * nLinear);
  const squares = new Float64Array(nClusters * nSquares);
  for (let g = 0; g < nClusters; g++) {
    for (let j = 0; j < q; j++) {
      const at = g * nLinear + j;
      for (let p = 0; p < rank; p++) {
        linear[at]! += r[j]![p]! * parts.right[g * rank + p]!;
        if (withShift) linear[at + 2 * q]! += r[j]![p]! * parts.shiftRight[g * rank + p]!;
      }
    }
  }
  for (let pair = 0; pair < cluster.length; pair++) {
    const g = cluster[pair]!;
    const [u, s] = [sums[pair]!, shiftSums[pair]!];
    for (let j = 0; j < q; j++) {
      const at = g * nLinear + q + j;
      linear[at]! += u * basis[j]![group[pair]!]!;
      if (withShift) linear[at + 2 * q]! += s * basis[j]![group[pair]!]!;
    }
    squares[g * nSquares]! += u * u;
    if (!withShift) continue;
    squares[g * nSquares + 1]! += u * s;
    squares[g * nSquares + 2]! += s * s;
  }
  return {
    nLinear,
    nSquares,
    write: (g, linearOut, squaresOut) => {
      linearOut.set(linear.subarray(g * nLinear, (g + 1) * nLinear));
      squaresOut.set(squares.subarray(g * nSquares, (g + 1) * nSquares));
    },
    add: (t, square, out) => {
      let variance = square[0]!;
      for (let j = 0; j < q; j++) variance += t[j]! * (t[j]! - 2 * t[q + j]!);
      out[0]! += sign * variance;
      if (!withShift) return;
      let cross = square[1]!;
      let shiftVariance = square[2]!;
      for (let j = 0; j < q; j++) {
        const m = t[2 * q + j]!;
        const p = t[3 * q + j]!;
        cross += t[j]! * (m - p) - m * t[q + j]!;
        shiftVariance += m * (m - 2 * p);
      }
      out[1]! += sign * cross;
      out[2]! += sign * shiftVariance;
    },
  };
}

/** Orthonormal directions that span the columns of an n × k matrix by rows. */
function orthonormalBasis(matrix: Float64Array, n: number, k: number): readonly Float64Array[] {
  const basis: Float64Array[] = [];
  for (let p = 0; p < k; p++) {
    const v = Float64Array.from({ length: n }, (_, g) => matrix[g * k + p]!);
    const norm = Math.sqrt(product(v, v));
    for (let round = 0; round < 2; round++) {
      for (const direction of basis) {
        const size = product(v, direction);
        for (let g = 0; g < n; g++) v[g]! -= size * direction[g]!;
      }
    }
    const left = Math.sqrt(product(v, v));
    if (left > dependent * norm) basis.push(v.map((value) => value / left));
  }
  return basis;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function tooMany(nClusters: number, nGroups: number): CeterisError {
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "wild bootstrap",
    what: `${nClusters} clusters that get weights, with ${nGroups} clusters of errors, are too many`,
    mend: "Let coarser clusters get the weights",
  });
}
