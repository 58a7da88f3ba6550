import type { AggregatedEffects, DynamicEffects } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import type { ChartOptions } from "./chart.ts";
import { plotCoefficients } from "./plot-coefficients.ts";
import { plotEventStudy } from "./plot-event-study.ts";

const TITLES = {
  dynamic: "titleAttDynamic",
  simple: "titleAttSimple",
  group: "titleAttGroup",
  calendar: "titleAttCalendar",
} as const;

/**
 * Means of group-time effects: by event time as an event study, by cohort or period one below the other
 * with the overall effect last.
 *
 * @example
 * const svg = await renderSvg(plotAttAggregate(aggregateEffects(effects, { type: "group" })));
 */
export function plotAttAggregate(
  result: AggregatedEffects | DynamicEffects,
  options: ChartOptions = {},
): TopLevelSpec {
  const { lang = "en" } = options;
  const titled = (type: keyof typeof TITLES) => ({
    ...options,
    title: options.title === undefined ? word(TITLES[type], lang) : options.title,
  });
  if (result.kind === "event-study") return plotEventStudy(result, titled("dynamic"));
  const { estimates, overall, type } = result;
  const rows = estimates.map((row) => ({
    ...row,
    label: String(row.cohort ?? row.time ?? word("att", lang)),
  }));
  const last = type === "simple" ? [] : [{ ...overall, label: word("overallEffect", lang) }];
  return plotCoefficients([...rows, ...last], {
    ...titled(type),
    level: specFacts(result.spec).level ?? undefined,
  });
}
