import { type BalanceRow, fisherF, twoSidedT } from "@ceteris/core";
import { groupMoments, type Moments } from "./moments.ts";

export interface Covariate {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * Balance of each covariate between treated and controls before and after matching or weighting, with the
 * formulas of pstest (Leuven and Sianesi):
 *
 * - bias = 100 (x̄_T − x̄_C) / √((s²_T + s²_C)/2), weighted means after matching but the variances
 *   before it (Rosenbaum and Rubin 1985);
 * - t of a regression on the treatment dummy, after matching with the match weights as importance
 *   weights: Σw − 2 degrees of freedom. It treats the weights as given;
 * - variance ratio s²_T / s²_C, weighted after matching; null for a 0/1 covariate, whose variance says
 *   nothing that its mean does not. It is flagged outside the 2.5th and 97.5th percentile of F with
 *   n − 1 and n − 1 degrees of freedom, n the treated of the sample.
 *
 * @param treated 1 for treated rows, 0 for controls
 * @param weights match weights; 0 is unmatched
 * @param base weights before matching. Default: all the same
 * @returns for each covariate the row before and the row after; null where a figure does not exist
 */
export function balanceRows(
  covariates: readonly Covariate[],
  treated: Float64Array,
  weights: Float64Array,
  base: Float64Array | null = null,
): readonly BalanceRow[] {
  return covariates.flatMap(({ name, values }) => {
    const binary = values.every((v) => v === 0 || v === 1);
    const before = moments(values, treated, base);
    const after = moments(values, treated, weights);
    const scale = Math.sqrt((before[1].variance + before[0].variance) / 2);
    const first = row(name, "before", before, scale, binary);
    const last = row(name, "after", after, scale, binary);
    return [first, { ...last, reductionPct: reduction(first.biasPct, last.biasPct) }];
  });
}

/** Median and mean of the absolute biases of one sample. */
export function summariseBias(rows: readonly BalanceRow[]): { mean: number | null; median: number | null } {
  const sizes = rows.flatMap((r) => (r.biasPct === null ? [] : [Math.abs(r.biasPct)])).sort((a, b) => a - b);
  if (sizes.length === 0) return { mean: null, median: null };
  const middle = sizes.length >> 1;
  return {
    mean: sizes.reduce((sum, v) => sum + v, 0) / sizes.length,
    median: sizes.length % 2 === 1 ? sizes[middle]! : (sizes[middle - 1]! + sizes[middle]!) / 2,
  };
}

type Pair = readonly [controls: Moments, treated: Moments];

function moments(x: Float64Array, treated: Float64Array, weights: Float64Array | null): Pair {
  return [groupMoments(x, treated, 0, weights), groupMoments(x, treated, 1, weights)];
}

function row(
  covariate: string,
  sample: "before" | "after",
  [c, t]: Pair,
  scale: number,
  binary: boolean,
): BalanceRow {
  const difference = t.mean - c.mean;
  const dof = t.size + c.size - 2;
  const pooled = (t.squares + c.squares) / dof;
  const ratio = binary ? null : finite(t.variance / c.variance);
  const statistic = finite(difference / Math.sqrt(pooled * (1 / t.size + 1 / c.size)));
  return {
    covariate,
    sample,
    meanTreated: finite(t.mean),
    meanControl: finite(c.mean),
    biasPct: finite((100 * difference) / scale),
    reductionPct: null,
    t: statistic,
    pValue: statistic === null ? null : finite(twoSidedT(statistic, dof)),
    varianceRatio: ratio,
    varianceFlag: ratio === null ? null : isUnusual(ratio, t.size - 1),
  };
}

function isUnusual(ratio: number, dof: number): boolean {
  return fisherF.cdf(ratio, dof, dof) < 0.025 || fisherF.sf(ratio, dof, dof) < 0.025;
}

function reduction(before: number | null, after: number | null): number | null {
  if (before === null || after === null) return null;
  return finite(100 * (1 - Math.abs(after) / Math.abs(before)));
}

export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
