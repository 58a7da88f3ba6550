import { doublyRobust } from "./doubly-robust.ts";
import { improvedDoublyRobust } from "./improved-doubly-robust.ts";
import { inverseProbability } from "./inverse-probability.ts";
import { outcomeRegression } from "./outcome-regression.ts";
import { prepareTwoByTwo } from "./prepare-two-by-two.ts";
import type { TwoByTwo, TwoByTwoData } from "./two-by-two-data.ts";

/** Estimators by the names that tables of did and DRDID use. */
export const TWO_BY_TWO_METHODS = ["dr", "dr-improved", "ipw", "reg"] as const;

export type TwoByTwoMethod = (typeof TWO_BY_TWO_METHODS)[number];

export interface TwoByTwoOptions {
  /**
   * `"dr"` (default): outcome regression and inverse probability weighting, right if either model is;
   * `"dr-improved"`: the same with models fitted so that inference is right as well; `"ipw"`: normalised
   * inverse probability weighting; `"reg"`: outcome regression.
   */
  readonly method?: TwoByTwoMethod | undefined;
  /** Controls with a score this high or higher are left out (`dr`, `ipw`). Default: 0.995. */
  readonly trim?: number | undefined;
}

/**
 * Average effect on the treated of a two-period difference-in-differences with covariates (Sant'Anna and
 * Zhao 2020), with its influence function.
 *
 * Trends are parallel given the covariates. With Δ = y1 − y0, μ(x) the regression of Δ on x among the
 * controls and p(x) the logit of treatment: `reg` is the mean of Δ − μ(x) over the treated (Heckman,
 * Ichimura and Todd 1997); `ipw` compares Δ of the treated with Δ of controls weighted by p/(1 − p),
 * both weights normalised (Abadie 2005); `dr` does so with Δ − μ(x). `dr-improved` fits p by its balance
 * conditions and μ by least squares weighted with p/(1 − p).
 *
 * @returns the effect and one influence value for each unit: a variance is their mean square over n, or
 *   of their sums within clusters
 * @throws NO_TREATED, NO_UNTREATED, SEPARATION, NOT_CONVERGED, MOMENTS_INFEASIBLE (`dr-improved`),
 *   TOO_FEW_ROWS (covariates collinear among the controls)
 * @see R DRDID `drdid_panel`, `drdid_imp_panel`, `std_ipw_did_panel`, `reg_did_panel`, whose figures these
 *   are
 * @example
 * const { att, influence } = twoByTwo({ y1, y0, d, x: [{ name: "age", values: age }] });
 * const stdError = Math.sqrt(influence.reduce((s, v) => s + v * v, 0)) / influence.length;
 */
export function twoByTwo(data: TwoByTwoData, options: TwoByTwoOptions = {}): TwoByTwo {
  const { method = "dr", trim = 0.995 } = options;
  const problem = prepareTwoByTwo(data);
  switch (method) {
    case "dr":
      return doublyRobust(problem, trim);
    case "dr-improved":
      return improvedDoublyRobust(problem);
    case "ipw":
      return inverseProbability(problem, trim);
    case "reg":
      return outcomeRegression(problem);
  }
}
