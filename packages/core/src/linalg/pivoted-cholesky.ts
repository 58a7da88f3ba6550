export interface PivotedCholesky {
  readonly rank: number;
  /** The columns kept, in the order chosen. */
  readonly pivots: readonly number[];
  /** The columns that the kept ones explain, ascending. */
  readonly dependent: readonly number[];
}

/**
 * Rank of a symmetric positive semidefinite k × k matrix by rows, by Cholesky with the largest remaining
 * diagonal next (ties: the earlier column), on the matrix scaled to a unit diagonal.
 *
 * @param tolerance share of a column's own diagonal below which it counts as explained by the others
 */
export function pivotedCholesky(matrix: ArrayLike<number>, k: number, tolerance = 1e-10): PivotedCholesky {
  const scale = Float64Array.from({ length: k }, (_, i) => {
    const d = matrix[i * k + i]!;
    return d > 0 ? 1 / Math.sqrt(d) : 0;
  });
  const work = Float64Array.from({ length: k * k }, (_, at) => {
    const i = Math.floor(at / k);
    return matrix[at]! * scale[i]! * scale[at % k]!;
  });
  const left = Array.from({ length: k }, (_, i) => i);
  const pivots: number[] = [];
  while (left.length > 0) {
    let best = 0;
    for (let m = 1; m < left.length; m++) {
      if (work[left[m]! * (k + 1)]! > work[left[best]! * (k + 1)]!) best = m;
    }
    const p = left[best]!;
    const pivot = work[p * (k + 1)]!;
    if (!(pivot > tolerance)) break;
    left.splice(best, 1);
    pivots.push(p);
    for (const i of left) {
      const ratio = work[i * k + p]! / pivot;
      for (const j of left) work[i * k + j]! -= ratio * work[p * k + j]!;
    }
  }
  return { rank: pivots.length, pivots, dependent: left };
}
