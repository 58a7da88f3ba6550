import type { Panel, PsmDidResult } from "@ceteris/core";
import type { Covariate } from "../../balance/balance-rows.ts";
import type { MatchingDesign } from "../options/psm-options.ts";
import type { MatchedStratum } from "./match-stratum.ts";

/** All rows that were scored, stratum after stratum. */
export interface JoinedStrata {
  readonly treated: Float64Array;
  readonly weights: Float64Array;
  readonly scores: Float64Array;
  readonly covariates: readonly Covariate[];
}

/** Puts strata together for the balance of the whole match. */
export function joinStrata(strata: readonly MatchedStratum[], names: readonly string[]): JoinedStrata {
  const join = (pick: (s: MatchedStratum) => Float64Array) =>
    Float64Array.from(strata.flatMap((s) => Array.from(pick(s))));
  return {
    treated: join((s) => s.treated),
    weights: join((s) => s.weights),
    scores: join((s) => s.scores),
    covariates: names.map((name, k) => ({ name, values: join((s) => s.covariates[k]!) })),
  };
}

/** Counts and audit of the match; shares are of treated rows with a match. */
export function summariseMatch(
  strata: readonly MatchedStratum[],
  { treated, weights }: JoinedStrata,
): PsmDidResult["matching"] {
  const count = (group: 0 | 1, matched: boolean) =>
    treated.filter((d, i) => d === group && (!matched || weights[i]! > 0)).length;
  const onSupport = count(1, true);
  const share = (pick: (s: MatchedStratum) => number) =>
    strata.reduce((sum, s) => sum + s.nMatched * pick(s), 0) / onSupport;
  return {
    nTreated: count(1, false),
    nControls: count(0, false),
    onSupport,
    offSupport: count(1, false) - onSupport,
    nMatchedControls: count(0, true),
    matchedToSelf: share((s) => s.sameUnit),
    matchedToOtherPeriod: share((s) => 1 - s.samePeriod),
  };
}

/** Match weights on the rows of the panel; a baseline match holds for every row of a unit. */
export function spreadWeights(
  panel: Panel,
  strata: readonly MatchedStratum[],
  design: MatchingDesign,
): Float64Array {
  const { codes, nLevels } = panel.unit;
  const byUnit = new Float64Array(nLevels);
  const byRow = new Float64Array(panel.nRows);
  for (const { rows, weights } of strata) {
    rows.forEach((row, k) => {
      byRow[row] = weights[k]!;
      byUnit[codes[row]!] = weights[k]!;
    });
  }
  return design === "baseline" ? Float64Array.from(codes, (unit) => byUnit[unit]!) : byRow;
}
