import type { PlaceboResult } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { gaussianDensity } from "./gaussian-density.ts";
import { density, rug } from "./layers.ts";
import { actualLayers, markedDraws, placeboAxes, placeboSummary, zeroEstimate } from "./placebo-parts.ts";

export interface PlotPlaceboOptions extends ChartOptions {
  /** Standard deviation of the kernel; default Silverman's rule. */
  readonly bandwidth?: number | undefined;
  /** Decimals of the estimate's label; default 4. */
  readonly digits?: number | undefined;
}

/**
 * The placebo estimates as a kernel density over a rug of the draws, and the actual estimate as a
 * dashed line with its value; under the title the number of draws and the p value. Of very many draws
 * the rug shows every k-th.
 *
 * @example
 * const svg = await renderSvg(plotPlacebo(placebo(panel, { outcome: "index" })));
 */
export function plotPlacebo(result: PlaceboResult, options: PlotPlaceboOptions = {}): TopLevelSpec {
  const { lang = "en", width = 480, height = 270, bandwidth, digits = 4 } = options;
  const curve = gaussianDensity(result.values, { bandwidth });
  const summary = placeboSummary(result, lang);
  const peak = Math.max(...curve.map((p) => p.y), 0);
  return chart({
    title: titleOf(options.title, "titlePlacebo", lang),
    subtitle: summary,
    description:
      lang === "zh"
        ? `安慰剂检验：${summary}，虚线为实际估计系数。`
        : `Density of placebo estimates: ${summary}; the dashed line is the actual estimate.`,
    width,
    height,
    rows: curve.map(({ x, y }) => ({ x, y })),
    layers: [
      placeboAxes(lang, word("density", lang)),
      density(),
      rug(markedDraws(result.values.length).map((i) => result.values[i]!)),
      zeroEstimate(),
      ...actualLayers(result, peak, digits, lang),
    ],
  });
}
