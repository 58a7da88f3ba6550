import { CeterisError, type Panel } from "@ceteris/core";
import { type BinaryFit, binaryModel } from "@ceteris/regression";
import { groupMoments } from "../../balance/moments.ts";
import { controlWeights } from "../methods/control-weights.ts";
import { findPartners } from "../methods/find-partners.ts";
import type { Match } from "../methods/match.ts";
import type { MatchingOptions } from "../options/psm-options.ts";
import { type Fate, onSupport } from "../score/on-support.ts";
import { trimScores } from "../score/trim-scores.ts";
import type { Stratum } from "./strata.ts";

/** One stratum with its score model and its match; arrays have one value for each of its rows. */
export interface MatchedStratum extends Stratum {
  readonly fit: BinaryFit;
  /** 1 for rows of the treated group. */
  readonly treated: Float64Array;
  readonly scores: Float64Array;
  /** Match weights: 1 for a treated row with a match, its share for a control, 0 without a match. */
  readonly weights: Float64Array;
  /** What became of each row: `kept` is a treated row with a match, or a control that was available. */
  readonly fates: readonly Fate[];
  /** The a of the trimming rule; null without one. */
  readonly cutoff: number | null;
  /** Who is matched with whom, in positions of the two lists. */
  readonly match: Match;
  readonly candidates: { readonly treated: Int32Array; readonly controls: Int32Array };
  readonly nMatched: number;
  /** Weight of controls whose total was negative and set to 0, per unit of weight kept. */
  readonly negativeShare: number;
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
  const { rows, period, covariates, exact } = stratum;
  const { link } = options;
  const treated = new Float64Array(rows.length).map((_, k) => ever[panel.unit.codes[rows[k]!]!]!);
  const fitOn = (kept: Float64Array | undefined) =>
    binaryModel({
      outcome: treated,
      regressors: covariates.map((x) => ({ ...x, role: "control" as const })),
      link,
      weights: kept,
      name: `propensity score (${link}${period === null ? "" : `, ${panel.time.name} ${period}`}${kept ? ", after trimming" : ""})`,
    });
  const first = fitOn(undefined);
  const { kept: untrimmed, cutoff } = trimScores(first.fitted, options.trim);
  const fit = options.refit && untrimmed.includes(0) ? fitOn(untrimmed) : first;
  // Rows that are trimmed keep the score that they were trimmed by.
  const scores = fit.fitted.map((score, i) => (untrimmed[i] === 1 ? score : first.fitted[i]!));
  const support = onSupport(scores, treated, untrimmed, options);
  const compared = { scores, covariates, exact, caliper: caliperOf(options, scores) };
  const match = findPartners(options, compared, support.treated, support.controls);
  const { fates } = support;
  const weights = new Float64Array(rows.length);
  let nMatched = 0;
  support.treated.forEach((at, i) => {
    if (match.stop[i]! === match.start[i]!) fates[at] = "no-partner";
    else {
      weights[at] = 1;
      nMatched++;
    }
  });
  const { kept, negativeShare } = withoutNegative(controlWeights(match), nMatched);
  kept.forEach((w, j) => {
    weights[support.controls[j]!] = w;
  });
  return {
    ...stratum,
    fit,
    treated,
    scores,
    weights,
    fates,
    cutoff,
    match,
    candidates: { treated: support.treated, controls: support.controls },
    nMatched,
    negativeShare,
  };
}

/** Local linear weights may be negative, which no sample can be weighted by: 0 then, the others to the same total. */
function withoutNegative(weights: Float64Array, total: number) {
  let positive = 0;
  let negative = 0;
  for (const w of weights) {
    if (w > 0) positive += w;
    else negative -= w;
  }
  if (negative === 0) return { kept: weights, negativeShare: 0 };
  return {
    kept: weights.map((w) => (w > 0 ? (w * total) / positive : 0)),
    negativeShare: negative / positive,
  };
}

/** The caliper in units of the score; `Infinity` without one. */
function caliperOf({ caliper, caliperSd }: MatchingOptions, scores: Float64Array): number {
  if (caliper !== null) return caliper;
  if (caliperSd === null) return Number.POSITIVE_INFINITY;
  return caliperSd * Math.sqrt(groupMoments(scores, new Float64Array(scores.length), 0, null).variance);
}

/** @throws NOTHING_MATCHED */
export function requireMatches(strata: readonly MatchedStratum[], options: MatchingOptions): void {
  if (strata.some((s) => s.nMatched > 0)) return;
  throw new CeterisError({
    code: "NOTHING_MATCHED",
    where: "matching",
    what: `no treated row has a control within ${reach(options)}`,
    mend: "Widen the reach, or match on fewer covariates: treated and controls may be too different to compare",
  });
}

function reach({ caliper, caliperSd, bandwidth, match, exact, trim, trimThin }: MatchingOptions): string {
  if (match === "cem") return "its cell of the coarsened covariates";
  const limits = [
    ...(bandwidth === null ? [] : ["the kernel's bandwidth"]),
    ...(caliper === null ? [] : [`the caliper of ${caliper}`]),
    ...(caliperSd === null ? [] : [`the caliper of ${caliperSd} standard deviations`]),
    ...(exact.length === 0 ? [] : [`its cell of ${exact.join(", ")}`]),
    ...(trim === null && trimThin === null ? [] : ["the scores left by trimming"]),
  ];
  return limits.length === 0 ? "the controls' range of scores" : limits.join(" and ");
}
