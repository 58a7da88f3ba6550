import { CeterisError, multiply } from "@ceteris/core";
import { binaryModel } from "@ceteris/regression";
import { onBasis } from "./control-trend.ts";
import type { TwoByTwoProblem } from "./prepare-two-by-two.ts";

/** Scores nearer to 1 than this are taken as this near, as in DRDID. */
const LARGEST_SCORE = 1 - 1e-6;

/** A logit of treatment and the weights that it gives the controls. */
export interface TreatmentScore {
  /** w p/(1 − p) of controls, 0 for the treated and for controls that are trimmed. */
  readonly controlWeights: Float64Array;
  /** How an average moves with each unit through the score, m being its derivative by the coefficients. */
  influenceOn(m: Float64Array): Float64Array;
}

/** @throws SEPARATION, NOT_CONVERGED */
export function treatmentScore(problem: TwoByTwoProblem, trim: number): TreatmentScore {
  const { d, w, n, basis, covariates } = problem;
  const fit = logitOn(
    problem,
    basis.slice(1).map((values, k) => ({ name: covariates[k]!.name, values })),
  );
  const k = basis.length;
  const scores = fit.fitted.map((p) => Math.min(p, LARGEST_SCORE));
  return {
    controlWeights: scores.map((p, i) => (d[i] === 1 || p >= trim ? 0 : (w[i]! * p) / (1 - p))),
    influenceOn: (m) =>
      onBasis(problem, multiply(fit.covariance, m, k, k, 1)).map(
        (v, i) => n * v * w[i]! * (d[i]! - scores[i]!),
      ),
  };
}

/** The logit on the basis; if there is none, the one on the covariates themselves says why in their terms. */
function logitOn({ d, w, covariates }: TwoByTwoProblem, columns: TwoByTwoProblem["covariates"]) {
  const logit = (regressors: TwoByTwoProblem["covariates"]) =>
    binaryModel({
      outcome: d,
      regressors: regressors.map((x) => ({ ...x, role: "control" as const })),
      weights: w,
      link: "logit",
      name: "score of treatment (logit)",
    });
  try {
    return logit(columns);
  } catch (error) {
    if (error instanceof CeterisError) logit(covariates);
    throw error;
  }
}
