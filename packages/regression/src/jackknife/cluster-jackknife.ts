import type { Factor } from "@ceteris/core";
import { checkClusters } from "../covariance/cluster.ts";
import { recodeFactor } from "../recode-factor.ts";
import type { LinearFit } from "../types.ts";
import { scoreBasis, weigh } from "./score-basis.ts";
import { withoutCluster } from "./without-cluster.ts";

export interface ClusterJackknifeOptions {
  /** Coefficient: one of the terms of the fit. */
  readonly term: string;
  /** The clusters, on the rows of the fit. */
  readonly by: Factor;
}

/** One number for each cluster, in the order of the factor's labels. */
export interface ClusterJackknife {
  readonly clusters: Factor;
  /** The coefficient without the cluster; NaN where the other clusters do not identify it. */
  readonly coefficients: Float64Array;
  /** Trace of the cluster's block of the projection on the regressors; over clusters they sum to `rank`. */
  readonly leverage: Float64Array;
  /** Share of the cluster in the squares of the term's regressor net of all others. */
  readonly partialLeverage: Float64Array;
  /** Coefficients and effects that span clusters; effects nested in clusters are partialled out before. */
  readonly rank: number;
}

/**
 * A coefficient without each cluster in turn, and how much of the design each cluster has, without
 * running regressions: β − β₍₋g₎ = (X′X − X_g′X_g)⁻¹ X_g′ê_g from sums by cluster (MacKinnon, Nielsen and Webb 2023).
 * Effects nested in clusters are partialled out first, which changes no coefficient and makes X′X − X_g′X_g
 * invertible; parameters that only one cluster identifies go with it.
 *
 * @throws TOO_FEW_CLUSTERS (one cluster), OPTION_UNSUPPORTED (more than 1024 levels of fixed effects that
 *   are not nested in clusters, or too many for that many clusters)
 * @see Stata and R summclust, whose leverages these are with `absorb`
 * @example
 * const { coefficients } = clusterJackknife(leastSquares(model), { term: "did", by: province });
 */
export function clusterJackknife(fit: LinearFit, options: ClusterJackknifeOptions): ClusterJackknife {
  const position = fit.terms.indexOf(options.term);
  if (position < 0) throw new RangeError(`the fit has no term ${options.term}`);
  const by = recodeFactor(options.by, null);
  checkClusters(fit, [by]);
  const request = { by, values: weigh(fit.residuals, fit.weights) };
  const { rank, sums, products } = scoreBasis(fit, position, by, [request], true);
  const root = Math.sqrt(fit.bread[position * fit.terms.length + position]!);
  const column = () => new Float64Array(by.nLevels);
  const [coefficients, leverage, partialLeverage] = [column(), column(), column()];
  for (let g = 0; g < by.nLevels; g++) {
    const own = products!.subarray(g * rank * rank, (g + 1) * rank * rank);
    const without = withoutCluster(own, rank, 0);
    const moved = without.solve(sums[0]!.slice(g * rank, (g + 1) * rank))[0]!;
    coefficients[g] = without.identified ? fit.coefficients[position]! - root * moved : Number.NaN;
    for (let p = 0; p < rank; p++) leverage[g]! += own[p * rank + p]!;
    partialLeverage[g] = own[0]!;
  }
  return Object.freeze({ clusters: by, coefficients, leverage, partialLeverage, rank });
}
