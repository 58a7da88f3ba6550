import type { Factor } from "@ceteris/core";
import type { CovarianceEstimator, LinearFit } from "@ceteris/regression";
import type { ResolvedCovariance } from "../model/options.ts";
import type { ScoreGroups } from "./residual-scores.ts";

/** Standard errors that a coefficient's own scores determine, with their small-sample factor. */
export interface ScoreErrors {
  readonly type: "iid" | "scores";
  /** Clusters whose scores are summed before they are squared; null when each row is its own. */
  readonly groups: ScoreGroups | null;
  readonly scale: number;
  readonly dof: number;
}

/**
 * How draws get standard errors without a regression; null for covariances that need one (two-way, bias
 * reduced, of leverages or of lags).
 *
 * @param fit the model without treatment
 */
export function scoreErrors(
  fit: LinearFit,
  estimator: CovarianceEstimator,
  { type, by }: ResolvedCovariance,
  factors: ReadonlyMap<string, Factor>,
): ScoreErrors | null {
  if (type === "iid") return { type: "iid", groups: null, ...probe(fit, estimator) };
  if (type === "hc1") return { type: "scores", groups: null, ...probe(fit, estimator) };
  if (type !== "cluster" || by.length !== 1) return null;
  return { type: "scores", groups: factors.get(by[0]!)!, ...probe(fit, estimator) };
}

/**
 * The small-sample factor and the degrees of freedom, asked of the estimator itself: under a fit with
 * one score of 1 and a bread of 1 the variance is the factor.
 */
function probe(fit: LinearFit, estimator: CovarianceEstimator): { scale: number; dof: number } {
  const k = fit.terms.length + 1;
  const one = new Float64Array(fit.nObs);
  one[0] = 1;
  const none = new Float64Array(fit.nObs);
  const bread = new Float64Array(k * k);
  for (let j = 0; j < k; j++) bread[j * k + j] = 1;
  const { scoreSums: _, ...rest } = fit;
  const { matrix, dof } = estimator.estimate({
    ...rest,
    terms: ["did", ...fit.terms],
    coefficients: new Float64Array(k),
    within: [one, ...fit.terms.map(() => none)],
    residuals: fit.weights ? one.map((v) => v / fit.weights![0]!) : one,
    bread,
    rss: 1,
  });
  return { scale: matrix[0]!, dof: dof[0]! };
}
