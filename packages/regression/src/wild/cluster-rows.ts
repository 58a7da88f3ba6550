import type { ClusterParts } from "./cluster-parts.ts";
import type { DrawColumns } from "./wild-draws.ts";

/**
 * Numbers of each cluster whose sums over clusters, weighted by a draw's weights, give that draw.
 *
 * With the columns of `left` made orthonormal (left = Q·R) the variance of a draw,
 * Σ_h (v_h·u_h − Q_h·m)² for m = Σ_g v_g R·right_g, is Σ v²u² − 2 m·p + m·m with p = Σ v_g u_g Q_g: sums
 * over clusters, and products of vectors as long as the rank.
 */
export interface ClusterRows {
  readonly nClusters: number;
  /** Numbers multiplied by the weight, then numbers multiplied by its square. */
  readonly width: number;
  readonly nSquares: number;
  /** nClusters × width. */
  readonly values: Float64Array;
  /** The polynomials of a draw from the weighted sums of the rows. */
  assemble(sums: Float64Array, out: DrawColumns, draw: number): void;
}

const dependent = 1e-12;

export function clusterRows(parts: ClusterParts, withShift: boolean): ClusterRows {
  const { nClusters, rank, left, right, sums, shiftSums, scale } = parts;
  const basis = orthonormalBasis(left, nClusters, rank);
  const q = basis.length;
  const nLinear = withShift ? 4 * q + 2 : 2 * q + 1;
  const nSquares = withShift ? 3 : 1;
  const width = nLinear + nSquares;
  const values = new Float64Array(nClusters * width);
  // R = Q′·left, as left = Q·R.
  const r = basis.map((direction) => {
    const row = new Float64Array(rank);
    for (let g = 0; g < nClusters; g++) {
      for (let p = 0; p < rank; p++) row[p]! += direction[g]! * left[g * rank + p]!;
    }
    return row;
  });
  for (let g = 0; g < nClusters; g++) {
    const at = g * width;
    const [u, s] = [sums[g]!, shiftSums[g]!];
    for (let j = 0; j < q; j++) {
      let moved = 0;
      let shifted = 0;
      for (let p = 0; p < rank; p++) {
        moved += r[j]![p]! * right[g * rank + p]!;
        shifted += r[j]![p]! * left[g * rank + p]!;
      }
      values[at + j] = moved;
      values[at + q + j] = u * basis[j]![g]!;
      if (!withShift) continue;
      values[at + 2 * q + j] = shifted / scale;
      values[at + 3 * q + j] = s * basis[j]![g]!;
    }
    values.set(withShift ? [u, s, u * u, u * s, s * s] : [u, u * u], at + (withShift ? 4 : 2) * q);
  }
  const assemble = withShift ? assembleBoth : assembleOne;
  return { nClusters, width, nSquares, values, assemble: (t, out, draw) => assemble(t, q, out, draw) };
}

function assembleOne(t: Float64Array, q: number, out: DrawColumns, draw: number): void {
  let variance = t[2 * q + 1]!;
  for (let j = 0; j < q; j++) variance += t[j]! * (t[j]! - 2 * t[q + j]!);
  out.numerators[draw] = t[2 * q]!;
  out.variances[draw] = variance;
}

function assembleBoth(t: Float64Array, q: number, out: DrawColumns, draw: number): void {
  let variance = t[4 * q + 2]!;
  let cross = t[4 * q + 3]!;
  let shiftVariance = t[4 * q + 4]!;
  for (let j = 0; j < q; j++) {
    const m0 = t[j]!;
    const p0 = t[q + j]!;
    const m1 = t[2 * q + j]!;
    const p1 = t[3 * q + j]!;
    variance += m0 * (m0 - 2 * p0);
    cross += m0 * (m1 - p1) - m1 * p0;
    shiftVariance += m1 * (m1 - 2 * p1);
  }
  out.numerators[draw] = t[4 * q]!;
  out.shifts[draw] = t[4 * q + 1]!;
  out.variances[draw] = variance;
  out.crosses[draw] = cross;
  out.shiftVariances[draw] = shiftVariance;
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
