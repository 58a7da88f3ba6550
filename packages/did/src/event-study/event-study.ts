import {
  alwaysTreatedUnits,
  CeterisError,
  displayable,
  type EventStudyResult,
  nameSome,
  type OptionKinds,
  type Panel,
  requireTreatment,
  uniqueWarnings,
  type Warning,
} from "@ceteris/core";
import { convergenceWarnings, type EstimationSample, fitStatistics } from "@ceteris/regression";
import { checkCall, DID_OPTIONS } from "../model/check-call.ts";
import { estimateTable, namedCovariance, nullRow, warnCollinear } from "../model/estimate-table.ts";
import { estimateModel, modelSample, modelSpec, refuseReservedNames } from "../model/fit-model.ts";
import type { DidOptions } from "../model/options.ts";
import { resolveOptions } from "../model/resolve-options.ts";
import { warnUnusableErrors } from "../model/unusable-errors.ts";
import { warnAlwaysTreated } from "../model/warn-always-treated.ts";
import { checkWindow, eventTerm, eventTimes } from "./event-time.ts";
import { jointLeads } from "./joint-leads.ts";
import { unidentifiedEvents, warnUnidentified } from "./unidentified-events.ts";

export interface EventStudyOptions extends DidOptions {
  /** Event time that the others are measured from. Default: −1, the last period before treatment. */
  readonly base?: number | undefined;
  /** Event times ≤ −leads form one bin. Default: none do. */
  readonly leads?: number | null | undefined;
  /** Event times ≥ lags form one bin. Default: none do. */
  readonly lags?: number | null | undefined;
}

const OPTIONS: OptionKinds<EventStudyOptions> = {
  ...DID_OPTIONS,
  base: "other",
  leads: "other",
  lags: "other",
};

/**
 * The path of effects around treatment: two-way fixed effects with a dummy for every event time but
 * the base. Event time is the number of periods since the unit was first treated, by differences of
 * the time column; never-treated units have none and stay in the sample as controls.
 *
 * Coefficients after treatment estimate effects relative to the base, coefficients before it (leads)
 * what should be zero under parallel trends; `pretrend` tests all leads jointly with the covariance of
 * the estimates. Under staggered adoption with effects that differ between cohorts, leads and lags are
 * contaminated by each other (Sun and Abraham 2021).
 *
 * @returns one row for each event time observed, named `event:-2`, the base included with estimate 0
 *   and no standard error; event times that are not identified have rows of nulls and a warning
 *   EVENT_TIMES_COLLINEAR; the controls' rows are in `controls`
 * @throws BASE_NOT_OBSERVED, OPTION_INVALID and the codes of `twfe`
 * @see R fixest `feols(y ~ i(event, ref = c(-1, never)) | unit + time)` and `wald(m, "event::-")`
 * @example
 * const { estimates, pretrend } = eventStudy(panel, { outcome: "index", leads: 4, lags: 3 });
 */
export function eventStudy(panel: Panel, options: EventStudyOptions): EventStudyResult {
  checkCall(panel, options, OPTIONS);
  requireTreatment(panel);
  const resolved = resolveOptions(panel, options);
  const base = options.base ?? -1;
  const window = { leads: options.leads ?? null, lags: options.lags ?? null };
  checkWindow(window);
  const events = eventTimes(panel, window);
  const sample = modelSample(panel, resolved);
  const observed = observedEvents(sample, events);
  if (!observed.includes(base)) throw baseNotObserved(panel, base, observed, window);
  const others = observed.filter((event) => event !== base);
  refuseReservedNames(resolved.controls, observed.map(eventTerm));

  const treatments = others.map((event) => ({
    name: eventTerm(event),
    values: events.map((e) => (e === event ? 1 : 0)),
  }));
  const { fit, covariance, choice } = estimateModel(sample, resolved, treatments);
  const unidentified = unidentifiedEvents(
    fit,
    treatments.map((t) => t.name),
    sample,
    treatments,
  );
  const rows = estimateTable(others.map(eventTerm), fit, covariance, resolved.level);
  const estimates = observed.map((event) => {
    if (event === base)
      return { ...nullRow(eventTerm(event)), estimate: 0, eventTime: event, reference: true };
    const term = eventTerm(event);
    const row = unidentified.has(term) ? nullRow(term) : rows[others.indexOf(event)]!;
    return { ...row, eventTime: event, reference: false };
  });
  const vcov = namedCovariance(fit, covariance, (term) => !unidentified.has(term));
  return displayable({
    kind: "event-study" as const,
    sample: sample.sample,
    estimates,
    controls: estimateTable(resolved.controls, fit, covariance, resolved.level),
    pretrend: jointLeads(estimates, vcov),
    vcov,
    fit: fitStatistics(fit, covariance),
    spec: { ...modelSpec(panel, { ...resolved, covariance: choice }, fit), base, ...window },
    warnings: uniqueWarnings(
      panel.warnings,
      warnAlwaysTreated(panel),
      warnUnknownStart(panel),
      sample.warnings,
      warnUnidentified(panel, sample, unidentified, others.length),
      warnCollinear(fit).filter(
        (w) => w.code === "NEARLY_COLLINEAR" || resolved.controls.includes(w.details!.term as string),
      ),
      convergenceWarnings(fit),
      warnUnusableErrors(
        fit,
        sample.columns.get(resolved.outcome)!,
        estimates.filter((row) => !row.reference),
      ),
      covariance.warnings,
    ),
  });
}

function observedEvents(sample: EstimationSample, events: Float64Array): readonly number[] {
  const found = new Set<number>();
  for (let at = 0; at < sample.sample.nObs; at++) {
    const event = events[sample.rows ? sample.rows[at]! : at]!;
    if (!Number.isNaN(event)) found.add(event);
  }
  return [...found].sort((a, b) => a - b);
}

/** A 0/1 column does not tell when units began that were never seen without treatment. */
function warnUnknownStart(panel: Panel): readonly Warning[] {
  const units = alwaysTreatedUnits(panel);
  if (units.length === 0 || !("treat" in panel.treatment!.spec)) return [];
  return [
    {
      code: "EVENT_TIME_UNKNOWN",
      message: `${units.length} units are treated from their first row on (${nameSome(units)}), so a 0/1 column does not tell when treatment began; their event time is counted from that row. Give the first treated period as a cohort instead, or leave these units out.`,
      details: { units: units.slice(0, 100), count: units.length },
    },
  ];
}

function baseNotObserved(
  panel: Panel,
  base: number,
  observed: readonly number[],
  { leads, lags }: { readonly leads: number | null; readonly lags: number | null },
): CeterisError {
  const bin =
    leads !== null && base < -leads ? `≤ ${-leads}` : lags !== null && base > lags ? `≥ ${lags}` : null;
  return new CeterisError({
    code: "BASE_NOT_OBSERVED",
    where: `${panel.table.source.name}, base`,
    what: bin
      ? `event time ${base} is part of the bin ${bin}`
      : `no treated unit is seen at event time ${base}`,
    mend: `Choose the base among the event times of the sample: ${nameSome(observed, 20)}`,
    details: { base, observed },
  });
}
