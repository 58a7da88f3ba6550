import { type Label, labelText } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { nameOf } from "../names.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import type { Layer } from "./layers.ts";
import { namedTicks } from "./named-ticks.ts";
import { policyStart } from "./policy-start.ts";
import { SERIES_COLOURS, SERIES_SHAPES } from "./theme.ts";

/** The mean of one group in one period. */
export interface TrendPoint {
  /** Periods are drawn in the order in which they first stand. */
  readonly time: string | number;
  readonly group: Label;
  readonly mean: number | null;
  /** Rows it is the mean of, for the table. */
  readonly n?: number | undefined;
}

export interface PlotTrendsOptions extends ChartOptions {
  /** First treated period; a dashed line stands half a period before it. */
  readonly start?: string | number | undefined;
  /** Names of the columns, for the axes. */
  readonly outcome?: string | undefined;
  readonly time?: string | undefined;
}

/**
 * Means of groups over time, as treated against control, with a dashed line where the policy starts.
 *
 * @example
 * const spec = plotTrends(
 *   [
 *     { time: 2017, group: "Treated", mean: 0.19 },
 *     { time: 2018, group: "Treated", mean: 0.21 },
 *   ],
 *   { start: 2018 },
 * );
 */
export function plotTrends(points: readonly TrendPoint[], options: PlotTrendsOptions = {}): TopLevelSpec {
  const { lang = "en", labels, start, outcome, width = 480, height = 280 } = options;
  const times = [...new Set(points.map((p) => String(p.time)))];
  const groups = [...new Set(points.map((p) => labelText(p.group, lang)))];
  const rows = points
    .filter((p) => p.mean !== null)
    .map((p) => ({
      x: times.indexOf(String(p.time)),
      time: String(p.time),
      group: labelText(p.group, lang),
      y: p.mean,
    }));
  const x = {
    field: "x",
    type: "quantitative",
    title: options.time === undefined ? word("time", lang) : nameOf(options.time, labels, lang),
    scale: { domain: [-0.3, times.length - 0.7], nice: false, zero: false },
    axis: { ...namedTicks(new Map(times.map((t, i) => [i, t])), width / (times.length - 0.4)), grid: false },
  };
  const y = {
    field: "y",
    type: "quantitative",
    title: outcome === undefined ? word("mean", lang) : nameOf(outcome, labels, lang),
    scale: { zero: false, nice: true },
    axis: { tickCount: 6 },
  };
  const by = (range: readonly string[]) => ({
    field: "group",
    type: "nominal",
    scale: { domain: groups, range: groups.map((_, i) => range[i % range.length]!) },
    legend: { title: null },
  });
  const at = start === undefined ? -1 : times.indexOf(String(start));
  return chart({
    title: titleOf(options.title, "titleTrends", lang),
    description:
      lang === "zh"
        ? `${groups.join("、")}在${times.length}个时期的均值。`
        : `Means of ${groups.join(", ")} over ${times.length} periods.`,
    width,
    height,
    rows,
    layers: [
      {
        mark: { type: "line", strokeWidth: 1.6 },
        encoding: { x, y, color: by(SERIES_COLOURS) },
      },
      {
        mark: { type: "point", filled: true, size: 52, opacity: 1 },
        encoding: {
          x,
          y,
          color: by(SERIES_COLOURS),
          shape: by(SERIES_SHAPES),
          tooltip: [
            { field: "time", type: "nominal", title: word("time", lang) },
            { field: "group", type: "nominal" },
            { field: "y", type: "quantitative", title: word("mean", lang), format: ".4~f" },
          ],
        },
      },
      ...(at > 0 ? policyStart(at - 0.5, word("policyStart", lang)) : []),
    ] as Layer[],
  });
}
