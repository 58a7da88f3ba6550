import {
  type AggregatedEffects,
  type AggregateEstimate,
  type AttAggregation,
  type AttGtResult,
  type DynamicEffects,
  displayable,
  type EventEstimate,
  type GroupTimeEstimate,
} from "@ceteris/core";
import { nullRow } from "../estimate-table.ts";
import { eventTerm } from "../event-time.ts";
import { jointLeads } from "../joint-leads.ts";
import { word } from "./att-gt-options.ts";
import { type CohortEffect, meanByShare, plainMean } from "./effect-mean.ts";
import { inferEffects } from "./infer-effects.ts";

export interface AggregateOptions {
  /**
   * `"simple"` (default): one mean over all effects after treatment; `"dynamic"`: by event time;
   * `"group"`: by cohort; `"calendar"`: by period.
   */
  readonly type?: AttAggregation | undefined;
}

/**
 * Means of group-time effects (Callaway and Sant'Anna 2021, section 3), with errors that count the
 * estimation of the weights.
 *
 * `simple` weighs all effects after treatment by the shares of their cohorts; `dynamic` does so at each
 * event time, and `overall` is the plain mean from 0 on; `calendar` does so in each period, `overall` the
 * plain mean of these; `group` is the plain mean after treatment of each cohort, `overall` weighs these by
 * the shares.
 *
 * Every aggregate is a smooth function of effects and shares, so its influence function is the sum of theirs
 * by its derivatives, and its variance follows from their joint covariance, which the result holds: nothing
 * is estimated anew. Bootstrap draws are carried over the same way.
 *
 * @param effects a result of `attGt`, as it is or read from JSON
 * @returns for `dynamic` an event study, which `plotEventStudy`, `uniformBands`, `reviewPretrend` and (from
 *   a universal base) `honest` take as any other; else rows by cohort or period, or the row `att`
 * @throws OPTION_INVALID
 * @see R did 2.5 `aggte`, whose figures these are; effects that are not identified are left out (`na.rm = TRUE`)
 * @example
 * const { overall } = aggregateEffects(attGt(panel, { outcome: "index" }), { type: "group" });
 */
export function aggregateEffects(effects: AttGtResult, options: { readonly type: "dynamic" }): DynamicEffects;
export function aggregateEffects(
  effects: AttGtResult,
  options?: { readonly type?: Exclude<AttAggregation, "dynamic"> | undefined },
): AggregatedEffects;
export function aggregateEffects(
  effects: AttGtResult,
  options?: AggregateOptions,
): AggregatedEffects | DynamicEffects;
export function aggregateEffects(
  effects: AttGtResult,
  options: AggregateOptions = {},
): AggregatedEffects | DynamicEffects {
  const type = word("aggregate", options.type, "simple");
  const cells = usableCells(effects);
  const after = cells.filter(({ row }) => row.eventTime >= 0);
  const shared = { sample: effects.sample, fit: effects.fit, warnings: effects.warnings };
  const spec = { ...effects.spec, aggregate: type };
  switch (type) {
    case "simple": {
      const { overall, vcov } = inferEffects(
        effects,
        [],
        after.length > 0 ? meanByShare(after) : null,
        "att",
      );
      return displayable<AggregatedEffects>({
        kind: "att-aggregate",
        type,
        ...shared,
        estimates: [overall],
        overall,
        critical: null,
        vcov,
        spec,
      });
    }
    case "dynamic": {
      const groups = groupBy(cells, (row) => row.eventTime);
      const path = groups.map(({ key, cells: own }) => ({ term: eventTerm(key), effect: meanByShare(own) }));
      const isBase = groups.map(({ cells: own }) => own.every(({ row }) => row.reference));
      const treated = path.filter((_, i) => groups[i]!.key >= 0).map(({ effect }) => effect);
      const free = path.filter((_, i) => !isBase[i]);
      const found = inferEffects(effects, free, treated.length > 0 ? plainMean(treated) : null, "overall");
      const estimates = groups.map(({ key: eventTime }, i): EventEstimate => {
        const { term } = path[i]!;
        if (isBase[i]) return { ...nullRow(term), estimate: 0, eventTime, reference: true };
        return { ...found.rows.find((row) => row.term === term)!, eventTime, reference: false };
      });
      const lost = lostKeys(effects, (row) => row.eventTime, groups).map((eventTime) => ({
        ...nullRow(eventTerm(eventTime)),
        eventTime,
        reference: false,
      }));
      const ahead = effects.spec.anticipation as number;
      return displayable<DynamicEffects>({
        kind: "event-study",
        ...shared,
        estimates: [...estimates, ...lost].sort((a, b) => a.eventTime - b.eventTime),
        controls: [],
        pretrend: jointLeads(
          estimates.filter((row) => row.eventTime + ahead < 0),
          found.vcov,
        ),
        overall: found.overall,
        critical: found.critical,
        vcov: found.vcov,
        spec,
      });
    }
    case "group":
    case "calendar": {
      const key = type === "group" ? "cohort" : "time";
      const keyOf = (row: GroupTimeEstimate) => row[key];
      const groups = groupBy(after, keyOf);
      const parts = groups.map(({ key: own, cells: members }) => ({
        term: `${key}:${own}`,
        effect: type === "group" ? plainMean(members) : meanByShare(members),
      }));
      const overall =
        parts.length === 0
          ? null
          : type === "group"
            ? meanByShare(parts.map(({ effect }, i) => ({ ...groups[i]!.cells[0]!, ...effect })))
            : plainMean(parts.map(({ effect }) => effect));
      const found = inferEffects(effects, parts, overall, "overall");
      const estimates = groups.map(
        ({ key: own }, i): AggregateEstimate => ({ ...found.rows[i]!, [key]: own }),
      );
      const lost = lostKeys(effects, keyOf, groups, 0).map(
        (own): AggregateEstimate => ({ ...nullRow(`${key}:${own}`), [key]: own }),
      );
      return displayable<AggregatedEffects>({
        kind: "att-aggregate",
        type,
        ...shared,
        estimates: [...estimates, ...lost].sort((a, b) => inOrder(a[key]!, b[key]!)),
        overall: found.overall,
        critical: found.critical,
        vcov: found.vcov,
        spec,
      });
    }
  }
}

interface Cell extends CohortEffect {
  readonly row: GroupTimeEstimate;
}

/** Identified effects as functions of the terms of the covariance: of themselves. */
function usableCells({ estimates, shares, vcov }: AttGtResult): readonly Cell[] {
  const place = new Map(vcov.terms.map((term, at) => [term, at]));
  const shareOf = new Map(shares.map((share) => [share.cohort, share]));
  return estimates.flatMap((row) => {
    if (row.estimate === null) return [];
    const gradient = new Float64Array(vcov.terms.length);
    const at = place.get(row.term);
    if (at !== undefined) gradient[at] = 1;
    const { share, term } = shareOf.get(row.cohort)!;
    return [{ row, value: row.estimate, gradient, share, shareAt: place.get(term)! }];
  });
}

function groupBy<Key extends number | string>(
  cells: readonly Cell[],
  keyOf: (row: GroupTimeEstimate) => Key,
) {
  const groups = new Map<Key, Cell[]>();
  for (const cell of cells) {
    const key = keyOf(cell.row);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups].sort(([a], [b]) => inOrder(a, b)).map(([key, own]) => ({ key, cells: own }));
}

/** Keys, from an event time on, of which no effect is identified. */
function lostKeys<Key extends number | string>(
  { estimates }: AttGtResult,
  keyOf: (row: GroupTimeEstimate) => Key,
  groups: readonly { readonly key: Key }[],
  from = Number.NEGATIVE_INFINITY,
): readonly Key[] {
  const found = new Set(groups.map(({ key }) => key));
  const all = new Set(estimates.filter((row) => row.eventTime >= from).map(keyOf));
  return [...all].filter((key) => !found.has(key));
}

function inOrder(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
