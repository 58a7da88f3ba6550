import { type Covariance, type CovarianceEstimator, countCoefficients, type LinearFit } from "../types.ts";
import type { SmallSampleOptions } from "./iid.ts";
import { scaledSandwich } from "./sandwich.ts";
import { countEffects, ratio } from "./small-sample.ts";
import { squaredScores } from "./squared-scores.ts";

/**
 * Covariance for independent errors whose variance differs by row (White 1980), times n/(n−K); t with
 * n−K degrees of freedom. The profiles `plm` and `none` leave the factor out.
 *
 * @example
 * hc1().estimate(fit).matrix;
 */
export function hc1(options: SmallSampleOptions = {}): CovarianceEstimator {
  const smallSample = options.smallSample ?? "fixest";
  return Object.freeze({
    name: "hc1",
    spec: Object.freeze({ vcov: "hc1", ssc: smallSample }),
    estimate: (fit: LinearFit): Covariance => {
      const k = fit.terms.length;
      const left = fit.nObs - countCoefficients(fit) - countEffects(fit, smallSample);
      const corrects = smallSample === "fixest" || smallSample === "reghdfe";
      return Object.freeze({
        matrix: scaledSandwich(fit.bread, squaredScores(fit, null), k, corrects ? ratio(fit.nObs, left) : 1),
        dof: new Float64Array(k).fill(left),
        nClusters: Object.freeze({}),
        warnings: Object.freeze([]),
      });
    },
  });
}
