import { CeterisError, type Panel, panelNumbers } from "@ceteris/core";
import { type BinaryFit, binaryModel } from "@ceteris/regression";
import { groupMoments } from "../../balance/moments.ts";
import { shareWithSameCode } from "../audit/share-with-same-code.ts";
import { controlWeights } from "../methods/control-weights.ts";
import { kernelMatch } from "../methods/kernel-match.ts";
import { mahalanobisMatch } from "../methods/mahalanobis-match.ts";
import type { Match } from "../methods/match.ts";
import { nearestMatch } from "../methods/nearest-match.ts";
import { radiusMatch } from "../methods/radius-match.ts";
import type { MatchingOptions } from "../options/psm-options.ts";
import type { Stratum } from "./strata.ts";

/** One stratum with its score model and its match; arrays have one value for each of its rows. */
export interface MatchedStratum extends Stratum {
  readonly fit: BinaryFit;
  readonly covariates: readonly Float64Array[];
  /** 1 for rows of the treated group. */
  readonly treated: Float64Array;
  readonly scores: Float64Array;
  /** Match weights: 1 for a treated row with a match, its share for a control, 0 without a match. */
  readonly weights: Float64Array;
  /** Treated rows with a match, and the shares of their matches within the same unit and period. */
  readonly nMatched: number;
  readonly sameUnit: number;
  readonly samePeriod: number;
}

/**
 * Estimates the propensity score on the rows of a stratum and matches them.
 *
 * @throws SEPARATION, NOT_CONVERGED, NO_VARIATION from the score model, naming the period
 */
export function matchStratum(
  panel: Panel,
  stratum: Stratum,
  ever: Uint8Array,
  options: MatchingOptions,
): MatchedStratum {
  const { rows, period } = stratum;
  const { link, matchOn } = options;
  const treated = Float64Array.from(rows, (i) => ever[panel.unit.codes[i]!]!);
  const covariates = matchOn.map((name) => {
    const column = panelNumbers(panel, name);
    return Float64Array.from(rows, (i) => column[i]!);
  });
  const fit = binaryModel({
    outcome: treated,
    regressors: matchOn.map((name, k) => ({ name, values: covariates[k]!, role: "control" as const })),
    link,
    name: `propensity score (${link}${period === null ? "" : `, ${panel.time.name} ${period}`})`,
  });
  const scores = fit.fitted;
  const t = positionsOf(treated, 1);
  const c = positionsOf(treated, 0);
  const kept = options.common ? withinRange(scores, t, c) : t;
  const match = findPartners(options, scores, covariates, kept, c, caliperOf(options, scores));
  const weights = new Float64Array(rows.length);
  kept.forEach((at, i) => {
    weights[at] = match.stop[i]! > match.start[i]! ? 1 : 0;
  });
  controlWeights(match).forEach((w, j) => {
    weights[c[j]!] = w;
  });
  const share = (codes: Int32Array) => {
    const codesOf = (positions: Int32Array) => positions.map((at) => codes[rows[at]!]!);
    return shareWithSameCode(match, codesOf(kept), codesOf(c)) ?? 0;
  };
  return {
    period,
    rows,
    fit,
    covariates,
    treated,
    scores,
    weights,
    nMatched: kept.filter((at) => weights[at] === 1).length,
    sameUnit: share(panel.unit.codes),
    samePeriod: share(panel.time.codes),
  };
}

function findPartners(
  options: MatchingOptions,
  scores: Float64Array,
  covariates: readonly Float64Array[],
  t: Int32Array,
  c: Int32Array,
  caliper: number,
): Match {
  const treated = take(scores, t);
  const controls = take(scores, c);
  switch (options.match) {
    case "radius":
      return radiusMatch(treated, controls, caliper);
    case "nearest":
      return nearestMatch(treated, controls, { ratio: options.ratio!, replace: options.replace!, caliper });
    case "kernel":
      return kernelMatch(treated, controls, { kernel: options.kernel!, bandwidth: options.bandwidth! });
    case "mahalanobis":
      return mahalanobisMatch(
        covariates.map((x) => take(x, t)),
        covariates.map((x) => take(x, c)),
        {
          ratio: options.ratio!,
          replace: options.replace!,
          caliper,
          scores: { treated, controls },
          names: options.matchOn,
        },
      );
  }
}

/** The caliper in units of the score; `Infinity` without one. */
function caliperOf({ caliper, caliperSd }: MatchingOptions, scores: Float64Array): number {
  if (caliper !== null) return caliper;
  if (caliperSd === null) return Number.POSITIVE_INFINITY;
  return caliperSd * Math.sqrt(groupMoments(scores, new Float64Array(scores.length), 0, null).variance);
}

/** Treated rows whose score is neither below the controls' lowest nor above their highest. */
function withinRange(scores: Float64Array, t: Int32Array, c: Int32Array): Int32Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const at of c) {
    low = Math.min(low, scores[at]!);
    high = Math.max(high, scores[at]!);
  }
  return t.filter((at) => scores[at]! >= low && scores[at]! <= high);
}

function positionsOf(treated: Float64Array, group: 0 | 1): Int32Array {
  return Int32Array.from(treated.keys()).filter((i) => treated[i] === group);
}

function take(x: Float64Array, at: Int32Array): Float64Array {
  return Float64Array.from(at, (i) => x[i]!);
}

/** @throws NOTHING_MATCHED */
export function requireMatches(
  strata: readonly MatchedStratum[],
  { caliper, caliperSd, match }: MatchingOptions,
): void {
  if (strata.some((s) => s.nMatched > 0)) return;
  const reach =
    match === "kernel"
      ? "the kernel's bandwidth"
      : caliper !== null
        ? `the caliper of ${caliper}`
        : caliperSd !== null
          ? `the caliper of ${caliperSd} standard deviations`
          : "the controls' range of scores";
  throw new CeterisError({
    code: "NOTHING_MATCHED",
    where: "matching",
    what: `no treated row has a control within ${reach}`,
    mend: "Widen the reach, or match on fewer covariates: treated and controls may be too different to compare",
  });
}
