import type { DistributionRow } from "@ceteris/core";
import { type Covariate, finite } from "./balance-rows.ts";
import { type DistributionFunctions, distributionFunctions } from "./distribution-functions.ts";
import { effectiveWeights } from "./effective-weights.ts";
import { groupMoments, type Moments } from "./moments.ts";

/** Standard deviations that a difference of means is measured in; always those before weighting. */
export const STANDARD_DEVIATIONS = ["treated", "controls", "pooled", "all"] as const;

export type StandardDeviation = (typeof STANDARD_DEVIATIONS)[number];

/**
 * Balance beyond the mean, as cobalt shows it: the difference of means in standard deviations (of shares,
 * in their own units, for a 0/1 covariate), the ratio of variances, and the distance of the two
 * distribution functions, largest and mean over the values that occur (one step of a 0/1 covariate).
 *
 * Variances after weighting are Σw(x − x̄)² / (Σw − Σw²/Σw). `pooled` is the root mean of the two groups'
 * variances, `all` that of all rows together.
 *
 * @param before base weights
 * @param after weights made from them
 * @see R cobalt `bal.tab(stats = c("mean.diffs", "variance.ratios", "ks.statistics"))`; the mean distance
 *   of distribution functions is that of MatchIt's `summary`
 */
export function distributionRows(
  covariates: readonly Covariate[],
  treated: Float64Array,
  before: Float64Array,
  after: Float64Array,
  standardDeviation: StandardDeviation,
): readonly DistributionRow[] {
  const [base, final] = [before, after].map((weights) => effectiveWeights(weights, treated)) as [
    Float64Array,
    Float64Array,
  ];
  return covariates.flatMap(({ name, values }) => {
    const binary = values.every((v) => v === 0 || v === 1);
    const scale = binary ? 1 : spread(values, treated, base, before, standardDeviation);
    const samples = { before: base, after: final };
    const functions = distributionFunctions(values, treated, [base, final]);
    return (["before", "after"] as const).map((sample, k): DistributionRow => {
      const weights = samples[sample];
      const [c, t] = ([0, 1] as const).map((group) => groupMoments(values, treated, group, weights)) as [
        Moments,
        Moments,
      ];
      const { ks, ecdfMean } = distances(functions[k]!);
      return {
        covariate: name,
        sample,
        type: binary ? "binary" : "continuous",
        difference: finite((t.mean - c.mean) / scale),
        varianceRatio: binary ? null : finite(t.variance / c.variance),
        ks,
        ecdfMean: binary ? ks : ecdfMean,
      };
    });
  });
}

/** Largest and mean absolute difference of two distribution functions. */
export function distances({ treated, controls }: DistributionFunctions): {
  readonly ks: number | null;
  readonly ecdfMean: number | null;
} {
  let largest = 0;
  let sum = 0;
  for (let i = 0; i < treated.length; i++) {
    const gap = Math.abs(treated[i]! - controls[i]!);
    largest = Math.max(largest, gap);
    sum += gap;
  }
  return { ks: finite(largest), ecdfMean: finite(sum / treated.length) };
}

function spread(
  values: Float64Array,
  treated: Float64Array,
  effective: Float64Array,
  before: Float64Array,
  kind: StandardDeviation,
): number {
  const variance = (group: 0 | 1) => groupMoments(values, treated, group, effective).variance;
  if (kind === "treated") return Math.sqrt(variance(1));
  if (kind === "controls") return Math.sqrt(variance(0));
  if (kind === "pooled") return Math.sqrt((variance(0) + variance(1)) / 2);
  const everybody = new Float64Array(values.length);
  return Math.sqrt(groupMoments(values, everybody, 0, effectiveWeights(before, everybody)).variance);
}
