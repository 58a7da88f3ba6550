import { multiply, nameSome, type Warning } from "@ceteris/core";
import { cluster, clusterScale, scoreSums } from "@ceteris/regression";
import { eventTerm } from "../../event-study/event-time.ts";
import { unidentifiedEvents } from "../../event-study/unidentified-events.ts";
import { type FittedUntreated, type NamedEffect, regressUntreated } from "../untreated-model/index.ts";

export interface LeadRegression {
  readonly leads: readonly NamedEffect[];
  /** Clusters less one; null without leads. */
  readonly dof: number | null;
  readonly warnings: readonly Warning[];
}

/**
 * The pre-trend test of Borusyak, Jaravel and Spiess (2024, section 4.4): the model of the untreated rows with
 * a dummy for each of the last event times before treatment, measured from all earlier ones and the
 * never-treated units. Errors are those of the regression, clustered, with fixest's small-sample factors.
 *
 * @param most event times from −most to −1
 * @throws the codes of `leastSquares` and `cluster`
 */
export function leadRegression({ data, model, options }: FittedUntreated, most: number): LeadRegression {
  const { untreated } = model;
  const events = untreated.take(data.events);
  const wanted = [...new Set(events)].filter((event) => event < 0 && event >= -most).sort((a, b) => a - b);
  if (wanted.length === 0) return { leads: [], dof: null, warnings: [] };
  const dummies = wanted.map((event) => ({
    name: eventTerm(event),
    values: events.map((e) => (e === event ? 1 : 0)),
  }));
  const fit = regressUntreated(data, untreated, options, dummies);
  const terms = dummies.map(({ name }) => name);
  const lost = unidentifiedEvents(fit, terms, { rows: null }, dummies);

  const { codes, nLevels } = untreated.clusters;
  const by = [untreated.clusters];
  const { dof, warnings } = cluster({ by, smallSample: options.smallSample }).estimate(fit);
  const k = fit.terms.length;
  const influence = multiply(scoreSums(fit, codes, nLevels), fit.bread, nLevels, k, k);
  const scale = Math.sqrt(clusterScale(fit, by, options.smallSample));
  const effectAt = (at: number) => ({
    value: fit.coefficients[at]!,
    scores: Float64Array.from({ length: nLevels }, (_, c) => scale * influence[c * k + at]!),
  });
  const leads = wanted.map((eventTime, j) => {
    const term = terms[j]!;
    return { term, key: { eventTime }, effect: lost.has(term) ? null : effectAt(fit.terms.indexOf(term)) };
  });
  return { leads, dof: dof[0]!, warnings: [...warnings, ...warnLostLeads(leads)] };
}

function warnLostLeads(leads: readonly NamedEffect[]): readonly Warning[] {
  const lost = leads.filter(({ effect }) => effect === null).map(({ key }) => key.eventTime!);
  if (lost.length === 0) return [];
  return [
    {
      code: "LEADS_NOT_IDENTIFIED",
      message: `${lost.length} of ${leads.length} leads are not identified and left empty (${nameSome(lost, 20)}): on the untreated rows they are a combination of the unit effects, the period effects and each other. Ask for fewer leads, so that earlier periods are left to measure them from.`,
      details: { count: lost.length, eventTimes: lost, nLeads: leads.length },
    },
  ];
}
