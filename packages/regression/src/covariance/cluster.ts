import { CeterisError, crossFactors, type Factor, type Warning } from "@ceteris/core";
import { recodeFactor } from "../recode-factor.ts";
import {
  type Covariance,
  type CovarianceEstimator,
  countCoefficients,
  type LinearFit,
  type SmallSample,
} from "../types.ts";
import { outerSum, repairCovariance, scaledSandwich, scoreSums } from "./sandwich.ts";
import { countParameters, ratio } from "./small-sample.ts";

export interface ClusterOptions {
  /** One factor for each way of clustering, on the rows of the fit. */
  readonly by: readonly Factor[];
  /** Small-sample profile. Default "fixest". */
  readonly smallSample?: SmallSample;
}

/**
 * Covariance for errors correlated within clusters (CR1), in one way or several at once.
 *
 * One way: (n−1)/(n−K) · G/(G−1) · bread · Σ s s′ · bread over the clusters' score sums s. Several
 * ways: V_a + V_b − V_ab and so on with alternating signs (Cameron, Gelbach and Miller 2011), with
 * the factor of the way with fewest clusters; negative eigenvalues are set to 0 and said in a warning.
 * t has G−1 degrees of freedom for the smallest G. `reghdfe` uses the same factors with effects
 * counted exactly; `plm` no factor and n−K degrees of freedom; `none` no factor.
 *
 * @throws TOO_FEW_CLUSTERS (only one cluster)
 * @example
 * cluster({ by: [city] }).estimate(fit);
 */
export function cluster(options: ClusterOptions): CovarianceEstimator {
  const smallSample = options.smallSample ?? "fixest";
  const by = options.by.map((factor) => recodeFactor(factor, null));
  if (by.length === 0) throw new RangeError("cluster needs a factor");
  return Object.freeze({
    name: "cluster",
    spec: Object.freeze({ vcov: "cluster", cluster: by.map((f) => f.name), ssc: smallSample }),
    estimate: (fit: LinearFit) => estimate(fit, by, smallSample),
  });
}

function estimate(fit: LinearFit, by: readonly Factor[], smallSample: SmallSample): Covariance {
  const k = fit.terms.length;
  const warnings = checkClusters(fit, by);
  const meat = new Float64Array(k * k);
  for (const { factor, sign } of combinations(by)) {
    const part = outerSum(scoreSums(fit, factor.codes, factor.nLevels), k);
    for (let i = 0; i < meat.length; i++) meat[i]! += sign * part[i]!;
  }
  const fewest = Math.min(...by.map((f) => f.nLevels));
  const raw = scaledSandwich(fit.bread, meat, k, clusterScale(fit, by, smallSample));
  const repaired =
    by.length > 1
      ? repairCovariance(raw, k, `clustered by ${by.map((f) => f.name).join(" and ")}`)
      : { matrix: raw, warnings: [] };
  const left = fit.nObs - countCoefficients(fit) - fit.nEffects;
  return Object.freeze({
    matrix: repaired.matrix,
    dof: new Float64Array(k).fill(smallSample === "plm" ? left : fewest - 1),
    nClusters: clusterCounts(by),
    warnings: Object.freeze([...warnings, ...repaired.warnings]),
  });
}

/** (n−1)/(n−K) · G/(G−1) with the fewest clusters G, or 1 where the profile does not correct. */
export function clusterScale(fit: LinearFit, by: readonly Factor[], smallSample: SmallSample): number {
  if (smallSample !== "fixest" && smallSample !== "reghdfe") return 1;
  const fewest = Math.min(...by.map((factor) => recodeFactor(factor, null).nLevels));
  return ratio(fit.nObs - 1, fit.nObs - countParameters(fit, by, smallSample)) * (fewest / (fewest - 1));
}

/** Clusters of each way, by name. */
export function clusterCounts(by: readonly Factor[]): Readonly<Record<string, number>> {
  return Object.freeze(Object.fromEntries(by.map((f) => [f.name, f.nLevels])));
}

/** Refuses a single cluster and warns of no more clusters than coefficients. */
export function checkClusters(fit: LinearFit, by: readonly Factor[]): Warning[] {
  const k = fit.terms.length;
  return by.flatMap((factor): Warning[] => {
    if (factor.codes.length !== fit.nObs)
      throw new RangeError(`cluster ${factor.name} is not on the rows of the fit`);
    const count = factor.nLevels;
    refuseOneCluster(factor);
    if (count > k) return [];
    return [
      {
        code: "CLUSTERS_BELOW_COEFFICIENTS",
        message: `There are ${count} clusters of ${factor.name} for ${k} coefficients: their covariance matrix is singular, and joint tests of all of them are impossible. Cluster at a finer level or use fewer regressors.`,
        details: { cluster: factor.name, clusters: count, coefficients: k },
      },
    ];
  });
}

/** @throws TOO_FEW_CLUSTERS */
export function refuseOneCluster(factor: Factor): void {
  if (factor.nLevels > 1) return;
  throw new CeterisError({
    code: "TOO_FEW_CLUSTERS",
    where: `cluster “${factor.name}”`,
    what: `all rows are in one cluster (${factor.labels[0]})`,
    mend: "Cluster by a column with at least two values in the sample",
    details: { cluster: factor.name, clusters: factor.nLevels },
  });
}

/** Every non-empty subset of the ways, crossed, with its sign. */
function combinations(by: readonly Factor[]): { factor: Factor; sign: 1 | -1 }[] {
  const out: { factor: Factor; sign: 1 | -1 }[] = [];
  for (let mask = 1; mask < 1 << by.length; mask++) {
    const chosen = by.filter((_, j) => mask & (1 << j));
    out.push({ factor: crossFactors(chosen), sign: chosen.length % 2 === 1 ? 1 : -1 });
  }
  return out;
}
