import {
  CeterisError,
  displayable,
  type EventEstimate,
  estimateRows,
  type OptionKinds,
  type Panel,
  type PanelMatchResult,
  requireTreatment,
  uniqueWarnings,
} from "@ceteris/core";
import { averageEffect } from "../../event-study/average-effect.ts";
import { eventTerm } from "../../event-study/event-time.ts";
import { jointLeads } from "../../event-study/joint-leads.ts";
import { checkCall } from "../../model/check-call.ts";
import { nullRow } from "../../model/estimate-table.ts";
import { choosePartners } from "./choose-partners.ts";
import { describeSets, warnLost } from "./describe-sets.ts";
import { estimatePaths, type PathMatch } from "./estimate-paths.ts";
import { type MatchedSet, matchedSets } from "./matched-sets.ts";
import { type PanelMatchOptions, type ResolvedPanelMatch, resolvePanelMatch } from "./panel-match-options.ts";
import { unitGrid } from "./unit-grid.ts";

const OPTIONS: OptionKinds<PanelMatchOptions> = {
  outcome: "column",
  history: "other",
  after: "other",
  matchOn: "columns",
  refine: "other",
  ratio: "other",
  laterTreated: "other",
  level: "other",
};

/**
 * Matching on paths before treatment, then a difference-in-differences: each unit that starts treatment
 * is compared with units that had the same treatment history, are not treated now, and whose outcomes
 * (or other columns) ran most alike over the periods before (Imai, Kim and Wang 2023).
 *
 * The estimand is the mean effect on units starting treatment, e periods after the start; nobody is
 * compared with units treated before, so staggered adoption is no harm. The leads are measured in the
 * same way from the last period before treatment; paths matched on the outcome make them small by
 * construction, so that they test the match rather than parallel trends. Standard errors are
 * asymptotic over units (the root variance of a ratio of sums), take the partners as given, and use the
 * normal distribution.
 *
 * @returns rows as those of an event study with base −1, and `average`, the mean effect after treatment;
 *   `matchedSets` tells their sizes and which treated units were lost, and why
 * @throws OPTION_INVALID, NOTHING_MATCHED, NO_VARIATION, UNKNOWN_COLUMN, NOT_NUMERIC and the codes of
 *   `requireTreatment`
 * @see R PanelMatch with `forbid.treatment.reversal = TRUE`: the same sets, partners and effects. Its distance
 *   includes the first treated period (lag covariates once, and the history is one shorter), and its
 *   "unconditional" error takes the covariance of the ratio's parts without the factor N of their variances
 * @example
 * const result = panelMatch(panel, { outcome: "index", history: 3, after: 2, ratio: 5 });
 * result.average.estimate;
 */
export function panelMatch(panel: Panel, options: PanelMatchOptions): PanelMatchResult {
  checkCall(panel, options, OPTIONS);
  requireTreatment(panel);
  const resolved = resolvePanelMatch(panel, options);
  const { history, after, level } = resolved;
  const grid = unitGrid(panel);
  const outcome = grid.column(resolved.outcome);
  const paths = resolved.matchOn.map((name) => ({ name, values: grid.column(name) }));
  const sets = matchedSets(grid, { outcome, before: paths.map((p) => p.values) }, resolved);
  const usable = sets.filter((set) => set.controls.length > 0);
  if (usable.length === 0) throw nothingMatched(panel, sets, resolved);
  const matches = choosePartners(usable, paths, grid.nPeriods, resolved);
  const events = Array.from({ length: history + after + 1 }, (_, k) => k - history);
  const others = events.filter((event) => event !== -1);
  const effects = estimatePaths(matches, outcome, grid.nPeriods, others);
  const terms = others.map(eventTerm);
  const rows = estimateRows(terms, effects.estimates, effects.covariance, null, level);
  const estimates: readonly EventEstimate[] = events.map((event) =>
    event === -1
      ? { ...nullRow(eventTerm(event)), estimate: 0, eventTime: event, reference: true }
      : { ...rows[others.indexOf(event)]!, eventTime: event, reference: false },
  );
  const k = others.length;
  const matrix = others.map((_, p) => Array.from(effects.covariance.subarray(p * k, (p + 1) * k)));
  const vcov = { terms, matrix };
  const study = {
    kind: "event-study" as const,
    sample: sampleOf(panel, matches, events, grid.nPeriods),
    estimates,
    controls: [],
    pretrend: jointLeads(estimates, vcov),
    vcov,
    fit: {
      r2: null,
      r2Within: null,
      rmse: null,
      dofResidual: grid.nUnits - 1,
      nClusters: { [panel.unit.name]: grid.nUnits },
    },
    spec: { ...panelSpec(panel), estimator: "panel-match", base: -1, ...resolved },
    warnings: uniqueWarnings(panel.warnings, warnLost(panel, sets, resolved)),
  };
  return displayable({
    ...study,
    average: averageEffect(study),
    matchedSets: describeSets(panel, sets, matches),
  });
}

function panelSpec({ spec: { unit, time, treatment } }: Panel) {
  return { unit, time, treatment: { ...treatment } };
}

function sampleOf(panel: Panel, matches: readonly PathMatch[], events: readonly number[], nPeriods: number) {
  const cells = new Set<number>();
  const units = new Set<number>();
  const periods = new Set<number>();
  for (const { unit, period, partners } of matches) {
    for (const u of [unit, ...partners]) {
      units.add(u);
      for (const event of events) {
        cells.add(u * nPeriods + period + event);
        periods.add(period + event);
      }
    }
  }
  return {
    nRows: panel.table.source.nRowsRead,
    nObs: cells.size,
    nUnits: units.size,
    nPeriods: periods.size,
    nTreatedUnits: new Set(matches.map((m) => m.unit)).size,
    dropped: { missing: 0, singleton: 0, filtered: panel.table.source.nRowsRead - panel.nRows },
  };
}

function nothingMatched(
  panel: Panel,
  sets: readonly MatchedSet[],
  { history, after }: ResolvedPanelMatch,
): CeterisError {
  return new CeterisError({
    code: "NOTHING_MATCHED",
    where: panel.table.source.name,
    what: `none of the ${sets.length} starts of treatment has ${history} periods before it, ${after} after it and a unit with the same history that is not treated`,
    mend: "Use a shorter window, or keep units treated later as partners (laterTreated)",
  });
}
