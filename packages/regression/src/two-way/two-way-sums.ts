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
  /** Largest absolute group mean of each column less `centres`. */
  readonly groupLevels: Float64Array;
  /** Sum of squares of the outcome about its mean. */
  readonly total: number;
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
  const nPeriods = periods.nLevels;
  const centres = periodCentres(columns, periods);
  const outcome = columns[c - 1]!;
  const outcomeLevel = centres[(c - 1) * nPeriods]!;
  const outcomeMoments = { sum: 0, square: 0 };
  const groupLevels = new Float64Array(c);
  const cross = new Float64Array(c * c);
  const periodSums = new Float64Array(c * nPeriods);
  const parts = columns.map(() => new Float64Array(blockSize(layout)));
  const scaled = weights ? new Float64Array(blockSize(layout)) : null;
  forEachBlock(layout, (first, end) => {
    const start = starts[first]!;
    const n = starts[end]! - start;
    for (let p = 0; p < c; p++) {
      const centre = centres.subarray(p * nPeriods, (p + 1) * nPeriods);
      const byPeriod = periodSums.subarray(p * nPeriods, (p + 1) * nPeriods);
      const level = demean(
        columns[p]!,
        parts[p]!,
        starts,
        first,
        end,
        periods.codes,
        centre,
        byPeriod,
        weights,
      );
      groupLevels[p] = Math.max(groupLevels[p]!, level);
    }
    addMoments(outcome, start, n, outcomeLevel, weights, outcomeMoments);
    for (let p = 0; p < c; p++) {
      const left = scaled ? scale(parts[p]!, weights!, start, n, scaled) : parts[p]!;
      addProducts(left, parts, p, n, cross, c);
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
    groupLevels,
    total: Math.max(0, outcomeMoments.square - outcomeMoments.sum ** 2 / weight),
    weight,
  };
}

/**
 * Writes the block of a column less centres and group means, and adds it to the sums by period; returns
 * the largest absolute group mean.
 */
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
): number {
  const shift = starts[first]!;
  let level = 0;
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
    level = Math.max(level, Math.abs(groupMean));
  }
  return level;
}

/** Products of one column with itself and those before it, two at a time. */
function addProducts(
  left: Float64Array,
  parts: readonly Float64Array[],
  p: number,
  n: number,
  cross: Float64Array,
  c: number,
): void {
  let q = 0;
  for (; q < p; q += 2) {
    const a = parts[q]!;
    const b = parts[q + 1]!;
    let a0 = 0;
    let a1 = 0;
    let b0 = 0;
    let b1 = 0;
    const whole = n - (n % 2);
    for (let i = 0; i < whole; i += 2) {
      const x0 = left[i]!;
      const x1 = left[i + 1]!;
      a0 += x0 * a[i]!;
      a1 += x1 * a[i + 1]!;
      b0 += x0 * b[i]!;
      b1 += x1 * b[i + 1]!;
    }
    if (whole < n) {
      a0 += left[whole]! * a[whole]!;
      b0 += left[whole]! * b[whole]!;
    }
    cross[p * c + q]! += a0 + a1;
    cross[p * c + q + 1]! += b0 + b1;
  }
  if (q === p) cross[p * c + p]! += dotRange(left, 0, parts[p]!, 0, n);
}

function addMoments(
  column: Float64Array,
  start: number,
  n: number,
  level: number,
  weights: Float64Array | null,
  moments: { sum: number; square: number },
): void {
  let sum = 0;
  let square = 0;
  for (let i = start; i < start + n; i++) {
    const value = column[i]! - level;
    const weighted = weights ? weights[i]! * value : value;
    sum += weighted;
    square += weighted * value;
  }
  moments.sum += sum;
  moments.square += square;
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
