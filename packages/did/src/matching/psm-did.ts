import {
  displayable,
  estimateRows,
  type Panel,
  type PropensityRow,
  type PsmDidResult,
  requireTreatment,
  uniqueWarnings,
  type Warning,
} from "@ceteris/core";
import { estimationSample } from "@ceteris/regression";
import { balanceOverall } from "../balance/balance-overall.ts";
import { balanceRows } from "../balance/balance-rows.ts";
import { nullRow } from "../estimate-table.ts";
import { modelSpec } from "../fit-model.ts";
import type { ResolvedOptions } from "../options.ts";
import { matchingWarnings } from "./audit/matching-warnings.ts";
import { type MatchingOptions, type PsmDidOptions, resolvePsmOptions } from "./options/psm-options.ts";
import { didVariants } from "./samples/did-variants.ts";
import { overlapBins } from "./score/overlap-bins.ts";
import { joinStrata, spreadWeights, summariseMatch } from "./strata/join-strata.ts";
import { type MatchedStratum, matchStratum, requireMatches } from "./strata/match-stratum.ts";
import { everTreated, hasBothGroups, oneGroupOnly, type Stratum, strataOf } from "./strata/strata.ts";

/**
 * Propensity-score matching before a two-way fixed-effects difference-in-differences: a score of being
 * ever treated, a match of treated with never-treated, the balance before and after, and the DID on
 * the sample that the match leaves.
 *
 * The score is a logit or probit of the ever-treated dummy on `matchOn`; a treated row with a match
 * weighs 1, a control the sum over treated rows of its share among their partners. The DID is given on
 * three samples: `matched`, the rows with a weight, unweighted; `support`, the treated with a match and
 * all controls (psmatch2's `_support`); `weighted`, the matched rows with their weights. Standard errors
 * take the match as given.
 *
 * The default design matches units on the last period before treatment, which neither pairs a row with
 * another period nor uses covariates that treatment may have moved; psmatch2 on a stacked panel is
 * `design: "pooled"`. Where each period has a score of its own, the balance is that of all periods
 * together. Analytic weights enter the DID, not the score.
 *
 * @returns the DID on `didSample` as estimates; beside it the score's coefficients, the balance of each
 *   covariate and of all together, counts and an audit of the match, the overlap of the scores, and the
 *   DID on all three samples. Counts are of rows, in the baseline design of units
 * @throws CALIPER_REQUIRED, OPTION_INVALID, NOTHING_MATCHED, NO_TREATED, NO_UNTREATED (no never-treated
 *   units), SEPARATION, NOT_CONVERGED, NO_VARIATION and the codes of `twfe`
 * @see Leuven and Sianesi, psmatch2 and pstest (Stata), whose formulas these are, except that the refit
 *   of the balance takes the score's link (pstest always a probit) and ties go by unit, then time
 * @example
 * const result = psmDid(panel, {
 *   outcome: "index", controls: ["gdp", "population"], match: "radius", caliper: 0.05,
 * });
 * result.balance.filter((row) => row.sample === "after");
 */
export function psmDid(panel: Panel, options: PsmDidOptions): PsmDidResult {
  requireTreatment(panel);
  const { model, matching } = resolvePsmOptions(panel, options);
  const complete = completeRows(panel, model, matching);
  const ever = everTreated(panel);
  const { strata, skipped } = matchAll(panel, strataOf(panel, complete.rows, matching), ever, matching);
  requireMatches(strata, matching);

  const joined = joinStrata(strata, matching.matchOn);
  const balance = balanceRows(joined.covariates, joined.treated, joined.weights);
  const overall = (sample: "before" | "after") =>
    balanceOverall(
      joined.covariates,
      joined.treated,
      sample === "after" ? joined.weights : null,
      balance.filter((row) => row.sample === sample),
      matching.link,
    );
  const before = overall("before");
  const after = overall("after");
  const counts = summariseMatch(strata, joined);
  const weights = spreadWeights(panel, strata, matching.design);
  const dids = didVariants(panel, complete.rows, ever, weights, model, matching.didSample);
  const chosen = dids.results[matching.didSample]!;
  const { missing } = complete;
  return displayable({
    kind: "psm-did" as const,
    sample: { ...chosen.sample, dropped: { ...chosen.sample.dropped, missing, filtered: complete.filtered } },
    estimates: chosen.estimates,
    vcov: chosen.vcov,
    fit: chosen.fit,
    propensity: strata.flatMap((s) => propensityRows(s, matching, model.level)),
    balance,
    balanceOverall: { before: before.balance, after: after.balance },
    matching: counts,
    overlap: overlapBins(joined.scores, joined.treated, joined.weights),
    variants: dids.variants,
    spec: { ...modelSpec(panel, model), ...matching },
    warnings: uniqueWarnings(
      panel.warnings,
      complete.warnings,
      skipped,
      matchingWarnings({ panel, options: matching, strata, matching: counts, after: after.balance }),
      before.warnings,
      after.warnings,
      chosen.warnings.filter(({ code }) => !panel.warnings.some((w) => w.code === code)),
      dids.warnings,
    ),
  });
}

/** Rows complete in all that the regression uses and, where rows are matched, in the score's covariates. */
function completeRows(panel: Panel, model: ResolvedOptions, matching: MatchingOptions) {
  const own = matching.design === "baseline" ? [] : matching.matchOn;
  const sample = estimationSample(panel, {
    numeric: [...new Set([model.outcome, ...model.controls, ...own])],
    fixedEffects: [],
    clusters: [...new Set([...model.fixedEffects, ...model.covariance.by])],
    ...(model.weights === null ? {} : { weights: model.weights }),
    extra: [panel.treatment!.status],
  });
  const { missing, filtered } = sample.sample.dropped;
  const rows = sample.rows ?? Int32Array.from({ length: panel.nRows }, (_, i) => i);
  return { rows, missing, filtered, warnings: sample.warnings };
}

function matchAll(
  panel: Panel,
  strata: readonly Stratum[],
  ever: Uint8Array,
  matching: MatchingOptions,
): { readonly strata: readonly MatchedStratum[]; readonly skipped: readonly Warning[] } {
  const usable = strata.filter((s) => hasBothGroups(panel, s, ever));
  if (usable.length === 0) throw oneGroupOnly(panel, strata[0]!, ever);
  const skipped = strata.filter((s) => !usable.includes(s)).map((s) => s.period);
  const warnings: readonly Warning[] =
    skipped.length === 0
      ? []
      : [
          {
            code: "PSM_PERIOD_SKIPPED",
            message: `In ${panel.time.name} ${skipped.join(", ")} only one of the two groups has complete rows, so that nobody can be matched; these rows have no weight.`,
            details: { periods: skipped },
          },
        ];
  return { strata: usable.map((s) => matchStratum(panel, s, ever, matching)), skipped: warnings };
}

function propensityRows(
  { fit, period }: MatchedStratum,
  { matchOn, design }: MatchingOptions,
  level: number,
): readonly PropensityRow[] {
  const found = estimateRows(fit.terms, fit.coefficients, fit.covariance, null, level);
  const time = design === "by-period" && period !== null ? { time: period } : {};
  return ["intercept", ...matchOn].map((term) => ({
    ...(found.find((row) => row.term === term) ?? nullRow(term)),
    ...time,
  }));
}
