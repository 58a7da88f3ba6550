import type { Panel, Warning } from "@ceteris/core";
import { estimationSample } from "@ceteris/regression";
import type { ResolvedOptions } from "../../model/options.ts";
import type { MatchingOptions } from "../options/psm-options.ts";
import { matchesUnits } from "./join-strata.ts";
import { type MatchedStratum, matchStratum, requireMatches } from "./match-stratum.ts";
import { everTreated, hasBothGroups, oneGroupOnly, type Stratum, strataOf } from "./strata.ts";

export interface CompleteRows {
  readonly rows: Int32Array;
  readonly missing: number;
  readonly filtered: number;
  readonly warnings: readonly Warning[];
}

export interface PanelMatches {
  readonly complete: CompleteRows;
  /** Whether a unit is ever treated. */
  readonly ever: Uint8Array;
  readonly strata: readonly MatchedStratum[];
  readonly skipped: readonly Warning[];
}

/** Divides a panel by its design and matches within each part. @throws NOTHING_MATCHED, NO_TREATED, NO_UNTREATED */
export function matchPanel(panel: Panel, model: ResolvedOptions, matching: MatchingOptions): PanelMatches {
  const complete = completeRows(panel, model, matching);
  const ever = everTreated(panel);
  const all = strataOf(panel, complete.rows, matching);
  const usable = all.filter((stratum) => hasBothGroups(panel, stratum, ever));
  if (usable.length === 0) throw oneGroupOnly(panel, all[0]!, ever);
  const strata = usable.map((stratum) => matchStratum(panel, stratum, ever, matching));
  requireMatches(strata, matching);
  const skipped = warnSkipped(
    panel,
    all.filter((stratum) => !usable.includes(stratum)),
  );
  return { complete, ever, strata, skipped };
}

/** Rows complete in all that the regression uses and, where rows are matched, in what they are matched on. */
function completeRows(panel: Panel, model: ResolvedOptions, matching: MatchingOptions): CompleteRows {
  const ofRows = !matchesUnits(matching.design);
  const exact = ofRows ? matching.exact : [];
  const sample = estimationSample(panel, {
    numeric: [...new Set([model.outcome, ...model.controls, ...(ofRows ? matching.matchOn : [])])],
    fixedEffects: [],
    clusters: [...new Set([...model.fixedEffects, ...model.covariance.by, ...exact])],
    ...(model.weights === null ? {} : { weights: model.weights }),
    extra: [panel.treatment!.status],
  });
  const { missing, filtered } = sample.sample.dropped;
  const rows = sample.rows ?? Int32Array.from({ length: panel.nRows }, (_, i) => i);
  return { rows, missing, filtered, warnings: sample.warnings };
}

function warnSkipped(panel: Panel, strata: readonly Stratum[]): readonly Warning[] {
  if (strata.length === 0) return [];
  const periods = strata.map((s) => s.period);
  return [
    {
      code: "PSM_PERIOD_SKIPPED",
      message: `In ${panel.time.name} ${periods.join(", ")} only one of the two groups has complete rows, so that nobody can be matched; these rows have no weight.`,
      details: { periods },
    },
  ];
}
