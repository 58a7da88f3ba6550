import type { InfluenceRow, Language, LeaveOneOutResult } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { nameOf } from "../names.ts";
import { formatCount, formatNumber } from "../numbers.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { inline, type Layer, referenceLine, zeroRule } from "./layers.ts";
import { namedTicks } from "./named-ticks.ts";
import { SERIES_COLOURS, SERIES_SHAPES } from "./theme.ts";

export interface PlotLeaveOneOutOptions extends ChartOptions {
  /** Clusters named at the axis, the most influential; all of them when there are no more than 30. Default 6. */
  readonly named?: number | undefined;
  /** Decimals of the estimate under the title; default 4. */
  readonly digits?: number | undefined;
}

/** As many have a line of their own. */
const FEW = 30;
const NAMED_LINE = 16;
const MOST_HEIGHT = 430;

/**
 * The effect without each cluster as a dot, from the lowest to the highest; the effect with all of them as
 * a rule, its confidence interval as a band. The most influential clusters, at the ends, are named.
 *
 * @example
 * const svg = await renderSvg(plotLeaveOneOut(leaveOneOut(panel, { outcome: "index" })));
 */
export function plotLeaveOneOut(
  result: LeaveOneOutResult,
  options: PlotLeaveOneOutOptions = {},
): TopLevelSpec {
  const { lang = "en", labels, width = 460 } = options;
  const sorted = result.leftOut
    .filter((row) => row.estimate !== null)
    .sort((a, b) => a.estimate! - b.estimate! || (a.cluster < b.cluster ? -1 : 1));
  const named = mostInfluential(sorted, sorted.length <= FEW ? FEW : (options.named ?? 6));
  const { places, height } = lines(sorted, named, options.height);
  const groups = [word("treatedGroup", lang), word("controlGroup", lang)] as const;
  const rows = sorted.map((row, i) => ({
    x: row.estimate,
    y: places[i]!,
    cluster: row.cluster,
    group: groups[row.treated ? 0 : 1],
    change: row.change,
    partialLeverage: row.partialLeverage,
  }));
  const names = new Map(sorted.flatMap((row, i) => (named.has(row) ? [[places[i]!, row.cluster]] : [])));
  const series = { field: "group", type: "nominal", legend: { title: null } };
  const dots: Layer = {
    mark: {
      type: "point",
      filled: true,
      size: sorted.length <= FEW ? 52 : sorted.length <= 100 ? 30 : 14,
      opacity: 1,
    },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: word("estimateWithout", lang),
        scale: { zero: false, nice: true, padding: 8 },
        axis: { tickCount: 6 },
      },
      y: {
        field: "y",
        type: "quantitative",
        title: null,
        scale: { domain: [0, height], nice: false, zero: false },
        axis: { ...namedTicks(names, Number.POSITIVE_INFINITY), grid: sorted.length <= FEW, ticks: false },
      },
      color: { ...series, scale: { domain: [...groups], range: [SERIES_COLOURS[1], SERIES_COLOURS[0]] } },
      shape: { ...series, scale: { domain: [...groups], range: [SERIES_SHAPES[1], SERIES_SHAPES[0]] } },
      tooltip: [
        { field: "cluster", type: "nominal", title: nameOf(result.by, labels, lang) },
        { field: "x", type: "quantitative", title: word("estimateWithout", lang), format: ".4f" },
        { field: "change", type: "quantitative", title: word("change", lang), format: ".4f" },
        {
          field: "partialLeverage",
          type: "quantitative",
          title: word("partialLeverage", lang),
          format: ".3f",
        },
      ],
    },
  } as Layer;
  const [effect] = result.estimates;
  const { estimate, confLow, confHigh } = effect!;
  const reach = [...rows.map(({ x }) => x!), ...[estimate, confLow, confHigh].filter((v) => v !== null)];
  const crossesZero = Math.min(...reach) <= 0 && Math.max(...reach) >= 0;
  return chart({
    title: titleOf(options.title, "titleInfluence", lang),
    subtitle: summary(result, options),
    description: description(result, lang),
    width,
    height,
    rows,
    layers: [
      ...(confLow === null || confHigh === null ? [] : [band(confLow, confHigh)]),
      ...(crossesZero ? [zeroRule("x")] : []),
      ...(estimate === null
        ? []
        : [referenceLine({ axis: "x", at: estimate, dash: [1, 0], colour: SERIES_COLOURS[0], width: 1.3 })]),
      dots,
    ],
  });
}

function mostInfluential(rows: readonly InfluenceRow[], most: number): ReadonlySet<InfluenceRow> {
  return new Set(rows.toSorted((a, b) => Math.abs(b.change!) - Math.abs(a.change!)).slice(0, most));
}

/** Heights of the dots from the bottom: a line for each that is named, the others close together. */
function lines(sorted: readonly InfluenceRow[], named: ReadonlySet<InfluenceRow>, asked: number | undefined) {
  const nOthers = sorted.length - named.size;
  const wanted = asked ?? Math.min(MOST_HEIGHT, NAMED_LINE * named.size + 9 * nOthers + 8);
  const each = nOthers === 0 ? 0 : Math.max(0.5, (wanted - 8 - NAMED_LINE * named.size) / nOthers);
  const sizes = sorted.map((row) =>
    named.has(row) ? (nOthers === 0 ? (wanted - 8) / named.size : NAMED_LINE) : each,
  );
  let top = 4;
  const places = sizes.map((size) => {
    top += size;
    return Number((top - size / 2).toFixed(2));
  });
  return { places, height: Math.ceil(top + 4) };
}

function band(low: number, high: number): Layer {
  return {
    data: inline([{ low, high }]),
    mark: { type: "rect", color: SERIES_COLOURS[0], opacity: 0.1 },
    encoding: { x: { field: "low", type: "quantitative" }, x2: { field: "high" } },
  } as Layer;
}

function summary(
  result: LeaveOneOutResult,
  { lang = "en", labels, digits = 4 }: PlotLeaveOneOutOptions,
): string {
  const { estimate, confLow, confHigh } = result.estimates[0]!;
  const name = nameOf(result.by, labels, lang);
  const n = formatCount(result.nClusters, lang);
  const number = (value: number | null) => (value === null ? "—" : formatNumber(value, digits));
  const interval = confLow === null ? "" : ` [${number(confLow)}, ${number(confHigh)}]`;
  return lang === "zh"
    ? `竖线与色带：全部${n}个${name}，${number(estimate)}${interval}`
    : `Line and band: all ${n} levels of ${name}, ${number(estimate)}${interval}`;
}

function description({ nClusters, mostInfluential }: LeaveOneOutResult, lang: Language): string {
  const most = mostInfluential === null ? "" : mostInfluential;
  return lang === "zh"
    ? `逐一剔除${nClusters}个聚类后的估计系数，由低到高排列；影响最大的是${most}。`
    : `Estimates without each of ${nClusters} clusters, from the lowest to the highest; ${most} matters most.`;
}
