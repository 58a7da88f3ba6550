import type { CovarianceEstimator } from "../types.ts";
import { type BiasReducedOptions, biasReduced } from "./bias-reduced.ts";

/**
 * Clustered covariance with residuals multiplied by (I − H)⁻¹ of their cluster, close to the jackknife
 * over clusters (Bell and McCaffrey 2002), with Satterthwaite degrees of freedom. More cautious than
 * CR2. Where fixed effects nested in clusters make I − H singular, its pseudo-inverse is taken: the
 * same as estimating after these effects were absorbed.
 *
 * Estimating throws TOO_FEW_CLUSTERS (one cluster) and OPTION_UNSUPPORTED (a cluster above
 * 3000 rows, weights with more than 10 000 rows, fixed effects too large for leverages).
 *
 * @see R clubSandwich `vcovCR(type = "CR3")`
 * @example
 * const { matrix, dof } = cr3({ by: province }).estimate(fit);
 */
export function cr3(options: BiasReducedOptions): CovarianceEstimator {
  return biasReduced("cr3", -1, options);
}
