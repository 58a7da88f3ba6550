import type { CovarianceEstimator } from "../types.ts";
import { type BiasReducedOptions, biasReduced } from "./bias-reduced.ts";

/**
 * Bias-reduced clustered covariance (Bell and McCaffrey 2002) with Satterthwaite degrees of freedom
 * (Pustejovsky and Tipton 2018), for few or unequal clusters. The working model is independent errors
 * of one variance; residuals are adjusted for the fixed effects too, whether nested in clusters or not.
 *
 * Estimating throws TOO_FEW_CLUSTERS (one cluster) and OPTION_UNSUPPORTED (a cluster above
 * 3000 rows, weights with more than 10 000 rows, fixed effects too large for leverages).
 *
 * @see R clubSandwich `vcovCR(type = "CR2")`, `coef_test(test = "Satterthwaite")`
 * @example
 * const { matrix, dof } = cr2({ by: province }).estimate(fit);
 */
export function cr2(options: BiasReducedOptions): CovarianceEstimator {
  return biasReduced("cr2", -0.5, options);
}
