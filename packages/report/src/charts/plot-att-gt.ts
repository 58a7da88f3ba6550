import type { AttGtResult } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { forNotebooks } from "./for-notebooks.ts";
import { intervalTitle } from "./inner-interval.ts";
import { inline, interval, type Layer, point, type Row, zeroRule } from "./layers.ts";
import { namedTicks } from "./named-ticks.ts";
import { INK, SERIES_COLOURS, SERIES_SHAPES } from "./theme.ts";

/**
 * Group-time effects, a panel for each cohort: estimates with intervals by period, those before and under
 * treatment in colours and shapes of their own, a dashed line where treatment begins. All panels share
 * their axes; up to five stand one below the other, so that the starts line up in time.
 *
 * @example
 * const svg = await renderSvg(plotAttGt(attGt(panel, { outcome: "index" }), { lang: "zh" }));
 */
export function plotAttGt(result: AttGtResult, options: ChartOptions = {}): TopLevelSpec {
  const { lang = "en" } = options;
  const times = [...new Set(result.estimates.map(({ time }) => time))].sort((a, b) => (a < b ? -1 : 1));
  const cohorts = [...new Set(result.estimates.map(({ cohort }) => cohort))];
  const columns = cohorts.length > 5 ? 2 : 1;
  const { width = columns === 1 ? 480 : 230, height = columns === 1 ? 90 : 110 } = options;
  const nameOf = (cohort: number | string) => word("cohortPanel", lang, { cohort: String(cohort) });
  const phases = [word("beforeTreatment", lang), word("underTreatment", lang)];
  const starts = new Map(
    cohorts.map((cohort) => {
      const own = result.estimates.filter((row) => row.cohort === cohort && row.eventTime >= 0);
      return [cohort, own.length > 0 ? times.indexOf(own[0]!.time) - 0.5 : null] as const;
    }),
  );
  const rows = result.estimates.map(
    (row, i): Row => ({
      panel: nameOf(row.cohort),
      phase: phases[row.eventTime < 0 ? 0 : 1]!,
      time: String(row.time),
      x: times.indexOf(row.time),
      y: row.estimate,
      low: row.confLow,
      high: row.confHigh,
      hollow: row.reference,
      start: result.estimates[i - 1]?.cohort === row.cohort ? null : starts.get(row.cohort)!,
    }),
  );
  const byPhase = (range: readonly string[]) => ({
    field: "phase",
    type: "nominal",
    scale: { domain: phases, range },
    legend: { title: null },
  });
  const colour = byPhase([SERIES_COLOURS[1], SERIES_COLOURS[0]]);
  const shape = byPhase([SERIES_SHAPES[1], SERIES_SHAPES[0]]);
  const { level } = specFacts(result.spec);
  const axes = {
    mark: { type: "point", opacity: 0 },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: null,
        scale: { domain: [-0.6, times.length - 0.4], nice: false, zero: false },
        axis: {
          ...namedTicks(new Map(times.map((t, i) => [i, String(t)])), width / times.length),
          grid: false,
        },
      },
      y: {
        field: "y",
        type: "quantitative",
        title: null,
        scale: { zero: true, nice: true },
        axis: { tickCount: 4 },
      },
    },
  } as Layer;
  const begin = {
    transform: [{ filter: "isValid(datum.start)" }],
    mark: { type: "rule", color: INK, strokeWidth: 1, strokeDash: [4, 3] },
    encoding: { x: { field: "start", type: "quantitative" } },
  } as Layer;
  const tooltip = [
    { field: "time", type: "nominal", title: word("time", lang) },
    { field: "y", type: "quantitative", title: word("estimate", lang), format: ".4~f" },
    { field: "low", type: "quantitative", title: word("confLow", lang), format: ".4~f" },
    { field: "high", type: "quantitative", title: word("confHigh", lang), format: ".4~f" },
  ];
  const {
    width: w,
    height: h,
    layer,
    ...frame
  } = chart({
    title: titleOf(options.title, "titleAttGt", lang),
    subtitle: intervalTitle(level, null, lang),
    description:
      lang === "zh"
        ? `${cohorts.length}个队列在各时期的平均处理效应与置信区间，每个队列一幅。`
        : `Average effects with confidence intervals by period, a panel for each of ${cohorts.length} cohorts.`,
    width,
    height,
    layers: [
      axes,
      zeroRule("y"),
      begin,
      interval({ colour, cap: 3 }),
      point({ colour, shape, size: 44, tooltip }),
    ],
  }) as TopLevelSpec & { width: number; height: number; layer: readonly Layer[] };
  return forNotebooks({
    ...frame,
    data: inline(rows),
    facet: {
      field: "panel",
      type: "nominal",
      sort: cohorts.map(nameOf),
      title: null,
      header: { labelAnchor: "start", labelPadding: 4 },
    },
    columns,
    spec: { width: w, height: h, layer },
  } as unknown as TopLevelSpec);
}
