import type { Language, PlaceboResult } from "@ceteris/core";
import { quantileSorted } from "simple-statistics";
import type { TopLevelSpec } from "vega-lite";
import { formatPercent } from "../numbers.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { inline, type Layer, type Row } from "./layers.ts";
import { ACTUAL, actualLayers, placeboAxes, placeboSummary } from "./placebo-parts.ts";
import { type RejectionRegion, rejectionRegion } from "./rejection-region.ts";
import { COLOURS } from "./theme.ts";

export interface PlotRejectionOptions extends ChartOptions {
  /** Number of bars; default by the rule of Freedman and Diaconis, between 10 and 60. */
  readonly bars?: number | undefined;
  /** Decimals of the estimate's label; default 4. */
  readonly digits?: number | undefined;
}

/**
 * The randomisation distribution: a histogram of the placebo estimates in which those that the test would
 * reject are coloured, with the ends of the rejection region and the actual estimate as lines.
 *
 * The size is one minus the result's level; with draws too few for any rejection nothing is coloured, and
 * the subtitle says so.
 *
 * @example
 * const svg = await renderSvg(plotRejection(placebo(panel, { outcome: "index", draws: 2000 })));
 */
export function plotRejection(result: PlaceboResult, options: PlotRejectionOptions = {}): TopLevelSpec {
  const { lang = "en", width = 480, height = 270, digits = 4 } = options;
  const region = rejectionRegion(result);
  const bars = histogram(result.values, region, options.bars);
  const summary = `${placeboSummary(result, lang)}${lang === "zh" ? "；" : "; "}${regionText(region, lang)}`;
  const top = Math.max(...bars.map(({ top: y }) => y), 1);
  const ends = [region.low, region.high].filter((at) => at !== null);
  return chart({
    title: titleOf(options.title, "titlePlacebo", lang),
    subtitle: summary,
    description:
      lang === "zh"
        ? `安慰剂估计系数的直方图：${summary}，虚线为实际估计系数。`
        : `Histogram of placebo estimates: ${summary}; the dashed line is the actual estimate.`,
    width,
    height,
    rows: bars.flatMap(({ from, to, top: y }) => [
      { x: from, y },
      { x: to, y },
    ]),
    layers: [
      placeboAxes(lang, word("drawCount", lang)),
      barLayer(
        bars.map(({ from, to, inside }) => ({ from, to, low: 0, high: inside })),
        COLOURS.pale,
      ),
      barLayer(
        bars.map(({ from, to, inside, top: high }) => ({ from, to, low: inside, high })),
        COLOURS.second,
      ),
      endLines(ends, top),
      ...actualLayers(result, top, digits, lang),
    ],
  });
}

interface Bar {
  readonly from: number;
  readonly to: number;
  /** Draws of the bar that the test does not reject, and all of them. */
  readonly inside: number;
  readonly top: number;
}

function histogram(values: readonly number[], { low, high }: RejectionRegion, wanted?: number): Bar[] {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const first = sorted[0]!;
  const span = sorted[n - 1]! - first;
  const count = span > 0 ? (wanted ?? freedmanDiaconis(sorted, span)) : 1;
  const width = span > 0 ? span / count : Math.abs(first) || 1;
  const start = span > 0 ? first : first - width / 2;
  const [all, inside] = [new Float64Array(count), new Float64Array(count)];
  for (const value of sorted) {
    const bar = Math.min(count - 1, Math.max(0, Math.floor((value - start) / width)));
    all[bar]!++;
    const rejected = (low !== null && value < low) || (high !== null && value > high);
    if (!rejected) inside[bar]!++;
  }
  return Array.from(all, (top, b) => ({
    from: start + b * width,
    to: start + (b + 1) * width,
    inside: inside[b]!,
    top,
  }));
}

function freedmanDiaconis(sorted: Float64Array, span: number): number {
  // simple-statistics declares number[], and only reads by index.
  const numbers = sorted as unknown as number[];
  const spread = quantileSorted(numbers, 0.75) - quantileSorted(numbers, 0.25);
  const count = Math.ceil((span * Math.cbrt(sorted.length)) / (2 * spread));
  return Math.min(60, Math.max(10, Number.isFinite(count) ? count : 10));
}

function barLayer(rows: readonly Row[], colour: string): Layer {
  return {
    data: inline(rows.filter(({ low, high }) => high! > low!)),
    mark: { type: "rect", color: colour, stroke: COLOURS.paper, strokeWidth: 0.6 },
    encoding: {
      x: { field: "from", type: "quantitative" },
      x2: { field: "to" },
      y: { field: "low", type: "quantitative" },
      y2: { field: "high" },
    },
  } as Layer;
}

/** Where rejection begins; the lines end below the label of the actual estimate. */
function endLines(ends: readonly number[], top: number): Layer {
  return {
    data: inline(ends.map((at) => ({ at, top, foot: 0 }))),
    mark: { type: "rule", color: ACTUAL, strokeWidth: 1, strokeDash: [2, 3] },
    encoding: {
      x: { field: "at", type: "quantitative" },
      y: { field: "top", type: "quantitative" },
      y2: { field: "foot" },
    },
  };
}

function regionText({ size, low, high }: RejectionRegion, lang: Language): string {
  const percent = formatPercent(size);
  if (low === null && high === null) {
    return lang === "zh" ? `抽样过少，无法在${percent}水平上拒绝` : `too few draws to reject at ${percent}`;
  }
  return lang === "zh" ? `橙色为${percent}水平的拒绝域` : `orange: rejected at ${percent}`;
}
