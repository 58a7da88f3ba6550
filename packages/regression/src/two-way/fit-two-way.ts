import type { Factor } from "@ceteris/core";
import { multiply } from "@ceteris/core";
import { solveNormal } from "../least-squares/solve-normal.ts";
import type { LinearFit, LinearModel } from "../types.ts";
import { solveEffects } from "./solve-effects.ts";
import { absorbColumns, type ResidualSums, sweepResiduals } from "./sweep-residuals.ts";
import { type TwoWayLayout, twoWayLayout } from "./two-way-layout.ts";
import { twoWaySums } from "./two-way-sums.ts";

/** A step of this size, in standard errors of the residuals, changes no digit that is printed or tested. */
const settled = 1e-13;
/** Steps that no longer shrink are the rounding of the data themselves, and must be as small as this. */
const rounding = 1e-10;

/**
 * The common case, two passes over the columns and nothing stored: two effects, rows sorted by the
 * larger, and columns that sums lose no digits on. Null in any other case, for the general way.
 */
export function fitTwoWay(
  model: LinearModel,
  fixedEffects: readonly Factor[],
  order: readonly number[],
): LinearFit | null {
  const layout = twoWayLayout(fixedEffects);
  if (!layout) return null;
  const weights = model.weights ?? null;
  const columns = [...model.regressors.map((r) => r.values), model.outcome.values];
  const nObs = model.outcome.values.length;
  const sumsOfData = twoWaySums(columns, layout, weights);
  const { within, effects, rank, safe } = solveEffects(sumsOfData);
  if (!safe || !Number.isFinite(sumsOfData.total)) return null;
  const solution = solveNormal(within, order);
  const nEffects = layout.groups.nLevels + rank;
  if (!solution || nObs <= within.k + nEffects) return null;
  const coefficients = solution.coefficients.slice();
  const sums = settle(columns, layout, weights, effects, coefficients, solution.bread);
  if (!sums) return null;

  let kept: { within: Float64Array[]; outcome: Float64Array; residuals: Float64Array } | null = null;
  const columnsWithin = () => {
    if (kept) return kept;
    const all = absorbColumns(columns, layout, weights, effects);
    const outcome = all.pop()!;
    const residuals = outcome.slice();
    all.forEach((x, j) => {
      for (let i = 0; i < nObs; i++) residuals[i]! -= coefficients[j]! * x[i]!;
    });
    kept = { within: all, outcome, residuals };
    return kept;
  };
  return Object.freeze({
    terms: model.regressors.map((r) => r.name),
    coefficients,
    dropped: [],
    get within() {
      return columnsWithin().within;
    },
    get withinOutcome() {
      return columnsWithin().outcome;
    },
    get residuals() {
      return columnsWithin().residuals;
    },
    scoreSums: (codes: Int32Array, nLevels: number) => sumByLevel(sums, layout, within.k, codes, nLevels),
    bread: solution.bread,
    weights,
    fixedEffects,
    nObs,
    nEffects,
    absorption: Object.freeze({ method: "sums" as const, iterations: 1, converged: true }),
    rss: sums.rss,
    tss: sumsOfData.total,
    tssWithin: within.yy,
  });
}

/** Corrects the coefficients by what residuals still correlate with the regressors, until nothing is left. */
function settle(
  columns: readonly Float64Array[],
  layout: TwoWayLayout,
  weights: Float64Array | null,
  effects: Float64Array,
  coefficients: Float64Array,
  bread: Float64Array,
): ResidualSums | null {
  const k = coefficients.length;
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4; round++) {
    const sums = sweepResiduals(columns, layout, weights, effects, coefficients);
    const step = multiply(bread, sums.xe, k, k, 1);
    let size = 0;
    for (let j = 0; j < k; j++) {
      coefficients[j]! += step[j]!;
      size = Math.max(size, Math.abs(step[j]!) / Math.sqrt(bread[j * k + j]! * sums.rss));
    }
    if (size <= settled || (size <= rounding && size > before / 4)) return sums;
    before = size;
  }
  return null;
}

/** Scores by the levels of a factor that holds whole groups; null when a group is in two of its levels. */
function sumByLevel(
  { groupScores }: ResidualSums,
  { starts, groups }: TwoWayLayout,
  k: number,
  codes: Int32Array,
  nLevels: number,
): Float64Array | null {
  if (codes === groups.codes) return groupScores;
  const out = new Float64Array(nLevels * k);
  for (let g = 0; g + 1 < starts.length; g++) {
    const level = codes[starts[g]!]!;
    for (let i = starts[g]! + 1; i < starts[g + 1]!; i++) if (codes[i] !== level) return null;
    for (let j = 0; j < k; j++) out[level * k + j]! += groupScores[g * k + j]!;
  }
  return out;
}
