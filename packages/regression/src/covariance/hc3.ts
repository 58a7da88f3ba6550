import type { CovarianceEstimator } from "../types.ts";
import { leverageCorrected } from "./leverage-corrected.ts";

/**
 * Covariance for independent errors whose variance differs by row, each squared residual divided by
 * (1 − h)² (MacKinnon and White 1985), close to the jackknife; leverages h count the fixed effects. No
 * other small-sample factor; t with n−K degrees of freedom.
 *
 * Estimating throws OPTION_UNSUPPORTED when fixed effects are too large for leverages.
 *
 * @example
 * hc3().estimate(fit).matrix;
 */
export function hc3(): CovarianceEstimator {
  return leverageCorrected("hc3", 1);
}
