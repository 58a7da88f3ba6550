import type { Warning } from "@ceteris/core";
import { type Covariance, type CovarianceEstimator, countCoefficients, type LinearFit } from "../types.ts";
import { leverages } from "./leverages.ts";
import { scaledSandwich } from "./sandwich.ts";
import { squaredScores } from "./squared-scores.ts";

/** A row is fitted exactly when its leverage is 1 to half the digits, as fixest judges. */
const full = 1 - Math.sqrt(Number.EPSILON);

/** HC2 and HC3: residuals divided by (1 − leverage) to a power. */
export function leverageCorrected(name: "hc2" | "hc3", power: number): CovarianceEstimator {
  return Object.freeze({
    name,
    spec: Object.freeze({ vcov: name }),
    estimate: (fit: LinearFit): Covariance => {
      const k = fit.terms.length;
      const h = leverages(fit.whole?.fit ?? fit);
      const exact = h.reduce((count, v) => count + (v > full ? 1 : 0), 0);
      const factor = h.map((v) => (v > full ? 0 : (1 - v) ** -power));
      return Object.freeze({
        matrix: scaledSandwich(fit.bread, squaredScores(fit, factor), k, 1),
        dof: new Float64Array(k).fill(fit.nObs - countCoefficients(fit) - fit.nEffects),
        nClusters: Object.freeze({}),
        warnings: Object.freeze(exact > 0 ? [fittedExactly(name, exact)] : []),
      });
    },
  });
}

function fittedExactly(name: string, count: number): Warning {
  return {
    code: "FULL_LEVERAGE",
    message: `Rows fitted exactly by parameters of their own (leverage 1): ${count}. They say nothing about the errors, and ${name} leaves them out of the variance. Drop them, or use fewer parameters.`,
    details: { rows: count, vcov: name },
  };
}
