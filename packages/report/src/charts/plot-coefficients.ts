import { type Label, labelText } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { formatPercent } from "../numbers.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { type Layer, type Row, zeroRule } from "./layers.ts";
import { SERIES_COLOURS, SERIES_SHAPES } from "./theme.ts";

/** One estimate to compare with others. */
export interface CoefficientPoint {
  readonly label: Label;
  /** Estimates of one series share a colour and a shape, as the columns of one table. */
  readonly series?: Label | undefined;
  readonly estimate: number | null;
  readonly confLow: number | null;
  readonly confHigh: number | null;
}

export interface PlotCoefficientsOptions extends ChartOptions {
  /** Of the intervals, for the axis; default 0.95. */
  readonly level?: number | undefined;
}

/** Height of a row, and of a further series in it. */
const ROW = 30;
const FURTHER = 12;

/**
 * Estimates with their intervals, one below the other: models, samples, estimators or subgroups side by
 * side. Rows without an estimate are left blank, not left out.
 *
 * @example
 * plotCoefficients(models.map((m, i) => ({ label: `(${i + 1})`, ...m.estimates[0]! })));
 */
export function plotCoefficients(
  points: readonly CoefficientPoint[],
  options: PlotCoefficientsOptions = {},
): TopLevelSpec {
  const { lang = "en", width = 420, level = 0.95 } = options;
  const names = [...new Set(points.map((p) => labelText(p.label, lang)))];
  const seriesOf = (p: CoefficientPoint) => labelText(p.series ?? "", lang);
  const series = [...new Set(points.map(seriesOf))];
  const many = series.length > 1;
  const rows = points
    .filter((p) => p.estimate !== null)
    .map((p): Row => {
      const name = labelText(p.label, lang);
      const at = series.indexOf(seriesOf(p)) - (series.length - 1) / 2;
      const row = names.indexOf(name) + (0.55 * at) / series.length;
      return { row, name, series: seriesOf(p), x: p.estimate, low: p.confLow, high: p.confHigh };
    });
  const by = (range: readonly string[]) =>
    many
      ? {
          field: "series",
          type: "nominal",
          scale: { domain: series, range: series.map((_, i) => range[i % range.length]!) },
          legend: { title: null },
        }
      : { value: range[0] };
  const y = {
    field: "row",
    type: "quantitative",
    title: null,
    scale: { domain: [-0.6, names.length - 0.4], nice: false, reverse: true },
    axis: {
      values: names.map((_, i) => i),
      labelExpr: `${JSON.stringify(names)}[toNumber(datum.value)]`,
      grid: false,
      ticks: false,
      domain: false,
    },
  };
  const x = {
    field: "x",
    type: "quantitative",
    title: word("estimateWithInterval", lang, { level: formatPercent(level) }),
    scale: { zero: false, nice: true, padding: 8 },
    axis: { tickCount: 6 },
  };
  return chart({
    title: titleOf(options.title, "titleCoefficients", lang),
    description:
      lang === "zh"
        ? `${points.length}个估计系数与置信区间。`
        : `${points.length} estimates with confidence intervals.`,
    width,
    height: options.height ?? names.length * (ROW + FURTHER * (series.length - 1)),
    rows,
    layers: [
      zeroRule("x"),
      {
        transform: [{ filter: "isValid(datum.low) && isValid(datum.high)" }],
        mark: { type: "rule", strokeWidth: 1.4 },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y, color: by(SERIES_COLOURS) },
      },
      {
        mark: { type: "point", filled: true, size: 56, opacity: 1 },
        encoding: {
          x,
          y,
          color: by(SERIES_COLOURS),
          ...(many ? { shape: by(SERIES_SHAPES) } : {}),
          tooltip: [
            { field: "name", type: "nominal", title: word("model", lang) },
            ...(many ? [{ field: "series", type: "nominal", title: word("seriesName", lang) }] : []),
            { field: "x", type: "quantitative", title: word("estimate", lang), format: ".4~f" },
            { field: "low", type: "quantitative", title: word("confLow", lang), format: ".4~f" },
            { field: "high", type: "quantitative", title: word("confHigh", lang), format: ".4~f" },
          ],
        },
      },
    ] as Layer[],
  });
}
