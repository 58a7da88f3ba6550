import { dotRange } from "../dot.ts";
import { blockSize, forEachBlock, type TwoWayLayout } from "./two-way-layout.ts";

export interface ResidualSums {
  readonly rss: number;
  /** X′We: zero but for rounding. */
  readonly xe: Float64Array;
  /** Sums of the scores x·w·e by group, nGroups × k. */
  readonly groupScores: Float64Array;
}

/**
 * The second pass: residuals of given coefficients, by blocks, kept only as sums. Residuals have mean
 * zero in each group, so the regressors meet them without their group means taken out.
 */
export function sweepResiduals(
  columns: readonly Float64Array[],
  layout: TwoWayLayout,
  weights: Float64Array | null,
  effects: Float64Array,
  coefficients: Float64Array,
): ResidualSums {
  const { starts, periods } = layout;
  const nPeriods = periods.nLevels;
  const k = coefficients.length;
  const groupScores = new Float64Array((starts.length - 1) * k);
  const xe = new Float64Array(k);
  const residuals = new Float64Array(blockSize(layout));
  const combined = combinedEffects(effects, coefficients, nPeriods);
  let rss = 0;
  forEachBlock(layout, (first, end) => {
    const start = starts[first]!;
    const n = starts[end]! - start;
    residuals.set(columns[k]!.subarray(start, start + n));
    for (let j = 0; j < k; j++) subtract(residuals, columns[j]!, start, coefficients[j]!, n);
    absorbGroups(residuals, start, layout, first, end, weights, combined);
    rss += weights ? weighted(residuals, weights, start, n) : dotRange(residuals, 0, residuals, 0, n);
    if (weights) for (let i = 0; i < n; i++) residuals[i]! *= weights[start + i]!;
    for (let j = 0; j < k; j++) {
      const effect = effects.subarray(j * nPeriods, (j + 1) * nPeriods);
      xe[j]! += addScores(columns[j]!, residuals, layout, first, end, effect, groupScores, k, j);
    }
  });
  return { rss, xe, groupScores };
}

/** Period effects of y − Xb. */
function combinedEffects(effects: Float64Array, coefficients: Float64Array, nPeriods: number): Float64Array {
  const k = coefficients.length;
  const out = effects.slice(k * nPeriods, (k + 1) * nPeriods);
  for (let j = 0; j < k; j++) {
    for (let t = 0; t < nPeriods; t++) out[t]! -= coefficients[j]! * effects[j * nPeriods + t]!;
  }
  return out;
}

/** The absorbed columns themselves, for what cannot be had from sums. */
export function absorbColumns(
  columns: readonly Float64Array[],
  layout: TwoWayLayout,
  weights: Float64Array | null,
  effects: Float64Array,
): Float64Array[] {
  const nGroups = layout.starts.length - 1;
  const nPeriods = layout.periods.nLevels;
  return columns.map((column, p) => {
    const out = column.slice();
    absorbGroups(out, 0, layout, 0, nGroups, weights, effects.subarray(p * nPeriods, (p + 1) * nPeriods));
    return out;
  });
}

/** Takes period effects and group means out of values, whose first is row `shift`. */
function absorbGroups(
  values: Float64Array,
  shift: number,
  { starts, periods }: TwoWayLayout,
  first: number,
  end: number,
  weights: Float64Array | null,
  effects: Float64Array,
): void {
  const { codes } = periods;
  for (let g = first; g < end; g++) {
    const from = starts[g]!;
    const to = starts[g + 1]!;
    let sum = 0;
    let total = 0;
    for (let i = from; i < to; i++) {
      const value = values[i - shift]! - effects[codes[i]!]!;
      const w = weights ? weights[i]! : 1;
      values[i - shift] = value;
      sum += w * value;
      total += w;
    }
    const mean = sum / total;
    for (let i = from; i < to; i++) values[i - shift]! -= mean;
  }
}

function subtract(from: Float64Array, column: Float64Array, start: number, by: number, n: number): void {
  for (let i = 0; i < n; i++) from[i]! -= by * column[start + i]!;
}

function weighted(values: Float64Array, weights: Float64Array, start: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weights[start + i]! * values[i]! * values[i]!;
  return sum;
}

/** Adds column j's scores to its groups; returns their sum over the block. */
function addScores(
  column: Float64Array,
  residuals: Float64Array,
  { starts, periods }: TwoWayLayout,
  first: number,
  end: number,
  effects: Float64Array,
  scores: Float64Array,
  k: number,
  j: number,
): number {
  const { codes } = periods;
  const shift = starts[first]!;
  let all = 0;
  for (let g = first; g < end; g++) {
    let sum = 0;
    for (let i = starts[g]!; i < starts[g + 1]!; i++)
      sum += (column[i]! - effects[codes[i]!]!) * residuals[i - shift]!;
    scores[g * k + j] = sum;
    all += sum;
  }
  return all;
}
