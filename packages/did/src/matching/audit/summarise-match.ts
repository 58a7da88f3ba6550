import type { Panel, PsmDidResult } from "@ceteris/core";
import type { MatchingDesign } from "../options/psm-options.ts";
import { matchesUnits } from "../strata/join-strata.ts";
import type { MatchedStratum } from "../strata/match-stratum.ts";
import { shareWithSameCode } from "./share-with-same-code.ts";

/** Counts of the match, and the shares of treated rows' matches within the same unit and another period. */
export function summariseMatch(
  panel: Panel,
  strata: readonly MatchedStratum[],
  design: MatchingDesign,
): PsmDidResult["matching"] {
  const count = (group: 0 | 1, matched: boolean) =>
    strata.reduce(
      (sum, { treated, weights }) =>
        sum + treated.filter((d, i) => d === group && (!matched || weights[i]! > 0)).length,
      0,
    );
  const onSupport = count(1, true);
  const mean = (of: (s: MatchedStratum) => number) =>
    strata.reduce((sum, s) => sum + s.nMatched * of(s), 0) / onSupport;
  return {
    nTreated: count(1, false),
    nControls: count(0, false),
    onSupport,
    offSupport: count(1, false) - onSupport,
    nMatchedControls: count(0, true),
    matchedToSelf: mean((s) => sameCode(s, panel.unit.codes)),
    matchedToOtherPeriod: matchesUnits(design) ? 0 : mean((s) => 1 - sameCode(s, panel.time.codes)),
  };
}

function sameCode({ match, candidates, rows }: MatchedStratum, codes: Int32Array): number {
  const codesOf = (positions: Int32Array) => positions.map((at) => codes[rows[at]!]!);
  return shareWithSameCode(match, codesOf(candidates.treated), codesOf(candidates.controls)) ?? 0;
}
