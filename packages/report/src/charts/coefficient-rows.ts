import { type Label, labelText } from "@ceteris/core";
import { word } from "../words.ts";
import type { ChartOptions, StackedParts } from "./chart.ts";
import { type Interval, innerEnds } from "./inner-interval.ts";
import { type Layer, type Row, zeroRule } from "./layers.ts";
import { namedTicks } from "./named-ticks.ts";
import { SERIES_COLOURS, SERIES_SHAPES } from "./theme.ts";

/** One estimate to compare with others: any row of a result, with a name. */
export interface CoefficientPoint extends Interval {
  readonly label: Label;
  /** Estimates of one series share a colour and a shape, as the columns of one table. */
  readonly series?: Label | undefined;
}

export interface CoefficientRowsOptions extends Pick<ChartOptions, "lang"> {
  readonly inner: number | null;
  /** Of the axis; null for none. */
  readonly title: string | null;
  /** Of the axis; default from the lowest end of the intervals to the highest. */
  readonly domain?: readonly [number, number] | undefined;
}

/** Height of a row, and of a further series in it. */
const ROW = 30;
const FURTHER = 12;

/** Estimates with their intervals, one below the other on one axis. */
export function coefficientRows(
  points: readonly CoefficientPoint[],
  { lang = "en", inner, title, domain }: CoefficientRowsOptions,
): StackedParts["parts"][number] {
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
      const own = { row, name, series: seriesOf(p), x: p.estimate, low: p.confLow, high: p.confHigh };
      return inner === null ? own : { ...own, ...innerEnds(p, inner) };
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
      ...namedTicks(new Map(names.map((name, i) => [i, name])), Number.POSITIVE_INFINITY),
      grid: false,
      ticks: false,
      domain: false,
    },
  };
  const x = {
    field: "x",
    type: "quantitative",
    title,
    scale: domain ? { domain: [...domain], nice: false } : { zero: false, nice: true, padding: 8 },
    axis: { tickCount: 6 },
  };
  const line = (low: string, high: string, strokeWidth: number) => ({
    transform: [{ filter: `isValid(datum.${low}) && isValid(datum.${high})` }],
    mark: { type: "rule", strokeWidth },
    encoding: { x: { ...x, field: low }, x2: { field: high }, y, color: by(SERIES_COLOURS) },
  });
  return {
    height: names.length * (ROW + FURTHER * (series.length - 1)),
    rows,
    layers: [
      zeroRule("x"),
      line("low", "high", 1.4),
      ...(inner === null ? [] : [line("innerLow", "innerHigh", 3.6)]),
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
  };
}
