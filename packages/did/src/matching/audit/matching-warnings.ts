import type { OverallBalance, Panel, PsmDidResult, Warning } from "@ceteris/core";
import { countPartners } from "../methods/match.ts";
import type { MatchingOptions } from "../options/psm-options.ts";
import { matchesUnits } from "../strata/join-strata.ts";
import type { MatchedStratum } from "../strata/match-stratum.ts";

export interface MatchSummary {
  readonly panel: Panel;
  readonly options: MatchingOptions;
  readonly strata: readonly MatchedStratum[];
  readonly matching: PsmDidResult["matching"];
  readonly after: OverallBalance;
}

/**
 * What a careful reader would ask about a match: did it discard anybody, are partners of the same
 * period, are covariates from before treatment, is the matched sample balanced.
 */
export function matchingWarnings(summary: MatchSummary): readonly Warning[] {
  return [
    ...discardedNobody(summary),
    ...controlsRanOut(summary),
    ...matchedOtherPeriods(summary),
    ...postTreatmentCovariates(summary),
    ...negativeWeights(summary),
    ...rubin(summary.after),
  ];
}

function discardedNobody({ matching, options }: MatchSummary): Warning[] {
  const { nTreated, nControls, offSupport, nMatchedControls } = matching;
  if (offSupport > 0 || nMatchedControls < nControls) return [];
  const what = matchesUnits(options.design) ? "units" : "rows";
  return [
    {
      code: "PSM_DISCARDED_NOBODY",
      message: `The match left nobody out: all ${nTreated} treated and all ${nControls} control ${what} have a partner, so the DID on the matched sample is the DID on the whole sample. Use a smaller caliper or bandwidth, or report the weighted sample.`,
      details: { nTreated, nControls, design: options.design },
    },
  ];
}

function controlsRanOut({ matching, options, strata }: MatchSummary): Warning[] {
  const { replace, ratio, design } = options;
  if (replace !== false || ratio === null) return [];
  // A caliper leaves treated without partners for another reason, which the counts tell.
  if (options.caliper !== null || options.caliperSd !== null) return [];
  const short = strata.reduce(
    (sum, { match }) => sum + countPartners(match).filter((n) => n < ratio).length,
    0,
  );
  const exhausted = strata.some(
    ({ match, candidates }) => match.nControls < ratio * candidates.treated.length,
  );
  if (short === 0 || !exhausted) return [];
  const what = matchesUnits(design) ? "units" : "rows";
  const { nTreated, nControls } = matching;
  return [
    {
      code: "PSM_CONTROLS_RAN_OUT",
      message: `Without replacement there are not enough controls for ${ratio} to each treated: ${nTreated} treated and ${nControls} control ${what}, so that ${short} treated ${what} have fewer partners or none, whatever their distance. Match with replacement, or take fewer partners.`,
      details: { ratio, nTreated, nControls, short, design },
    },
  ];
}

function matchedOtherPeriods({ matching, panel }: MatchSummary): Warning[] {
  const share = matching.matchedToOtherPeriod;
  if (share === null || share === 0) return [];
  return [
    {
      code: "PSM_MATCHED_OTHER_PERIODS",
      message: `${percent(share)} of the matches pair a row with a row of another ${panel.time.name}: what differs between periods then looks like a difference between groups. Match within periods (by-period), or match units on a baseline period.`,
      details: { share },
    },
  ];
}

function postTreatmentCovariates({ panel, options, strata }: MatchSummary): Warning[] {
  const { status } = panel.treatment!;
  let treated = 0;
  for (const { rows } of strata) for (const i of rows) if (status[i] === 1) treated++;
  if (treated === 0) return [];
  const { baseline } = options;
  const period = baseline === null ? "" : ` of the baseline ${panel.time.name} ${baseline}`;
  const mend =
    baseline === null
      ? "Match units on a period before treatment (the baseline design)"
      : "Take a baseline before anybody's treatment";
  return [
    {
      code: "MATCH_ON_POST_TREATMENT",
      message: `The score uses covariates of ${treated} rows${period} that are already treated. If treatment moves these covariates (${options.matchOn.join(", ")}), the match removes part of the effect. ${mend}.`,
      details: { rows: treated, baseline, covariates: options.matchOn },
    },
  ];
}

function negativeWeights({ strata }: MatchSummary): Warning[] {
  const matched = strata.reduce((sum, s) => sum + s.nMatched, 0);
  const share = strata.reduce((sum, s) => sum + s.nMatched * s.negativeShare, 0) / matched;
  if (share === 0) return [];
  return [
    {
      code: "NEGATIVE_MATCH_WEIGHTS",
      message: `Local linear matching gives some controls a negative weight, together ${percent(share)} of the weight of the others; no sample can be weighted by it, so they were left out and the others scaled to the same sum. Use kernel matching, or a larger bandwidth.`,
      details: { share },
    },
  ];
}

function rubin({ rubinB, rubinR }: OverallBalance): Warning[] {
  const warnings: Warning[] = [];
  if (rubinB !== null && Math.abs(rubinB) > 25) {
    warnings.push({
      code: "RUBIN_B",
      message: `After matching, the linear index of the score differs by ${rubinB.toFixed(1)}% of a standard deviation between the groups (Rubin's B); above 25 the groups are not balanced. Use a smaller caliper, or richer covariates.`,
      details: { rubinB, limit: 25 },
    });
  }
  if (rubinR !== null && (rubinR < 0.5 || rubinR > 2)) {
    warnings.push({
      code: "RUBIN_R",
      message: `After matching, the variance of the linear index of the score among the treated is ${rubinR.toFixed(2)} times that of the controls (Rubin's R); outside 0.5 to 2 the groups are not balanced. Use a smaller caliper, or richer covariates.`,
      details: { rubinR, low: 0.5, high: 2 },
    });
  }
  return warnings;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
