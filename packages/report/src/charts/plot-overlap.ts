import type { Language, OverlapBin, PsmDidResult } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { formatNumber } from "../numbers.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { inline, type Layer, zeroRule } from "./layers.ts";
import { INK, SERIES_COLOURS } from "./theme.ts";

/**
 * Overlap of the propensity scores, mirrored: the treated upwards, the controls downwards; bars after
 * matching with the match weights, lines before it. Where bars of one side face no bars of the other
 * there is nobody to compare with.
 *
 * @example
 * const svg = await renderSvg(plotOverlap(psmDid(panel, { outcome: "index", controls: ["gdp"] })));
 */
export function plotOverlap(
  result: Pick<PsmDidResult, "overlap" | "audit">,
  options: ChartOptions = {},
): TopLevelSpec {
  const { lang = "en", width = 480, height = 280 } = options;
  const bins = inPairs(result.overlap);
  const { overlapBefore, overlapAfter } = result.audit;
  const groups = [word("treatedGroup", lang), word("controlGroup", lang)];
  const colour = {
    field: "group",
    type: "nominal",
    scale: { domain: groups, range: [SERIES_COLOURS[0], SERIES_COLOURS[1]] },
    legend: { title: null, symbolType: "square", symbolStrokeWidth: 0 },
  };
  const after = bins.flatMap((bin) => [
    { group: groups[0]!, low: bin.low, high: bin.high, y: 100 * bin.treatedAfter },
    { group: groups[1]!, low: bin.low, high: bin.high, y: -100 * bin.controlsAfter },
  ]);
  const x = {
    type: "quantitative",
    title: word("propensityScore", lang),
    scale: { domain: [0, 1] },
    axis: { tickCount: 6, grid: false },
  };
  const y = {
    field: "y",
    type: "quantitative",
    title: word("shareOfGroup", lang),
    axis: { labelExpr: "format(abs(datum.value), 'd')", tickCount: 7 },
  };
  const shares = { before: formatNumber(100 * overlapBefore, 0), after: formatNumber(100 * overlapAfter, 0) };
  return chart({
    title: titleOf(options.title, "titleOverlap", lang),
    subtitle:
      lang === "zh"
        ? `柱形为匹配后，折线为匹配前；两组分布重叠${shares.before}%（匹配前）、${shares.after}%（匹配后）`
        : `Bars after matching, lines before; the groups overlap by ${shares.before}% before and ${shares.after}% after`,
    description:
      lang === "zh"
        ? `处理组（向上）与控制组（向下）的倾向得分分布，匹配前后的重叠比例为${shares.before}%与${shares.after}%。`
        : `Propensity scores of treated (upwards) and controls (downwards), which overlap by ${shares.before}% before and ${shares.after}% after matching.`,
    width,
    height,
    layers: [
      {
        data: inline(after),
        mark: { type: "bar", opacity: 0.75, binSpacing: 1 },
        encoding: { x: { ...x, field: "low", bin: "binned" }, x2: { field: "high" }, y, color: colour },
      } as Layer,
      before(bins, "treatedBefore", 1, lang),
      before(bins, "controlsBefore", -1, lang),
      zeroRule("y"),
    ],
  });
}

/** The outline of a group's bins before matching, as steps. */
function before(
  bins: readonly OverlapBin[],
  field: "treatedBefore" | "controlsBefore",
  sign: 1 | -1,
  lang: Language,
): Layer {
  const sample = word("before", lang);
  const points = bins.map((bin) => ({ x: bin.low, y: sign * 100 * bin[field], sample }));
  const end = { ...points.at(-1)!, x: 1 };
  return {
    data: inline([...points, end]),
    mark: { type: "line", interpolate: "step-after", strokeWidth: 1.1 },
    encoding: {
      x: { field: "x", type: "quantitative" },
      y: { field: "y", type: "quantitative" },
      stroke: {
        field: "sample",
        type: "nominal",
        scale: { domain: [sample], range: [INK] },
        legend: { title: null, symbolType: "stroke", symbolStrokeWidth: 1.1, symbolOffset: 10 },
      },
    },
  } as Layer;
}

/** Bins twice as wide, which show the shape of a few dozen rows better. */
function inPairs(bins: readonly OverlapBin[]): readonly OverlapBin[] {
  return bins.flatMap((bin, k) => {
    if (k % 2 === 1) return [];
    const next = bins[k + 1]!;
    return [
      {
        low: bin.low,
        high: next.high,
        treatedBefore: bin.treatedBefore + next.treatedBefore,
        controlsBefore: bin.controlsBefore + next.controlsBefore,
        treatedAfter: bin.treatedAfter + next.treatedAfter,
        controlsAfter: bin.controlsAfter + next.controlsAfter,
      },
    ];
  });
}
