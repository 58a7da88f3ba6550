export interface Orthogonal {
  /** Upper triangular factor of the kept columns, m × m by rows. */
  readonly r: Float64Array;
  /** Places of the kept columns, in the order given. */
  readonly kept: readonly number[];
  /** Q′y. */
  readonly projections: Float64Array;
  /** For each column left out: its norm, and its coordinates on the columns kept before it. */
  readonly explanations: readonly {
    readonly place: number;
    readonly norm: number;
    readonly projections: Float64Array;
  }[];
}

/**
 * Gram–Schmidt with every projection taken twice, which keeps Q orthogonal to working precision. A
 * column of which less than `tolerance` is left is linearly dependent on those kept before it.
 */
export function orthogonalise(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array | null,
  tolerance: number,
): Orthogonal {
  const roots = weights ? weights.map(Math.sqrt) : null;
  const scaled = (v: Float64Array) => (roots ? v.map((x, i) => x * roots[i]!) : v.slice());
  const q: Float64Array[] = [];
  const rows: Float64Array[] = [];
  const kept: number[] = [];
  const explanations: { place: number; norm: number; projections: Float64Array }[] = [];
  columns.forEach((column, place) => {
    const v = scaled(column);
    const norm = Math.sqrt(dot(v, v));
    const projections = project(v, q);
    const left = Math.sqrt(dot(v, v));
    if (!(left > tolerance * norm)) {
      explanations.push({ place, norm, projections });
      return;
    }
    for (let i = 0; i < v.length; i++) v[i]! /= left;
    q.push(v);
    rows.push(Float64Array.from([...projections, left]));
    kept.push(place);
  });
  const m = kept.length;
  const r = new Float64Array(m * m);
  rows.forEach((entries, column) => {
    entries.forEach((entry, row) => {
      r[row * m + column] = entry;
    });
  });
  return { r, kept, projections: project(scaled(outcome), q), explanations };
}

/** Removes from v its parts along q, in place, and returns their sizes. */
function project(v: Float64Array, q: readonly Float64Array[]): Float64Array {
  const sizes = new Float64Array(q.length);
  for (let round = 0; round < 2; round++) {
    q.forEach((direction, j) => {
      const size = dot(direction, v);
      sizes[j]! += size;
      for (let i = 0; i < v.length; i++) v[i]! -= size * direction[i]!;
    });
  }
  return sizes;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
