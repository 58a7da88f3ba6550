import { addColumns, columnDots } from "@ceteris/core";
import type { DroppedTerm, Regressor } from "../types.ts";

/** Share of a column's spread that must be its own, or it counts as explained by the columns before it. */
const TOLERANCE = 1e-8;

/** An intercept and regressors X = Q R, with orthonormal Q, so that units and collinearity cost no digits. */
export interface OrthogonalDesign {
  /** "intercept", then the regressors kept, in their order. */
  readonly terms: readonly string[];
  readonly dropped: readonly DroppedTerm[];
  /** Columns of Q: mean square 1 and mean product 0 under the weights; the first is constant. */
  readonly basis: readonly Float64Array[];
  /** R⁻¹, k × k by rows, its rows in the order of `terms`: coefficients of X from those of Q. */
  readonly toTerms: Float64Array;
}

/**
 * Orthogonalises regressors one after another, each twice for accuracy; one that the intercept
 * and those before it explain is dropped. Treatments come first, so that a control goes instead.
 *
 * @param weights one number for each row, none negative; rows of weight 0 are carried along
 */
export function orthogonalDesign(regressors: readonly Regressor[], weights: Float64Array): OrthogonalDesign {
  const n = weights.length;
  const rows = { weights, total: sum(weights), weighted: new Float64Array(n) };
  const basis: Float64Array[] = [new Float64Array(n).fill(1)];
  const kept: number[] = [];
  const columns: number[][] = [[1]];
  const dropped: { at: number; term: DroppedTerm }[] = [];
  const order = regressors.map((_, j) => j);
  order.sort((a, b) => rank(regressors[a]!) - rank(regressors[b]!) || a - b);
  for (const at of order) {
    const rest = regressors[at]!.values.slice();
    const spread = size(rows, rest);
    const [level] = takeOut(rows, basis.slice(0, 1), rest);
    const centred = size(rows, rest);
    const first = takeOut(rows, basis, rest);
    const second = takeOut(rows, basis, rest);
    const shares = Array.from(first, (share, m) => share + second[m]! + (m === 0 ? level! : 0));
    const own = size(rows, rest);
    const constant = !(centred > 1e-12 * spread);
    if (constant || !(own > TOLERANCE * centred)) {
      const explaining = constant ? [] : explain(shares, columns, centred, kept, regressors);
      const collinearWith = explaining.length > 0 ? explaining : ["intercept"];
      dropped.push({ at, term: { name: regressors[at]!.name, collinearWith } });
      continue;
    }
    scale(rest, 1 / own);
    basis.push(rest);
    kept.push(at);
    columns.push([...shares, own]);
  }
  const inverse = invertUpper(columns);
  const k = basis.length;
  const places = [0, ...kept.map((_, m) => m + 1).sort((a, b) => kept[a - 1]! - kept[b - 1]!)];
  const toTerms = new Float64Array(k * k);
  places.forEach((place, row) => {
    toTerms.set(inverse.subarray(place * k, place * k + k), row * k);
  });
  return {
    terms: ["intercept", ...places.slice(1).map((place) => regressors[kept[place - 1]!]!.name)],
    dropped: dropped.sort((a, b) => a.at - b.at).map(({ term }) => term),
    basis,
    toTerms,
  };
}

/** The weights that means are taken under, and room for one weighted column. */
interface Rows {
  readonly weights: Float64Array;
  readonly total: number;
  readonly weighted: Float64Array;
}

function means({ weights, total, weighted }: Rows, columns: readonly Float64Array[], v: Float64Array) {
  for (let i = 0; i < v.length; i++) weighted[i] = weights[i]! * v[i]!;
  return columnDots(columns, weighted).map((sum) => sum / total);
}

const size = (rows: Rows, v: Float64Array) => Math.sqrt(means(rows, [v], v)[0]!);

/** Takes the parts along some columns out of v, in place, and returns how large they were. */
function takeOut(rows: Rows, columns: readonly Float64Array[], v: Float64Array): Float64Array {
  const shares = means(rows, columns, v);
  addColumns(
    v,
    columns,
    shares.map((share) => -share),
  );
  return shares;
}

function scale(v: Float64Array, factor: number): void {
  for (let i = 0; i < v.length; i++) v[i]! *= factor;
}

const sum = (values: Float64Array) => values.reduce((total, v) => total + v, 0);

const rank = (regressor: Regressor) => (regressor.role === "treatment" ? 0 : 1);

/** The kept regressors whose combination a dropped one is. */
function explain(
  shares: readonly number[],
  columns: readonly (readonly number[])[],
  spread: number,
  kept: readonly number[],
  regressors: readonly Regressor[],
): string[] {
  const k = columns.length;
  const inverse = invertUpper(columns);
  const names: string[] = [];
  for (let m = 1; m < k; m++) {
    let coefficient = 0;
    for (let j = m; j < k; j++) coefficient += inverse[m * k + j]! * shares[j]!;
    const size = Math.hypot(...columns[m]!.slice(1));
    if (Math.abs(coefficient) * size > 1e-6 * spread) names.push(regressors[kept[m - 1]!]!.name);
  }
  return names;
}

/** Inverse of an upper triangular matrix given by the upper parts of its columns. */
function invertUpper(columns: readonly (readonly number[])[]): Float64Array {
  const k = columns.length;
  const inverse = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    inverse[j * k + j] = 1 / columns[j]![j]!;
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let m = i + 1; m <= j; m++) sum += columns[m]![i]! * inverse[m * k + j]!;
      inverse[i * k + j] = -sum / columns[i]![i]!;
    }
  }
  return inverse;
}
