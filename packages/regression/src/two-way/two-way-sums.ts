import { dotRange } from "../dot.ts";
import { periodCentres } from "./period-centres.ts";
import { periodComplement } from "./period-complement.ts";
import { blockSize, forEachBlock, type TwoWayLayout } from "./two-way-layout.ts";

/**
 * All that the coefficients of a two-way model need of the data, c columns (the outcome last) over T
 * periods. Each is a plain sum over groups, so the parts of a larger data set can be added up: an SQL
 * engine or a cluster can deliver the same numbers.
 */
export interface TwoWaySums {
  readonly nColumns: number;
  readonly nPeriods: number;
  readonly nGroups: number;
  /** Subtracted from the columns by period before anything is summed, c × T: only guards digits. */
  readonly centres: Float64Array;
  /** Weighted cross products of the columns less their group means, c × c. */
  readonly cross: Float64Array;
  /** Weighted sums by period of the columns less their group means, c × T. */
  readonly periodSums: Float64Array;
  /** D′WD − Σ over groups of v v′ / (weight of the group), T × T. */
  readonly complement: Float64Array;
  /** Weight of each period. */
  readonly periodWeights: Float64Array;
  /** Sum, and sum of squares, of each column less `centres`' mean over periods. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly weight: number;
}

/** One pass over the columns, by blocks of whole groups. */
export function twoWaySums(
  columns: readonly Float64Array[],
  layout: TwoWayLayout,
  weights: Float64Array | null,
): TwoWaySums {
  const { starts, periods } = layout;
  const c = columns.length;
  const nPeriods = periods.labels.length;
  const centres = periodCentres(columns, periods);
  const levels = Float64Array.from({ length: c }, (_, p) =>
    mean(centres.subarray(p * nPeriods, (p + 1) * nPeriods)),
  );
  const cross = new Float64Array(c * c);
  const periodSums = new Float64Array(c * nPeriods);
  const sums = new Float64Array(c);
  const squares = new Float64Array(c);
  const parts = columns.map(() => new Float64Array(blockSize(layout)));
  const scaled = weights ? new Float64Array(blockSize(layout)) : null;
  forEachBlock(layout, (first, end) => {
    const start = starts[first]!;
    const n = starts[end]! - start;
    for (let p = 0; p < c; p++) {
      const centre = centres.subarray(p * nPeriods, (p + 1) * nPeriods);
      const byPeriod = periodSums.subarray(p * nPeriods, (p + 1) * nPeriods);
      demean(columns[p]!, parts[p]!, starts, first, end, periods.codes, centre, byPeriod, weights);
      moments(columns[p]!, start, n, levels[p]!, weights, sums, squares, p);
    }
    for (let p = 0; p < c; p++) {
      const left = scaled ? scale(parts[p]!, weights!, start, n, scaled) : parts[p]!;
      for (let q = 0; q <= p; q++) cross[p * c + q]! += dotRange(left, 0, parts[q]!, 0, n);
    }
  });
  for (let p = 0; p < c; p++) for (let q = 0; q < p; q++) cross[q * c + p] = cross[p * c + q]!;
  const { complement, periodWeights, weight } = periodComplement(layout, weights);
  return {
    nColumns: c,
    nPeriods,
    nGroups: starts.length - 1,
    centres,
    cross,
    periodSums,
    complement,
    periodWeights,
    sums,
    squares,
    weight,
  };
}

/** Writes the block of a column less centres and group means, and adds it to the sums by period. */
function demean(
  column: Float64Array,
  part: Float64Array,
  starts: Int32Array,
  first: number,
  end: number,
  codes: Int32Array,
  centre: Float64Array,
  byPeriod: Float64Array,
  weights: Float64Array | null,
): void {
  const shift = starts[first]!;
  for (let g = first; g < end; g++) {
    const from = starts[g]!;
    const to = starts[g + 1]!;
    let sum = 0;
    let total = 0;
    for (let i = from; i < to; i++) {
      const value = column[i]! - centre[codes[i]!]!;
      const w = weights ? weights[i]! : 1;
      part[i - shift] = value;
      sum += w * value;
      total += w;
    }
    const groupMean = sum / total;
    for (let i = from; i < to; i++) {
      const value = part[i - shift]! - groupMean;
      part[i - shift] = value;
      byPeriod[codes[i]!]! += weights ? weights[i]! * value : value;
    }
  }
}

function moments(
  column: Float64Array,
  start: number,
  n: number,
  level: number,
  weights: Float64Array | null,
  sums: Float64Array,
  squares: Float64Array,
  at: number,
): void {
  let sum = 0;
  let square = 0;
  for (let i = start; i < start + n; i++) {
    const value = column[i]! - level;
    const weighted = weights ? weights[i]! * value : value;
    sum += weighted;
    square += weighted * value;
  }
  sums[at]! += sum;
  squares[at]! += square;
}

function scale(
  part: Float64Array,
  weights: Float64Array,
  start: number,
  n: number,
  out: Float64Array,
): Float64Array {
  for (let i = 0; i < n; i++) out[i] = part[i]! * weights[start + i]!;
  return out;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const v of values) sum += v;
  return sum / values.length;
}
