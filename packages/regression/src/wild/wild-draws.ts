import { CeterisError, derive, type Factor } from "@ceteris/core";
import { checkClusters } from "../covariance/cluster.ts";
import { recodeFactor } from "../recode-factor.ts";
import type { LinearFit } from "../types.ts";
import { type ClusterParts, clusterParts } from "./cluster-parts.ts";
import {
  fewestForRademacher,
  fillWeights,
  requireWildWeights,
  signsOf,
  type WildWeights,
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
export interface WildDraws {
  readonly estimate: number;
  /** Clustered variance of the estimate, without small-sample factors. */
  readonly variance: number;
  readonly nDraws: number;
  readonly nClusters: number;
  /** Every vector of Rademacher weights was used once. */
  readonly enumerated: boolean;
  readonly weights: WildWeights;
  readonly imposeNull: boolean;
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
  const weights = options.weights ?? (by.labels.length < fewestForRademacher ? "webb" : "rademacher");
  requireWildWeights(weights);
  const parts = clusterParts(fit, position, by);
  const { nClusters, sums } = parts;
  const enumerated = weights === "rademacher" && 2 ** nClusters <= draws;
  const nDraws = enumerated ? 2 ** nClusters : draws;
  const polynomials = imposeNull ? bothPolynomials(parts, nDraws) : residualsOnly(parts, nDraws);
  const v = new Float64Array(nClusters);
  let stream = derive(seed, 0);
  for (let b = 0; b < nDraws; b++) {
    if (enumerated) signsOf(b, v);
    else {
      if (b > 0 && b % BLOCK === 0) stream = derive(seed, b / BLOCK);
      fillWeights(weights, stream, v);
    }
    polynomials.take(v, b);
  }
  return Object.freeze({
    estimate: fit.coefficients[position]!,
    variance: sums.reduce((sum, s) => sum + s * s, 0),
    nDraws,
    nClusters,
    enumerated,
    weights,
    imposeNull,
    ...polynomials.out,
  });
}

function emptyDraws(nDraws: number) {
  const [numerators, shifts, variances, crosses, shiftVariances] = Array.from(
    { length: 5 },
    () => new Float64Array(nDraws),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  return { numerators, shifts, variances, crosses, shiftVariances };
}

/** Draws of the residuals of the fit alone: what is tested makes no difference to them. */
function residualsOnly({ nClusters, rank, left, right, sums }: ClusterParts, nDraws: number) {
  const out = emptyDraws(nDraws);
  const moved = new Float64Array(rank);
  const take = (v: Float64Array, b: number) => {
    let numerator = 0;
    let variance = 0;
    moved.fill(0);
    for (let g = 0, at = 0; g < nClusters; g++) {
      const vg = v[g]!;
      numerator += vg * sums[g]!;
      for (let p = 0; p < rank; p++, at++) moved[p]! += vg * right[at]!;
    }
    for (let g = 0, at = 0; g < nClusters; g++) {
      let c = v[g]! * sums[g]!;
      for (let p = 0; p < rank; p++, at++) c -= left[at]! * moved[p]!;
      variance += c * c;
    }
    out.numerators[b] = numerator;
    out.variances[b] = variance;
  };
  return { out, take };
}

function bothPolynomials(
  { nClusters, rank, left, right, sums, shiftSums, scale }: ClusterParts,
  nDraws: number,
) {
  const out = emptyDraws(nDraws);
  const moved = new Float64Array(rank);
  const shifted = new Float64Array(rank);
  const take = (v: Float64Array, b: number) => {
    let numerator = 0;
    let shift = 0;
    moved.fill(0);
    shifted.fill(0);
    for (let g = 0, at = 0; g < nClusters; g++) {
      const vg = v[g]!;
      numerator += vg * sums[g]!;
      shift += vg * shiftSums[g]!;
      for (let p = 0; p < rank; p++, at++) {
        moved[p]! += vg * right[at]!;
        shifted[p]! += vg * left[at]!;
      }
    }
    for (let p = 0; p < rank; p++) shifted[p]! /= scale;
    let [variance, cross, shiftVariance] = [0, 0, 0];
    for (let g = 0, at = 0; g < nClusters; g++) {
      const vg = v[g]!;
      let c = vg * sums[g]!;
      let d = vg * shiftSums[g]!;
      for (let p = 0; p < rank; p++, at++) {
        const l = left[at]!;
        c -= l * moved[p]!;
        d -= l * shifted[p]!;
      }
      variance += c * c;
      cross += c * d;
      shiftVariance += d * d;
    }
    out.numerators[b] = numerator;
    out.shifts[b] = shift;
    out.variances[b] = variance;
    out.crosses[b] = cross;
    out.shiftVariances[b] = shiftVariance;
  };
  return { out, take };
}
