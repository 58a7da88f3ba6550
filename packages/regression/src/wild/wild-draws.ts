import { CeterisError, derive, type Factor } from "@ceteris/core";
import { checkClusters } from "../covariance/cluster.ts";
import { recodeFactor } from "../recode-factor.ts";
import type { LinearFit } from "../types.ts";
import { clusterParts } from "./cluster-parts.ts";
import { clusterRows } from "./cluster-rows.ts";
import { drawTables } from "./draw-tables.ts";
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
  /** The clusters, on the rows of the fit. */
  readonly by: Factor;
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
  readonly imposeNull: boolean;
}

/** One number for each draw. */
export interface DrawColumns {
  readonly numerators: Float64Array;
  readonly shifts: Float64Array;
  readonly variances: Float64Array;
  readonly crosses: Float64Array;
  readonly shiftVariances: Float64Array;
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
 * @throws TOO_FEW_CLUSTERS (one cluster), OPTION_INVALID (draws, weights, seed), OPTION_UNSUPPORTED
 *   (more than 1024 levels of fixed effects that are not nested in clusters)
 * @see Stata `boottest`, R fwildclusterboot
 * @example
 * const draws = wildDraws(leastSquares(model), { term: "did", by: province });
 * wildPValue(draws, 0);
 */
export function wildDraws(fit: LinearFit, options: WildDrawsOptions): WildDraws {
  const { term, draws = 9999, imposeNull = true, seed = 1 } = options;
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
  checkClusters(fit, [by]);
  const weights = options.weights ?? (by.nLevels < fewestForRademacher ? "webb" : "rademacher");
  requireWildWeights(weights);
  const parts = clusterParts(fit, position, by);
  const { nClusters, sums } = parts;
  const enumerated = weights === "rademacher" && 2 ** nClusters <= draws;
  const nDraws = enumerated ? 2 ** nClusters : draws;
  const rows = clusterRows(parts, imposeNull);
  const tables = drawTables(rows, wildPoints(weights));
  const columns = emptyColumns(nDraws);
  const places = new Uint8Array(nClusters);
  let stream = derive(seed, 0);
  for (let b = 0; b < nDraws; b++) {
    if (enumerated) numberedPlaces(b, places);
    else {
      if (b > 0 && b % BLOCK === 0) stream = derive(seed, b / BLOCK);
      drawPlaces(weights, stream, places);
    }
    rows.assemble(tables(places), columns, b);
  }
  return Object.freeze({
    estimate: fit.coefficients[position]!,
    variance: sums.reduce((sum, s) => sum + s * s, 0),
    nDraws,
    nClusters,
    enumerated,
    weights,
    imposeNull,
    ...columns,
  });
}

function emptyColumns(nDraws: number): DrawColumns {
  const column = () => new Float64Array(nDraws);
  return {
    numerators: column(),
    shifts: column(),
    variances: column(),
    crosses: column(),
    shiftVariances: column(),
  };
}
