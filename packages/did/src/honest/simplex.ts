/** What a reduced cost, an entry to divide by, and a right side have to exceed to count, in a problem of order one. */
const GAIN = 1e-10;
const DIVISOR = [1e-9, 1e-12] as const;
const RIGHT = 1e-13;
/** Exchanges after which the tableau is made anew, against rounding. */
const FRESH = 30;

/**
 * The corners of a polytope { g ≥ 0: A g = b } as seen in an image of few dimensions: give a direction,
 * get the image of a corner that lies farthest in it. Primal simplex on a dense tableau, each question
 * starting where the one before ended. Most corners are degenerate; the right side is therefore perturbed,
 * in a column of its own, by infinitesimal amounts (Charnes 1952). The rows of A are independent and b is
 * not negative.
 *
 * @param a m × n by rows
 * @param image d × n by rows: the image of g is image · g
 */
export function farthestCorner(
  a: Float64Array,
  b: Float64Array,
  image: Float64Array,
): (direction: Float64Array) => Float64Array {
  const m = b.length;
  const n = a.length / m;
  const d = image.length / n;
  const original = tableauOf(a, b, image, d);
  let tableau = renewed(original, firstBasis(a, b));
  let exchanges = 0;
  return (direction) => {
    const gainOf = (column: number) => {
      const { width, cells } = tableau;
      let sum = 0;
      for (let i = 0; i < d; i++) sum += direction[i]! * cells[(m + i) * width + column]!;
      return sum;
    };
    const end = exchanges + 1000 * (m + n);
    while (climbs(tableau, n, gainOf)) {
      if (++exchanges % FRESH === 0) tableau = renewed(original, tableau.basis);
      if (exchanges > end) throw new RangeError("the linear program does not end");
    }
    return Float64Array.from({ length: d }, (_, i) => -tableau.cells[(m + i) * tableau.width + n]!);
  };
}

/**
 * Constraints, then objectives, in terms of the variables that are not in the basis. The last two columns
 * are the right side and its perturbation.
 */
interface Tableau {
  readonly m: number;
  readonly width: number;
  readonly cells: Float64Array;
  /** The variable that each constraint gives. */
  readonly basis: Int32Array;
}

function tableauOf(a: Float64Array, b: Float64Array, image: Float64Array, d: number): Tableau {
  const m = b.length;
  const n = a.length / m;
  const width = n + 2;
  const cells = new Float64Array((m + d) * width);
  for (let i = 0; i < m; i++) {
    cells.set(a.subarray(i * n, (i + 1) * n), i * width);
    cells[i * width + n] = b[i]!;
    // No two in a simple ratio.
    cells[i * width + n + 1] = 1 + Math.sqrt(i + 2);
  }
  for (let i = 0; i < d; i++) cells.set(image.subarray(i * n, (i + 1) * n), (m + i) * width);
  return { m, width, cells, basis: new Int32Array(m).fill(-1) };
}

/** The tableau of a basis, from the beginning. */
function renewed({ m, width, cells }: Tableau, basis: Int32Array): Tableau {
  const out: Tableau = { m, width, cells: cells.slice(), basis: new Int32Array(m).fill(-1) };
  for (const column of basis) {
    let row = -1;
    for (let i = 0; i < m; i++) {
      if (out.basis[i]! >= 0) continue;
      if (row < 0 || Math.abs(out.cells[i * width + column]!) > Math.abs(out.cells[row * width + column]!))
        row = i;
    }
    pivot(out, row, column);
  }
  return out;
}

/** One exchange of variables; false when no column gains. */
function climbs(tableau: Tableau, nColumns: number, gainOf: (column: number) => number): boolean {
  let enter = -1;
  let most = GAIN;
  for (let j = 0; j < nColumns; j++) {
    const gain = gainOf(j);
    if (gain > most) [enter, most] = [j, gain];
  }
  if (enter < 0) return false;
  pivot(tableau, leaving(tableau, enter), enter);
  return true;
}

/** The row whose variable reaches zero first, perturbation included. */
function leaving(tableau: Tableau, enter: number): number {
  const row = DIVISOR.map((least) => firstToReachZero(tableau, enter, least)).find((found) => found >= 0);
  if (row === undefined) throw new RangeError("the polytope is not bounded");
  return row;
}

function firstToReachZero({ m, width, cells }: Tableau, enter: number, divisor: number): number {
  let [row, least, leastAfter] = [-1, 0, 0];
  for (let i = 0; i < m; i++) {
    const slope = cells[i * width + enter]!;
    if (slope <= divisor) continue;
    const ratio = Math.max(0, cells[(i + 1) * width - 2]!) / slope;
    const after = cells[(i + 1) * width - 1]! / slope;
    if (row < 0 || ratio < least - RIGHT || (ratio <= least + RIGHT && after < leastAfter)) {
      [row, least, leastAfter] = [i, ratio, after];
    }
  }
  return row;
}

function pivot({ m, width, cells, basis }: Tableau, row: number, enter: number): void {
  const at = row * width;
  const by = 1 / cells[at + enter]!;
  for (let j = 0; j < width; j++) cells[at + j]! *= by;
  cells[at + enter] = 1;
  for (let i = 0; i < cells.length; i += width) {
    const times = cells[i + enter]!;
    if (i === at || times === 0) continue;
    for (let j = 0; j < width; j++) cells[i + j]! -= times * cells[at + j]!;
    cells[i + enter] = 0;
  }
  for (let i = 0; i < m; i++) {
    const right = (i + 1) * width - 2;
    if (Math.abs(cells[right]!) < RIGHT) cells[right] = 0;
  }
  basis[row] = enter;
}

/** A first corner: a variable more for each constraint, their sum driven to zero. */
function firstBasis(a: Float64Array, b: Float64Array): Int32Array {
  const m = b.length;
  const n = a.length / m;
  const wide = new Float64Array(m * (n + m));
  const sum = new Float64Array(n + m);
  for (let i = 0; i < m; i++) {
    wide.set(a.subarray(i * n, (i + 1) * n), i * (n + m));
    wide[i * (n + m) + n + i] = 1;
    for (let j = 0; j < n; j++) sum[j]! += a[i * n + j]!;
  }
  const start = tableauOf(wide, b, sum, 1);
  const { width, cells, basis } = start;
  basis.forEach((_, i) => {
    basis[i] = n + i;
  });
  while (climbs(start, n, (column) => cells[m * width + column]!));
  for (let i = 0; i < m; i++) {
    if (basis[i]! >= n) pivot(start, i, largest(cells.subarray(i * width, i * width + n)));
  }
  return basis;
}

function largest(values: Float64Array): number {
  let at = 0;
  for (let j = 1; j < values.length; j++) if (Math.abs(values[j]!) > Math.abs(values[at]!)) at = j;
  return at;
}
