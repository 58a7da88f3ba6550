import { type AttGtResult, type DynamicEffects, displayable, type EventEstimate } from "@ceteris/core";
import { eventTerm } from "../event-study/event-time.ts";
import { jointLeads } from "../event-study/joint-leads.ts";
import { cellGroups } from "./effect-cells.ts";
import { meanByShare, plainMean } from "./effect-mean.ts";
import { inferEffects } from "./infer-effects.ts";

/** Means by event time as an event study, whose base is where all effects are their own base. */
export function meanByEventTime(result: AttGtResult): DynamicEffects {
  const groups = cellGroups(result, (row) => row.eventTime, Number.NEGATIVE_INFINITY);
  const path = groups.map(({ key, cells }) => ({
    eventTime: key,
    term: eventTerm(key),
    reference: cells.length > 0 && cells.every(({ row }) => row.reference),
    effect: meanByShare(cells),
  }));
  const after = path.flatMap(({ eventTime, effect }) => (eventTime >= 0 && effect ? [effect] : []));
  const parts = path.map(({ term, reference, effect }) => ({ term, effect: reference ? null : effect }));
  const { rows, overall, critical, vcov } = inferEffects(result, parts, plainMean(after), "overall");
  const estimates = path.map(
    ({ eventTime, reference }, i): EventEstimate => ({
      ...rows[i]!,
      ...(reference ? { estimate: 0 } : {}),
      eventTime,
      reference,
    }),
  );
  const ahead = result.spec.anticipation as number;
  return displayable<DynamicEffects>({
    kind: "event-study",
    sample: result.sample,
    estimates,
    controls: [],
    pretrend: jointLeads(
      estimates.filter((row) => row.eventTime + ahead < 0),
      vcov,
    ),
    overall,
    critical,
    vcov,
    fit: result.fit,
    spec: { ...result.spec, aggregate: "dynamic" },
    warnings: result.warnings,
  });
}
