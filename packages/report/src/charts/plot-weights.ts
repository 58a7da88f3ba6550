import { type IndexResult, labelText } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { formatNumber } from "../numbers.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import type { Layer } from "./layers.ts";
import { CATEGORY_COLOURS } from "./theme.ts";

export interface PlotWeightsOptions extends ChartOptions {
  /** Decimals of the value labels, in per cent; default 2. */
  readonly digits?: number | undefined;
}

/**
 * Indicator weights as bars, the heaviest first, coloured by dimension, with their values in per cent.
 *
 * @example
 * const svg = await renderSvg(plotWeights(index, { lang: "zh", title: null }));
 */
export function plotWeights(
  index: Pick<IndexResult, "weights">,
  options: PlotWeightsOptions = {},
): TopLevelSpec {
  const { lang = "en", labels, digits = 2, width = 420 } = options;
  const rows = index.weights
    .map((w, position) => ({
      position,
      indicator: labelText(
        labels && Object.hasOwn(labels, w.indicator) ? labels[w.indicator]! : w.label,
        lang,
      ),
      dimension: w.dimension === null ? "" : labelText(w.dimension, lang),
      weight: 100 * w.weight,
      shown: formatNumber(100 * w.weight, digits),
    }))
    .sort((a, b) => b.weight - a.weight || a.position - b.position)
    .map((row, rank) => ({ ...row, key: String(rank) }));
  const dimensions = [...new Set([...rows].sort((a, b) => a.position - b.position).map((r) => r.dimension))];
  const coloured = dimensions.length > 1;
  const colours = dimensions.map((_, i) => CATEGORY_COLOURS[i % CATEGORY_COLOURS.length]!);
  const names = `${JSON.stringify(rows.map((r) => r.indicator))}[toNumber(datum.value)]`;
  const y = {
    field: "key",
    type: "nominal",
    sort: rows.map((r) => r.key),
    title: null,
    axis: { labelExpr: names, ticks: false, domain: false },
  };
  const x = {
    field: "weight",
    type: "quantitative",
    title: word("weightPct", lang),
    axis: { tickCount: 6 },
    scale: { zero: true, nice: true },
  };
  return chart({
    title: titleOf(options.title, "titleWeights", lang),
    description:
      lang === "zh" ? `${rows.length}个指标的权重。` : `Weights of ${rows.length} indicators, in per cent.`,
    width,
    height: options.height ?? 19 * rows.length,
    rows,
    layers: [
      {
        mark: { type: "bar", height: { band: 0.66 } },
        encoding: {
          y,
          x,
          color: coloured
            ? {
                field: "dimension",
                type: "nominal",
                scale: { domain: dimensions, range: colours },
                legend: { title: null, symbolType: "square", symbolStrokeWidth: 0 },
              }
            : { value: CATEGORY_COLOURS[0] },
          tooltip: [
            { field: "indicator", type: "nominal", title: word("indicator", lang) },
            ...(coloured ? [{ field: "dimension", type: "nominal", title: word("dimension", lang) }] : []),
            { field: "weight", type: "quantitative", title: word("weightPct", lang), format: ".2f" },
          ],
        },
      },
      {
        mark: { type: "text", align: "left", baseline: "middle", dx: 4 },
        encoding: { y, x, text: { field: "shown", type: "nominal" } },
      },
    ] as Layer[],
  });
}
