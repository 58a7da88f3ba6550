import type { PsmDidResult } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { formatCount, formatNumber } from "../numbers.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import type { Layer } from "./layers.ts";
import { SERIES_COLOURS } from "./theme.ts";

/**
 * Histogram of the weights of the matched controls; under the title how many there are and how many
 * equally weighted ones they are worth. A long right tail says that few controls carry the estimate.
 *
 * @example
 * const svg = await renderSvg(plotMatchWeights(psmDid(panel, { outcome: "index", controls: ["gdp"] })));
 */
export function plotMatchWeights(
  result: Pick<PsmDidResult, "audit" | "matching">,
  options: ChartOptions = {},
): TopLevelSpec {
  const { lang = "en", width = 480, height = 240 } = options;
  const { weightBins, effectiveControls } = result.audit;
  const summary = word("effectiveLine", lang, {
    n: formatCount(result.matching.nMatchedControls, lang),
    e: formatNumber(effectiveControls, 1),
  });
  return chart({
    title: titleOf(options.title, "titleMatchWeights", lang),
    subtitle: summary,
    description:
      lang === "zh" ? `控制组匹配权重的直方图：${summary}。` : `Histogram of match weights: ${summary}.`,
    width,
    height,
    rows: weightBins.map(({ low, high, count }) => ({ low, high, count })),
    layers: [
      {
        mark: { type: "bar", color: SERIES_COLOURS[0], binSpacing: 1 },
        encoding: {
          x: {
            field: "low",
            type: "quantitative",
            bin: "binned",
            title: word("matchWeight", lang),
            axis: { tickCount: 8, grid: false },
          },
          x2: { field: "high" },
          y: {
            field: "count",
            type: "quantitative",
            title: word("nMatchedShort", lang),
            axis: { tickMinStep: 1, format: "d" },
          },
          tooltip: [{ field: "count", type: "quantitative", title: word("nMatchedShort", lang) }],
        },
      } as Layer,
    ],
  });
}
