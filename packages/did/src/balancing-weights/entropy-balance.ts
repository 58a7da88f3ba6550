import type { Covariate } from "../balance/balance-rows.ts";
import { momentColumns } from "./moment-columns.ts";
import { reweigh } from "./reweigh.ts";

/** Units to be weighted: every array has one value for each. */
export interface WeightingData {
  readonly covariates: readonly Covariate[];
  /** 1 for the treated, 0 for the controls. */
  readonly treated: Float64Array;
  /** Sampling weights, not negative. Default: all the same. */
  readonly base?: Float64Array | undefined;
}

export interface EntropyBalanceOptions {
  /** Whom the effect is for: the treated (`"att"`, default) or everybody (`"ate"`). */
  readonly estimand?: "att" | "ate" | undefined;
  /** Means alone (1, default), also variances (2), also skewness (3). */
  readonly moments?: 1 | 2 | 3 | undefined;
  /** Largest distance of a mean from its target, in standard deviations. Default: 1e-10. */
  readonly tolerance?: number | undefined;
  /** Newton steps before giving up. Default: 200. */
  readonly maxIterations?: number | undefined;
}

/**
 * Entropy balancing (Hainmueller 2012): among all weights under which the groups have exactly the same
 * means of the covariates, those closest to the base weights in Kullback–Leibler divergence.
 *
 * For the effect on the treated, controls get the means of the treated, who keep their base weights; for
 * everybody, both groups get the means of all. The weights of each group sum to the base weights of the
 * population aimed at. Squares and cubes are taken about the mean of that population, so that two
 * moments make variances equal and three also skewness.
 *
 * The weights of controls are those of a logit of treatment fitted by its balance conditions instead of
 * its likelihood (Zhao and Percival 2017), the covariate balancing score of the effect on the treated.
 *
 * @returns one weight for each unit
 * @throws MOMENTS_INFEASIBLE, naming covariates, when no weights meet the moments
 * @see R WeightIt `weightit(method = "ebal")`, which scales each group to a mean weight of 1
 * @example
 * const weights = entropyBalance({
 *   covariates: [{ name: "x", values: Float64Array.of(3, 1, 2, 3, 4) }],
 *   treated: Float64Array.of(1, 0, 0, 0, 0),
 * });
 */
export function entropyBalance(data: WeightingData, options: EntropyBalanceOptions = {}): Float64Array {
  const { covariates, treated } = data;
  const { estimand = "att", moments = 1, tolerance = 1e-10, maxIterations = 200 } = options;
  const base = data.base ?? new Float64Array(treated.length).fill(1);
  const ofTreated = base.map((w, i) => (treated[i] === 1 ? w : 0));
  const ofControls = base.map((w, i) => (treated[i] === 1 ? 0 : w));
  const target = estimand === "att" ? ofTreated : base;
  const size = target.reduce((sum, w) => sum + w, 0);
  const columns = momentColumns(covariates, target, moments);
  const towards = (group: "controls" | "treated units", own: Float64Array) => {
    const names = {
      group,
      target: estimand === "att" ? "treated units" : "whole sample",
      where: "entropy balancing",
    };
    return reweigh({ columns, base: own, target, names }, { tolerance, maxIterations }).weights;
  };
  const controls = towards("controls", ofControls);
  if (estimand === "att") return ofTreated.map((w, i) => w + size * controls[i]!);
  const both = towards("treated units", ofTreated);
  return both.map((w, i) => size * (w + controls[i]!));
}
