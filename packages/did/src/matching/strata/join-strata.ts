import type { Panel } from "@ceteris/core";
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
export function joinStrata(strata: readonly MatchedStratum[]): JoinedStrata {
  const join = (pick: (s: MatchedStratum) => Float64Array) => {
    const parts = strata.map(pick);
    const whole = new Float64Array(parts.reduce((n, part) => n + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  };
  return {
    treated: join((s) => s.treated),
    weights: join((s) => s.weights),
    scores: join((s) => s.scores),
    covariates: strata[0]!.covariates.map(({ name }, k) => ({
      name,
      values: join((s) => s.covariates[k]!.values),
    })),
  };
}

/** Whether a design matches units, so that a match holds for all their rows. */
export function matchesUnits(design: MatchingDesign): boolean {
  return design === "baseline" || design === "pre-means";
}

/** Match weights on the rows of the panel; a match of units holds for every row of a unit. */
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
  return matchesUnits(design) ? Float64Array.from(codes, (unit) => byUnit[unit]!) : byRow;
}
