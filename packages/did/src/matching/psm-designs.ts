import {
  CeterisError,
  type DesignRow,
  displayable,
  type EstimationResult,
  type Panel,
  type PsmDesignsResult,
  type PsmDidResult,
  uniqueWarnings,
  type Warning,
} from "@ceteris/core";
import { nullRow } from "../model/estimate-table.ts";
import { twfe } from "../twfe/twfe.ts";
import { MATCHING_CHOICES, type MatchingDesign, type PsmDidOptions } from "./options/psm-options.ts";
import { longestWindow } from "./panel-match/longest-window.ts";
import { panelMatch } from "./panel-match/panel-match.ts";
import { psmDid } from "./psm-did.ts";

export interface PsmDesignsOptions extends Omit<PsmDidOptions, "design"> {}

/**
 * The designs of a match side by side: the DID on all rows, after a pooled match, a match within each
 * period, matches of units on a baseline period and on means before treatment, and on the outcome's path
 * before treatment. Where the effect depends on the design, the audit columns tell which to doubt:
 * matches with the same unit or another period, few effective controls, bias that stays.
 *
 * All designs use the same covariates, method and sample. The last one is `panelMatch` with five
 * partners and the longest window that all starts of treatment have, up to four periods before.
 *
 * @returns a row for each design; one that cannot be estimated is a row of nulls with a warning
 * @throws the codes of `twfe` and OPTION_INVALID
 * @example
 * const { rows } = psmDesigns(panel, { outcome: "index", controls: ["gdp"], match: "radius", caliper: 0.05 });
 * rows.map(({ design, estimate, matchedToOtherPeriod }) => [design, estimate, matchedToOtherPeriod]);
 */
export function psmDesigns(panel: Panel, options: PsmDesignsOptions): PsmDesignsResult {
  const { outcome, controls, fixedEffects, weights, covariance, smallSample, level } = options;
  const model = { outcome, controls, fixedEffects, weights, covariance, smallSample, level };
  const unmatched = twfe(panel, model);
  const warnings: Warning[] = [];
  const attempt = (design: DesignRow["design"], run: () => DesignRow): DesignRow => {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof CeterisError) || error.code === "OPTION_INVALID") throw error;
      warnings.push({
        code: "DESIGN_NOT_IDENTIFIED",
        message: `The ${design} design cannot be estimated: ${error.message}`,
        details: { design, code: error.code },
      });
      return { ...nullRow("did"), design, ...NOTHING };
    }
  };
  const rows = [
    { ...unmatched.estimates[0]!, design: "unmatched" as const, ...NOTHING, ...counts(unmatched) },
    ...MATCHING_CHOICES.design.map((design) =>
      attempt(design, () => matchedRow(design, psmDid(panel, { ...optionsFor(design, options), design }))),
    ),
    attempt("paths", () => {
      const found = panelMatch(panel, { outcome, level, ...longestWindow(panel) });
      const { effectivePartners } = found.matchedSets;
      return {
        ...found.average,
        term: "did",
        design: "paths",
        ...NOTHING,
        ...counts(found),
        effectiveControls: effectivePartners,
        matchedToSelf: 0,
        matchedToOtherPeriod: 0,
      };
    }),
  ];
  return displayable({
    kind: "psm-designs" as const,
    rows,
    spec: unmatched.spec,
    warnings: uniqueWarnings(unmatched.warnings, warnings),
  });
}

const NOTHING = {
  nObs: null,
  nTreatedUnits: null,
  nControlUnits: null,
  meanBias: null,
  rubinB: null,
  matchedToSelf: null,
  matchedToOtherPeriod: null,
  effectiveControls: null,
} as const;

function optionsFor(design: MatchingDesign, { baseline, ...options }: PsmDesignsOptions): PsmDidOptions {
  return design === "baseline" ? { ...options, baseline } : options;
}

function counts({ sample }: Pick<EstimationResult, "sample">) {
  const { nObs, nUnits, nTreatedUnits } = sample;
  return { nObs, nTreatedUnits, nControlUnits: nUnits - nTreatedUnits };
}

function matchedRow(design: MatchingDesign, result: PsmDidResult): DesignRow {
  const { meanBias, rubinB } = result.balanceOverall.after;
  const { matchedToSelf, matchedToOtherPeriod } = result.matching;
  const { effectiveControls } = result.audit;
  return {
    ...result.estimates[0]!,
    design,
    ...counts(result),
    meanBias,
    rubinB,
    matchedToSelf,
    matchedToOtherPeriod,
    effectiveControls,
  };
}
