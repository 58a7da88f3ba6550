import { type EventStudyResult, type Language, labelText } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { formatP, formatPercent } from "../numbers.ts";
import { specFacts } from "../spec-facts.ts";
import type { EventStudySeries } from "../tables/event-study-sheet.ts";
import { eventTimeName, type TimeLabels, timeName } from "../tables/event-time-name.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { innerEnds, intervalTitle } from "./inner-interval.ts";
import { inline, interval, type Layer, point, type Row, referenceLine, zeroRule } from "./layers.ts";
import { namedTicks } from "./named-ticks.ts";
import { COLOURS, INK, SERIES_COLOURS, SERIES_SHAPES } from "./theme.ts";

export interface PlotEventStudyOptions extends ChartOptions {
  /** Calendar names of event times. */
  readonly timeLabels?: TimeLabels | undefined;
  /** Bands for the whole path of a single study, as `uniformBands` gives them: thin lines beyond the intervals. */
  readonly bands?: PathBands | null | undefined;
  /** A lower level, for a thick line inside each interval, as `plotCoefficients` draws it; default null, none. */
  readonly inner?: number | null | undefined;
}

/** One event study of a chart of several. */
export interface PlottedSeries extends EventStudySeries {
  /** Bands for its whole path. */
  readonly bands?: PathBands | null | undefined;
}

/** Bands that hold all effects at once. */
export interface PathBands {
  readonly level: number;
  readonly rows: readonly {
    readonly eventTime: number;
    readonly confLow: number;
    readonly confHigh: number;
  }[];
}

/** Ground under the periods of treatment. */
const AFTER = COLOURS.shade;

/** Largest shift between the points of neighbouring series, in periods, and how much of a period all of them take. */
const DODGE = 0.2;
const ABREAST = 0.76;

/** Room for a point of a chart with many series, in pixels, and the widest that it makes the chart. */
const ROOM = 9;
const WIDEST = 720;

/** Names in a row of the legend. */
const NAMES_ABREAST = 4;

/**
 * The path of effects: estimates with intervals by event time, the base hollow at zero, a dashed line
 * where treatment begins and a light ground from there on, the joint test of the leads under the title. Several studies stand beside
 * each other at each time, in colours and shapes of their own.
 *
 * @throws OPTION_INVALID when `inner` is not below the level of the intervals
 * @example
 * const svg = await renderSvg(plotEventStudy(result, { lang: "zh", timeLabels: { "-1": "2017", "0": "2018" } }));
 */
export function plotEventStudy(
  data: EventStudyResult | readonly PlottedSeries[],
  options: PlotEventStudyOptions = {},
): TopLevelSpec {
  const { lang = "en", labels, timeLabels, height = 290, inner = null } = options;
  const single = "kind" in data;
  const series: readonly PlottedSeries[] = single
    ? [{ label: "", result: data, bands: options.bands }]
    : data;
  const names = series.map((s) => labelText(s.label, lang));
  const dodge = Math.min(DODGE, ABREAST / series.length);
  const shift = (i: number) => (i - (series.length - 1) / 2) * dodge;
  const rows = series.flatMap((s, i) => seriesRows(s.result, names[i]!, shift(i), inner));
  const bandRows = series.flatMap((s, i) => bandEnds(s.bands, names[i]!, shift(i)));
  const times = [...new Set(rows.map((r) => r.eventTime as number))].sort((a, b) => a - b);
  const periods = times.at(-1)! - times[0]! + 1;
  const many = series.length > 1;
  const width = options.width ?? Math.min(WIDEST, Math.max(480, many ? (ROOM * periods) / dodge : 0));
  const room = (width / periods) * dodge;
  const first = series.length === 1 ? series[0]!.result : null;
  const ticks = namedTicks(
    new Map(times.map((t) => [t, eventTimeName(t, first, timeLabels)])),
    width / periods,
  );
  const legend = { title: null, columns: NAMES_ABREAST };
  const scale = { domain: names, range: SERIES_COLOURS.slice(0, names.length) };
  const colour = many ? { field: "series", type: "nominal", scale, legend } : { value: SERIES_COLOURS[0] };
  const shape = many
    ? {
        field: "series",
        type: "nominal",
        scale: { domain: names, range: SERIES_SHAPES.slice(0, names.length) },
        legend,
      }
    : undefined;
  const tooltip = [
    { field: "eventTime", type: "quantitative", title: word("eventTime", lang), format: "d" },
    { field: "y", type: "quantitative", title: word("estimate", lang), format: ".4~f" },
    { field: "low", type: "quantitative", title: word("confLow", lang), format: ".4~f" },
    { field: "high", type: "quantitative", title: word("confHigh", lang), format: ".4~f" },
  ];
  const axes: Layer = {
    mark: { type: "point", opacity: 0 },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: timeLabels ? timeName(series[0]!.result, labels, lang) : word("eventTimeAxis", lang),
        scale: { domain: [times[0]! - 0.5, times.at(-1)! + 0.5], nice: false, zero: false },
        axis: { ...ticks, grid: false },
      },
      y: {
        field: "y",
        type: "quantitative",
        title: intervalTitle(specFacts(series[0]!.result.spec).level, inner, lang),
        scale: { domain: spread([...rows, ...bandRows]), nice: false, zero: false },
        axis: { tickCount: 6 },
      },
    },
  } as Layer;
  return chart({
    title: titleOf(options.title, "titleEventStudy", lang),
    subtitle: subtitle(series, lang),
    description: description(rows, lang),
    width,
    height,
    rows,
    layers: [
      ...(times.at(-1)! >= 0 ? [ground(Math.max(times[0]! - 0.5, -0.5), times.at(-1)! + 0.5)] : []),
      axes,
      zeroRule("y"),
      ...(times[0]! < 0 ? [referenceLine({ axis: "x", at: -0.5, colour: INK })] : []),
      ...(bandRows.length > 0 ? [bandLines(bandRows, many ? colour : { value: INK })] : []),
      interval({ colour, cap: many ? Math.min(4, room / 3) : 4, inner: inner !== null }),
      point({ colour, shape, tooltip, size: many && room < ROOM ? 30 : 52 }),
    ],
  });
}

function seriesRows(result: EventStudyResult, name: string, shift: number, inner: number | null): Row[] {
  return result.estimates
    .filter((e) => e.estimate !== null)
    .map((e) => ({
      series: name,
      eventTime: e.eventTime,
      x: e.eventTime + shift,
      y: e.estimate,
      low: e.confLow,
      high: e.confHigh,
      hollow: e.reference,
      ...(inner === null ? {} : innerEnds(e, inner)),
    }));
}

function bandEnds(bands: PathBands | null | undefined, name: string, shift: number): Row[] {
  return (bands?.rows ?? []).map(({ eventTime, confLow, confHigh }) => ({
    series: name,
    x: eventTime + shift,
    low: confLow,
    high: confHigh,
  }));
}

/** From the lowest to the highest end of the intervals and zero, with a little air. */
function spread(rows: readonly Row[]): [number, number] {
  const ends = rows.flatMap((r) => [r.y, r.low, r.high]).filter((v) => typeof v === "number");
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends);
  const air = 0.06 * (high - low || 1);
  return [low - air, high + air];
}

function ground(from: number, to: number): Layer {
  return {
    data: inline([{ from, to }]),
    mark: { type: "rect", color: AFTER, opacity: 0.11 },
    encoding: { x: { field: "from", type: "quantitative" }, x2: { field: "to" } },
  };
}

function bandLines(rows: readonly Row[], colour: object): Layer {
  return {
    data: inline(rows),
    mark: { type: "rule", strokeWidth: 0.7 },
    encoding: {
      x: { field: "x", type: "quantitative" },
      y: { field: "low", type: "quantitative" },
      y2: { field: "high" },
      color: colour,
    },
  } as Layer;
}

function subtitle(series: readonly PlottedSeries[], lang: Language): string | null {
  const level = series.find(({ bands }) => bands)?.bands?.level;
  const parts = [
    series.length === 1 ? pretrendText(series[0]!.result, lang) : null,
    level === undefined ? null : word("uniformBand", lang, { level: formatPercent(level) }),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(lang === "zh" ? "；" : "; ");
}

function pretrendText({ pretrend }: EventStudyResult, lang: Language): string | null {
  if (!pretrend) return null;
  const { statistic, dof1, dof2, pValue } = pretrend;
  const name = dof2 === null ? `χ²(${dof1})` : `F(${dof1}, ${dof2})`;
  const p = formatP(pValue);
  const shown = `${name} = ${statistic.toFixed(2)}, p ${p.startsWith("<") ? `< ${p.slice(1)}` : `= ${p}`}`;
  return lang === "zh" ? `先导项联合检验：${shown}` : `Joint test of leads: ${shown}`;
}

function description(rows: readonly Row[], lang: Language): string {
  const n = new Set(rows.map((r) => r.eventTime)).size;
  return lang === "zh"
    ? `事件研究图：${n}个相对时点的估计系数与置信区间。`
    : `Event-study plot: estimates with confidence intervals at ${n} event times.`;
}
