import type { BootstrapEstimate, BootstrapResult, Language } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { nameOf } from "../names.ts";
import { formatCount, formatNumber, formatPercent } from "../numbers.ts";
import { specFacts } from "../spec-facts.ts";
import { INTERVAL_WORDS, intervalKinds } from "../tables/bootstrap-sheet.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { gaussianDensity } from "./gaussian-density.ts";
import { density, inline, type Layer, type Row, referenceLine, rug } from "./layers.ts";
import { COLOURS, INK } from "./theme.ts";

export interface PlotBootstrapOptions extends ChartOptions {
  /** Which estimate; default the first. */
  readonly term?: string | undefined;
  /** Standard deviation of the kernel; default Silverman's rule. */
  readonly bandwidth?: number | undefined;
  /** Decimals of the estimate's label; default 4. */
  readonly digits?: number | undefined;
}

const ACTUAL = COLOURS.accent;
/** Heights of the intervals below the axis, in heights of the curve. */
const FIRST = 0.1;
const STEP = 0.11;

/**
 * The draws of a bootstrap as a kernel density, the estimate on the data as a dashed line, and below them
 * the intervals by name; zero is a thin line. A term without draws gives axes alone.
 *
 * @example
 * const svg = await renderSvg(plotBootstrap(pairsBootstrap(panel, statistic), { term: "did" }));
 */
export function plotBootstrap(result: BootstrapResult, options: PlotBootstrapOptions = {}): TopLevelSpec {
  const { lang = "en", labels, width = 480, height = 300, bandwidth, digits = 4 } = options;
  const row = result.estimates.find((e) => e.term === (options.term ?? e.term));
  const values = (row && result.values[row.term])?.filter((v) => v !== null) ?? [];
  const curve = gaussianDensity(values, { bandwidth });
  const peak = Math.max(...curve.map((p) => p.y), 0) || 1;
  const intervals = row ? intervalRows(row, peak, lang) : [];
  const floor = -peak * (FIRST + STEP * intervals.length);
  const axes: Layer = {
    mark: { type: "point", opacity: 0 },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: row
          ? `${word("bootstrapEstimate", lang)}${lang === "zh" ? "：" : ": "}${nameOf(row.term, labels, lang)}`
          : null,
        scale: { zero: false, nice: true, padding: 6 },
        axis: { grid: false, tickCount: 5 },
      },
      y: {
        field: "y",
        type: "quantitative",
        title: word("density", lang),
        scale: { domain: [floor, peak * 1.12], nice: false },
        axis: { values: evenTicks(peak), grid: true },
      },
    },
  };
  const estimate = row?.estimate ?? null;
  return chart({
    title: titleOf(options.title, "titleBootstrap", lang),
    subtitle: summary(result, lang),
    description: description(result, row, lang),
    width,
    height,
    rows: curve.map(({ x, y }) => ({ x, y })),
    layers: [
      axes,
      density(),
      rug(values),
      referenceLine({ axis: "x", at: 0, dash: [1, 0], colour: COLOURS.faint, width: 0.8 }),
      ...(estimate === null ? [] : estimateLayers(estimate, peak, digits, lang)),
      ...(intervals.length === 0 ? [] : intervalLayers(intervals)),
    ],
  });
}

/** Three or four round ticks from zero to the peak: none below zero, where the intervals are. */
function evenTicks(peak: number): number[] {
  const rough = peak / 3;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * unit).find((s) => s >= rough * 0.8)!;
  return Array.from({ length: Math.floor(peak / step) + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

function estimateLayers(at: number, peak: number, digits: number, lang: Language): Layer[] {
  const label = `${word("actualEstimate", lang)}${lang === "zh" ? "：" : ": "}${formatNumber(at, digits)}`;
  return [
    referenceLine({ axis: "x", at, dash: [6, 4], colour: ACTUAL, width: 1.5 }),
    {
      data: inline([{ x: at, y: peak, label }]),
      mark: { type: "text", align: "left", baseline: "bottom", dx: 6, dy: -3, color: INK, fontWeight: 600 },
      encoding: {
        x: { field: "x", type: "quantitative" },
        y: { field: "y", type: "quantitative" },
        text: { field: "label", type: "nominal" },
      },
    },
  ];
}

function intervalRows(row: BootstrapEstimate, peak: number, lang: Language): Row[] {
  const kinds = intervalKinds([row]).filter((kind) => row.intervals[kind]!.confLow !== null);
  return kinds.flatMap((kind) => {
    const { confLow, confHigh } = row.intervals[kind]!;
    if (confLow === null || confHigh === null) return [];
    const name = word(INTERVAL_WORDS[kind], lang);
    return [{ name, low: confLow, high: confHigh, y: -peak * (FIRST + STEP * kinds.indexOf(kind)) }];
  });
}

/** Horizontal intervals with end caps, their names at the right. */
function intervalLayers(rows: readonly Row[]): Layer[] {
  const y = { field: "y", type: "quantitative" };
  const end = (field: "low" | "high") => ({
    mark: { type: "tick", orient: "vertical", size: 8, thickness: 1.3, color: INK, opacity: 1 },
    encoding: { x: { field, type: "quantitative" }, y },
  });
  return [
    {
      data: inline(rows),
      layer: [
        {
          mark: { type: "rule", color: INK, strokeWidth: 1.3 },
          encoding: { x: { field: "low", type: "quantitative" }, x2: { field: "high" }, y },
        },
        end("low"),
        end("high"),
        {
          mark: { type: "text", align: "left", baseline: "middle", dx: 7, color: INK, fontSize: 10.5 },
          encoding: {
            x: { field: "high", type: "quantitative" },
            y,
            text: { field: "name", type: "nominal" },
          },
        },
      ],
    } as Layer,
  ];
}

function summary({ nDraws, spec }: BootstrapResult, lang: Language): string {
  const n = formatCount(nDraws, lang);
  const { level } = specFacts(spec);
  const percent = level === null ? null : formatPercent(level);
  if (lang === "zh") return percent === null ? `${n}次抽样` : `${n}次抽样，${percent}置信区间`;
  return percent === null ? `${n} draws` : `${n} draws, ${percent} intervals`;
}

function description(result: BootstrapResult, row: BootstrapEstimate | undefined, lang: Language): string {
  const term = row?.term ?? "";
  return lang === "zh"
    ? `自助法分布（${term}）：${summary(result, lang)}，虚线为实际估计系数。`
    : `Bootstrap distribution of ${term}: ${summary(result, lang)}; the dashed line is the actual estimate.`;
}
