import type { Factor } from "@ceteris/core";
import type { Covariance, LinearFit, SmallSample } from "../types.ts";
import { checkClusters, clusterCounts } from "./cluster.ts";
import { repairCovariance, scaledSandwich } from "./sandwich.ts";
import { timeSeriesScale } from "./time-series-scale.ts";

/** A covariance from a lagged meat: T−1 degrees of freedom, negative eigenvalues repaired and said. */
export function laggedCovariance(
  fit: LinearFit,
  time: Factor,
  meat: Float64Array,
  smallSample: SmallSample,
  what: string,
): Covariance {
  const k = fit.terms.length;
  const nPeriods = time.nLevels;
  const warnings = checkClusters(fit, [time]);
  const raw = scaledSandwich(fit.bread, meat, k, timeSeriesScale(fit, nPeriods, smallSample));
  const repaired = repairCovariance(raw, k, what);
  return Object.freeze({
    matrix: repaired.matrix,
    dof: new Float64Array(k).fill(nPeriods - 1),
    nClusters: clusterCounts([time]),
    warnings: Object.freeze([...warnings, ...repaired.warnings]),
  });
}
