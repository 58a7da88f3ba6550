import { CeterisError, derive, type Factor } from "@ceteris/core";
import { checkClusters } from "../covariance/cluster.ts";
import { recodeFactor } from "../recode-factor.ts";
import type { LinearFit } from "../types.ts";
import { clusterRows } from "./cluster-rows.ts";
import { type DrawColumns, emptyColumns } from "./draw-columns.ts";
import { drawTables } from "./draw-tables.ts";
import { makeClusterParts } from "./make-cluster-parts.ts";
import { requireWildType, type WildType } from "./wild-type.ts";
import {
  drawPlaces,
  fewestForRademacher,
  numberedPlaces,
  requireWildWeights,
  type WildWeights,
  wildPoints,
} from "./wild-weights.ts";

export interface WildDrawsOptions {
  /** Coefficient tested: one of the terms of the fit. */
  readonly term: string;
  /** Clusters whose residuals share a weight, on the rows of the fit. */
  readonly by: Factor;
  /**
   * What the t statistics cluster by: one factor, or two for two-way clustering. Default: `by`. With
   * `by` finer than that the bootstrap is by subcluster (MacKinnon and Webb 2018).
   */
  readonly errors?: readonly Factor[] | undefined;
  /** Default: classic. The others need `errors` to be `by`. */
  readonly type?: WildType | undefined;
  /** Number of draws. Default 9999. */
  readonly draws?: number | undefined;
  /** Default: Rademacher, or Webb's six points with fewer than 12 clusters. */
  readonly weights?: WildWeights | undefined;
  /** Whether the hypothesis is imposed on the residuals (WCR) or not (WCU). Default true. */
  readonly imposeNull?: boolean | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
}

/**
 * The draws of a wild cluster bootstrap of one coefficient, as functions of the value that is tested:
 * with δ = estimate − value, draw b has the statistic
 * (numerator + δ·shift) / √(variance + 2δ·cross + δ²·shiftVariance), to be compared with
 * δ / √(variance of the estimate). Small-sample factors multiply both variances alike and are left out.
 */
export interface WildDraws extends DrawColumns {
  readonly estimate: number;
  /** Clustered variance of the estimate, without small-sample factors. */
  readonly variance: number;
  readonly nDraws: number;
  readonly nClusters: number;
  /** Every vector of Rademacher weights was used once. */
  readonly enumerated: boolean;
  readonly weights: WildWeights;
  readonly type: WildType;
  readonly imposeNull: boolean;
  /** Variances clustered two ways may come out negative: such draws have no t statistic and do not count. */
  readonly twoWay: boolean;
}

/** Draws share a random stream in blocks, so that blocks could run anywhere in any order. */
const BLOCK = 1024;

/**
 * Draws the wild cluster bootstrap: outcomes that keep the fitted values and multiply the residuals of
 * each cluster by a random weight of mean 0 and variance 1 (Cameron, Gelbach and Miller 2008).
 *
 * No regression is run for a draw. Its estimate and clustered variance come from sums by cluster, taken
 * once (Roodman, MacKinnon, Nielsen and Webb 2019), and both are polynomials in the value tested, so
 * that the same draws serve every value. Fixed effects that span clusters, as years do, are absorbed
 * again in each draw, through the Cholesky factor of their dummies net of the nested effects.
 *
 * When there are no more than `draws` vectors of Rademacher weights, each is used once.
 *
 * In the variants of MacKinnon, Nielsen and Webb (2023) residuals, variances or both come from the
 * cluster jackknife; `type` says which.
 *
 * @throws TOO_FEW_CLUSTERS (one cluster), OPTION_INVALID (draws, weights, type, seed), OPTION_UNSUPPORTED
 *   (more than 1024 levels of fixed effects that are not nested in clusters; a jackknife of what is not
 *   identified without a cluster, or with two-way clustering or subclusters; too many clusters)
 * @see Stata `boottest`, R fwildclusterboot
 * @example
 * const draws = wildDraws(leastSquares(model), { term: "did", by: province });
 * wildPValue(draws, 0);
 */
export function wildDraws(fit: LinearFit, options: WildDrawsOptions): WildDraws {
  const { term, draws = 9999, type = "classic", imposeNull = true, seed = 1 } = options;
  const position = fit.terms.indexOf(term);
  if (position < 0) throw new RangeError(`the fit has no term ${term}`);
  if (!(Number.isSafeInteger(draws) && draws > 0)) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "draws",
      what: `${draws} is not a whole number above zero`,
      mend: "Give a number such as 9999",
    });
  }
  const by = recodeFactor(options.by, null);
  const errors = (options.errors ?? [options.by]).map((factor) =>
    factor === options.by ? by : recodeFactor(factor, null),
  );
  checkClusters(fit, [by, ...errors.filter((factor) => factor !== by)]);
  requireWildType(type);
  refuseJackknife(type, by, errors);
  const weights = options.weights ?? (by.nLevels < fewestForRademacher ? "webb" : "rademacher");
  requireWildWeights(weights);
  const parts = makeClusterParts(fit, position, { by, errors, type, imposeNull });
  const { nClusters } = parts;
  const enumerated = weights === "rademacher" && 2 ** nClusters <= draws;
  const nDraws = enumerated ? 2 ** nClusters : draws;
  const rows = clusterRows(parts, imposeNull);
  const tables = drawTables(rows, wildPoints(weights));
  const columns = emptyColumns(nDraws);
  const assemble = rows.assembler(tables.sums, columns);
  const places = new Uint8Array(nClusters);
  let stream = derive(seed, 0);
  for (let b = 0; b < nDraws; b++) {
    if (enumerated) numberedPlaces(b, places);
    else {
      if (b > 0 && b % BLOCK === 0) stream = derive(seed, b / BLOCK);
      drawPlaces(weights, stream, places);
    }
    tables.draw(places);
    assemble(b);
  }
  return Object.freeze({
    estimate: fit.coefficients[position]!,
    variance: parts.variance,
    nDraws,
    nClusters,
    enumerated,
    weights,
    type,
    imposeNull,
    twoWay: errors.length > 1,
    ...columns,
  });
}

/** @throws OPTION_UNSUPPORTED: the jackknife leaves out what the t statistic clusters by, in one way */
function refuseJackknife(type: WildType, by: Factor, errors: readonly Factor[]): void {
  if (type === "classic" || (errors.length === 1 && errors[0] === by)) return;
  const also = errors.length > 1 ? "two-way clustering" : `weights by “${by.name}”, other than the clusters`;
  throw new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "wildType",
    what: `“${type}” leaves out one cluster after another, which is not defined with ${also}`,
    mend: "Choose “classic”, or cluster one way and let the same clusters get the weights",
  });
}
