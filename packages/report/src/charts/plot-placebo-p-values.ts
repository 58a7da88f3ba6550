import { CeterisError, type PlaceboResult } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { word } from "../words.ts";
import { chart, titleOf } from "./chart.ts";
import { gaussianDensity } from "./gaussian-density.ts";
import { density, inline, type Layer, type Row } from "./layers.ts";
import { actualLayers, markedDraws, placeboAxes, placeboSummary, zeroEstimate } from "./placebo-parts.ts";
import type { PlotPlaceboOptions } from "./plot-placebo.ts";
import { QUIET } from "./theme.ts";

export interface PlotPlaceboPValuesOptions extends PlotPlaceboOptions {
  /** Where the horizontal line stands; default 0.1. */
  readonly threshold?: number | undefined;
}

/**
 * The placebo estimates as a kernel density, and each draw's p value as a point on the axis to the
 * right, with a horizontal line at p = 0.1 and a dashed one at the actual estimate: the layout that
 * Chinese journals expect. Of very many draws every k-th is a point.
 *
 * @throws OPTION_INVALID when the draws have no p values (`studentised` was not asked for)
 * @example
 * const result = placebo(panel, { outcome: "index", studentised: true });
 * const svg = await renderSvg(plotPlaceboPValues(result, { lang: "zh" }));
 */
export function plotPlaceboPValues(
  result: PlaceboResult,
  options: PlotPlaceboPValuesOptions = {},
): TopLevelSpec {
  const { lang = "en", width = 480, height = 270, bandwidth, digits = 4, threshold = 0.1 } = options;
  const curve = gaussianDensity(result.values, { bandwidth });
  const summary = placeboSummary(result, lang);
  const peak = Math.max(...curve.map((p) => p.y), 0);
  const curves = {
    layer: [
      placeboAxes(lang, word("density", lang)),
      density(),
      zeroEstimate(),
      ...actualLayers(result, peak, digits, lang),
    ],
  };
  return chart({
    title: titleOf(options.title, "titlePlacebo", lang),
    subtitle: summary,
    description:
      lang === "zh"
        ? `安慰剂检验：${summary}；曲线为估计系数的核密度，散点为每次抽样的p值，竖直虚线为实际估计系数，水平虚线为p = ${threshold}。`
        : `Density of placebo estimates with the p value of each draw: ${summary}; the dashed lines are the actual estimate and p = ${threshold}.`,
    width,
    height,
    rows: curve.map(({ x, y }) => ({ x, y })),
    layers: [
      {
        layer: [pValueLayers(result, threshold, word("drawPValue", lang)), curves],
        resolve: { scale: { y: "independent" } },
      } as Layer,
    ],
  });
}

function drawnPoints({ values, studentised }: PlaceboResult): readonly Row[] {
  if (!studentised) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "studentised",
      what: "the draws have no p values of their own",
      mend: "Run the placebo test with studentised draws",
    });
  }
  return markedDraws(values.length).flatMap((i) => {
    const p = studentised.pValues[i];
    return p === null || p === undefined ? [] : [{ x: values[i]!, p }];
  });
}

function pValueLayers(result: PlaceboResult, threshold: number, title: string): object {
  // The label of the line stands away from the actual estimate.
  const left = (result.actual.estimate ?? 0) >= result.draws.mean;
  const y = {
    field: "p",
    type: "quantitative",
    title,
    // Room for the label of the actual estimate above all points.
    scale: { domain: [0, 1.1], nice: false },
    axis: { orient: "right", grid: false, values: [0, 0.2, 0.4, 0.6, 0.8, 1] },
  };
  return {
    layer: [
      {
        data: inline(drawnPoints(result)),
        mark: { type: "point", filled: false, size: 14, opacity: 0.6, strokeWidth: 0.9, color: QUIET },
        encoding: { x: { field: "x", type: "quantitative" }, y },
      },
      {
        data: inline([{ p: threshold }]),
        mark: { type: "rule", color: QUIET, strokeWidth: 1, strokeDash: [2, 3] },
        encoding: { y },
      },
      {
        data: inline([{ p: threshold, label: `p = ${threshold}` }]),
        mark: {
          type: "text",
          align: left ? "left" : "right",
          baseline: "bottom",
          dx: left ? 5 : -5,
          dy: -2,
          color: QUIET,
          fontSize: 10.5,
        },
        encoding: {
          x: { value: left ? 0 : { expr: "width" } },
          y,
          text: { field: "label", type: "nominal" },
        },
      },
    ],
  };
}
