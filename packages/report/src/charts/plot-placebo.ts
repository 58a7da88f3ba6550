import type { Language, PlaceboResult } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { formatCount, formatNumber, formatP } from "../numbers.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { gaussianDensity } from "./gaussian-density.ts";
import { density, inline, type Layer, referenceLine, rug } from "./layers.ts";
import { INK } from "./theme.ts";

export interface PlotPlaceboOptions extends ChartOptions {
  /** Standard deviation of the kernel; default Silverman's rule. */
  readonly bandwidth?: number | undefined;
  /** Decimals of the estimate's label; default 4. */
  readonly digits?: number | undefined;
}

const ACTUAL = "#b3431a";

/**
 * The placebo estimates as a kernel density over a rug of the draws, and the actual estimate as a
 * dashed line with its value; under the title the number of draws and the two-sided p value.
 *
 * @example
 * const svg = await renderSvg(plotPlacebo(placebo(panel, { outcome: "index" })));
 */
export function plotPlacebo(result: PlaceboResult, options: PlotPlaceboOptions = {}): TopLevelSpec {
  const { lang = "en", width = 480, height = 270, bandwidth, digits = 4 } = options;
  const curve = gaussianDensity(result.values, { bandwidth });
  const actual = result.actual.estimate;
  const axes: Layer = {
    mark: { type: "point", opacity: 0 },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: word("placeboEstimate", lang),
        scale: { zero: false, nice: true, padding: 6 },
        axis: { grid: false, tickCount: 5 },
      },
      y: {
        field: "y",
        type: "quantitative",
        title: word("density", lang),
        scale: { zero: true },
        axis: { tickCount: 5 },
      },
    },
  };
  const peak = Math.max(...curve.map((p) => p.y), 0);
  return chart({
    title: titleOf(options.title, "titlePlacebo", lang),
    subtitle: options.title === null ? null : summary(result, lang),
    description: description(result, lang),
    width,
    height,
    rows: curve.map(({ x, y }) => ({ x, y })),
    layers: [
      axes,
      density(),
      rug(result.values),
      referenceLine({ axis: "x", at: 0, dash: [1, 0], colour: "#9aa1aa", width: 0.8 }),
      ...(actual === null ? [] : actualLayers(actual, peak, result.draws.mean, digits, lang)),
    ],
  });
}

/** The line, and its label on the side away from the draws' middle if there is room, else towards it. */
function actualLayers(at: number, peak: number, middle: number, digits: number, lang: Language): Layer[] {
  const value = formatNumber(at, digits);
  const label = `${word("actualEstimate", lang)}${lang === "zh" ? "：" : ": "}${value}`;
  const right = at < middle;
  return [
    referenceLine({ axis: "x", at, dash: [6, 4], colour: ACTUAL, width: 1.5 }),
    {
      data: inline([{ x: at, y: peak, label }]),
      mark: {
        type: "text",
        align: right ? "left" : "right",
        baseline: "bottom",
        dx: right ? 6 : -6,
        dy: -2,
        color: INK,
        fontWeight: 600,
      },
      encoding: {
        x: { field: "x", type: "quantitative" },
        y: { field: "y", type: "quantitative" },
        text: { field: "label", type: "nominal" },
      },
    },
  ];
}

function summary(result: PlaceboResult, lang: Language): string {
  const n = formatCount(result.draws.n, lang);
  const p = formatP(result.pValue.twoSided);
  const shown = p.startsWith("<") ? `< ${p.slice(1)}` : `= ${p}`;
  return lang === "zh" ? `${n}次抽样，双侧p值 ${shown}` : `${n} draws, two-sided p ${shown}`;
}

function description(result: PlaceboResult, lang: Language): string {
  return lang === "zh"
    ? `安慰剂检验：${summary(result, lang)}，虚线为实际估计系数。`
    : `Density of placebo estimates: ${summary(result, lang)}; the dashed line is the actual estimate.`;
}
