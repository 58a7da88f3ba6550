import { CeterisError } from "@ceteris/core";
import { type CovarianceEstimator, cluster, type EstimationSample, hc1, iid } from "@ceteris/regression";
import type { ResolvedOptions } from "./options.ts";

/**
 * The covariance estimator that a choice names, on the rows of a sample. The one place where the words
 * of the options become values.
 *
 * @throws OPTION_UNSUPPORTED
 */
export function covarianceEstimator(
  sample: EstimationSample,
  { type, by }: ResolvedOptions["covariance"],
  smallSample: ResolvedOptions["smallSample"],
): CovarianceEstimator {
  const factors = by.map((name) => sample.factors.get(name)!);
  switch (type) {
    case "iid":
      return iid({ smallSample });
    case "hc1":
      return hc1({ smallSample });
    case "cluster":
    case "twoway":
      return cluster({ by: factors, smallSample });
    default:
      throw new CeterisError({
        code: "OPTION_UNSUPPORTED",
        where: "covariance",
        what: `“${type}” is not available yet`,
        mend: "Choose iid, hc1, cluster or twoway",
      });
  }
}
