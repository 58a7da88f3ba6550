import {
  type Covariance,
  type CovarianceEstimator,
  countCoefficients,
  type LinearFit,
  type SmallSample,
} from "../types.ts";
import { countEffects, ratio } from "./small-sample.ts";

export interface SmallSampleOptions {
  /** Small-sample profile. Default "fixest". */
  readonly smallSample?: SmallSample;
}

/**
 * Covariance for independent errors of one variance: RSS/(n−K) · (X′WX)⁻¹, t with n−K degrees of
 * freedom. The profile `none` divides by n.
 *
 * @example
 * iid().estimate(fit).matrix;
 */
export function iid(options: SmallSampleOptions = {}): CovarianceEstimator {
  const smallSample = options.smallSample ?? "fixest";
  return Object.freeze({
    name: "iid",
    spec: Object.freeze({ vcov: "iid", ssc: smallSample }),
    estimate: (fit: LinearFit): Covariance => {
      const k = fit.terms.length;
      const left = fit.nObs - countCoefficients(fit) - countEffects(fit, smallSample);
      const variance = ratio(fit.rss, smallSample === "none" ? fit.nObs : left);
      return Object.freeze({
        matrix: fit.bread.map((b) => b * variance),
        dof: new Float64Array(k).fill(left),
        nClusters: Object.freeze({}),
        warnings: Object.freeze([]),
      });
    },
  });
}
