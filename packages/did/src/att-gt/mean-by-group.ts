import { type AggregatedEffects, type AggregateEstimate, type AttGtResult, displayable } from "@ceteris/core";
import { cellGroups, effectCells } from "./effect-cells.ts";
import { type Effect, meanByShare, plainMean } from "./effect-mean.ts";
import { inferEffects, type NamedEffect } from "./infer-effects.ts";

/** The mean of all effects after treatment. */
export function simpleMean(result: AttGtResult): AggregatedEffects {
  return aggregated(result, "simple", [{}], [{ term: "att", effect: meanByShare(effectCells(result, 0)) }]);
}

/** Means of effects after treatment by cohort: plain ones, and one by the cohorts' shares over all. */
export function meanByCohort(result: AttGtResult): AggregatedEffects {
  const groups = cellGroups(result, (row) => row.cohort, 0);
  const means = groups.map(({ cells }) => plainMean(cells));
  const cohorts = means.flatMap((mean, i) => (mean ? [{ ...groups[i]!.cells[0]!, ...mean }] : []));
  const parts = groups.map(({ key }, i) => ({ term: `cohort:${key}`, effect: means[i]! }));
  const keys = groups.map(({ key }) => ({ cohort: key }));
  return aggregated(result, "group", keys, parts, meanByShare(cohorts));
}

/** Means of effects after treatment by period: by the cohorts' shares, and a plain one over all. */
export function meanByPeriod(result: AttGtResult): AggregatedEffects {
  const groups = cellGroups(result, (row) => row.time, 0);
  const means = groups.map(({ cells }) => meanByShare(cells));
  const parts = groups.map(({ key }, i) => ({ term: `time:${key}`, effect: means[i]! }));
  const keys = groups.map(({ key }) => ({ time: key }));
  return aggregated(result, "calendar", keys, parts, plainMean(means.filter((mean) => mean !== null)));
}

/** Without a mean over all the one part is its own. */
function aggregated(
  result: AttGtResult,
  type: AggregatedEffects["type"],
  keys: readonly Pick<AggregateEstimate, "cohort" | "time">[],
  parts: readonly NamedEffect[],
  overallEffect?: Effect | null,
): AggregatedEffects {
  const found = inferEffects(result, parts, overallEffect ?? null, "overall");
  return displayable<AggregatedEffects>({
    kind: "att-aggregate",
    type,
    sample: result.sample,
    estimates: found.rows.map((row, i): AggregateEstimate => ({ ...row, ...keys[i]! })),
    overall: overallEffect === undefined ? found.rows[0]! : found.overall,
    critical: overallEffect === undefined ? null : found.critical,
    vcov: found.vcov,
    fit: result.fit,
    spec: { ...result.spec, aggregate: type },
    warnings: result.warnings,
  });
}
