import type { Regressor } from "../types.ts";
import { checkCounts } from "./count-outcome.ts";
import { type FamilyFit, fitFamily } from "./fit-family.ts";
import { poisson, poissonDeviance } from "./poisson.ts";

/** A count and its regressors on complete rows: every array has one value for each row. */
export interface PoissonModel {
  /** Zero or more, whole or not. */
  readonly outcome: Float64Array;
  /** Without the intercept, which is always there. */
  readonly regressors: readonly Regressor[];
  /** Frequency or importance weights, not negative; rows of weight 0 do not count. */
  readonly weights?: Float64Array | undefined;
  /** How messages name the model; default "Poisson model". */
  readonly name?: string | undefined;
  /** Newton steps before giving up; default 100. */
  readonly maxIterations?: number | undefined;
}

export interface PoissonFit extends FamilyFit {
  /** Σ 2w (y ln(y/μ) − (y − μ)). */
  readonly deviance: number;
}

/**
 * Poisson regression by maximum likelihood, to 1e-12 of a standard error: E(y | x) = exp(β₀ + x′β).
 *
 * For counts and other outcomes of zero or more. Coefficients are consistent whatever the distribution
 * if the mean is right (Gourieroux, Monfort and Trognon 1984), but `covariance`, the inverse information,
 * holds for Poisson counts only. With fixed effects, or for clustered errors, see `poissonAbsorbed`.
 * `fitted` is the expected outcome.
 *
 * @throws EMPTY_SAMPLE, OUTCOME_NEGATIVE, NOT_FINITE, WEIGHTS_INVALID; NO_VARIATION when the outcome is 0
 *   throughout; SEPARATION, naming the columns, when regressors predict zeros without error so that no
 *   maximum exists; NOT_CONVERGED
 * @see R `glm(family = poisson)`, whose figures these are
 * @example
 * const fit = poissonModel({
 *   outcome: Float64Array.of(0, 1, 0, 3, 2, 5),
 *   regressors: [{ name: "x", values: Float64Array.of(1, 2, 3, 4, 5, 6), role: "control" }],
 * });
 * fit.terms; // ["intercept", "x"]
 */
export function poissonModel(model: PoissonModel): PoissonFit {
  const { outcome, regressors } = model;
  const where = model.name ?? "Poisson model";
  checkCounts(where, outcome, regressors, model.weights ?? null);
  const weights = model.weights ?? new Float64Array(outcome.length).fill(1);
  const fit = fitFamily(where, poisson, { outcome, regressors, weights }, model.maxIterations ?? 100);
  return Object.freeze({ ...fit, deviance: poissonDeviance(outcome, fit.linearPredictor, weights) });
}
