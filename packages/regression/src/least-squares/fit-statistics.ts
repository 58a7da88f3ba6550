import type { FitStatistics } from "@ceteris/core";
import { type Covariance, countCoefficients, type LinearFit } from "../types.ts";

/**
 * R², within R², root mean squared error and degrees of freedom of a fit, as fixest reports them:
 * `rmse` is √(RSS / n), with weights √(weighted RSS / sum of weights).
 */
export function fitStatistics(fit: LinearFit, covariance: Covariance): FitStatistics {
  const total = fit.weights ? fit.weights.reduce((a, b) => a + b, 0) : fit.nObs;
  return Object.freeze({
    r2: share(fit.rss, fit.tss),
    r2Within: share(fit.rss, fit.tssWithin),
    rmse: Math.sqrt(fit.rss / total),
    dofResidual: fit.nObs - countCoefficients(fit) - fit.nEffects,
    nClusters: covariance.nClusters,
  });
}

function share(rss: number, tss: number): number | null {
  return tss > 0 ? 1 - rss / tss : null;
}
