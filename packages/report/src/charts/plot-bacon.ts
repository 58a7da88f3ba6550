import { type BaconResult, COMPARISON_TYPES } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { formatNumber } from "../numbers.ts";
import { COMPARISON_WORDS } from "../tables/bacon-sheet.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { point, referenceLine, zeroRule } from "./layers.ts";
import { INK, SERIES_COLOURS, SERIES_SHAPES } from "./theme.ts";

/** Place of each type in the colours and shapes; types that never meet share one. */
const MARKS = {
  "treated-vs-never": 0,
  "earlier-vs-later": 1,
  "later-vs-earlier": 2,
  "later-vs-always": 3,
  "both-treated": 1,
  "always-vs-never": 2,
  "within-groups": 0,
} as const satisfies Record<(typeof COMPARISON_TYPES)[number], number>;

/**
 * Estimate of each two-by-two comparison against its weight, by type; the two-way fixed-effects estimate
 * as a dashed line. Differences within groups, which only controls bring, are left to the table.
 *
 * @example
 * const svg = await renderSvg(plotBacon(bacon(panel, { outcome: "l_homicide" })));
 */
export function plotBacon(result: BaconResult, options: ChartOptions = {}): TopLevelSpec {
  const { lang = "en", width = 480, height = 300 } = options;
  const { estimate } = result;
  const comparisons = result.comparisons.filter(({ type }) => type !== "within-groups");
  const nameOfType = (type: (typeof COMPARISON_TYPES)[number]) => word(COMPARISON_WORDS[type], lang);
  const types = COMPARISON_TYPES.filter((type) => comparisons.some((row) => row.type === type));
  const places = types.map((type) => MARKS[type]);
  const ofType = (range: readonly string[]) => ({
    field: "type",
    type: "nominal",
    scale: { domain: types.map(nameOfType), range: places.map((at) => range[at]!) },
    legend: { title: null, columns: 2 },
  });
  const titles = { x: word("weight", lang), y: word("comparisonEstimate", lang) };
  const marks = point({
    colour: ofType(SERIES_COLOURS),
    shape: ofType(SERIES_SHAPES),
    size: 60,
    tooltip: [
      { field: "type", type: "nominal", title: word("comparison", lang) },
      { field: "treated", type: "nominal", title: word("treatedGroup", lang) },
      { field: "control", type: "nominal", title: word("controlGroup", lang) },
      { field: "x", type: "quantitative", title: titles.x, format: ".4f" },
      { field: "y", type: "quantitative", title: titles.y, format: ".4f" },
    ],
  });
  return chart({
    title: titleOf(options.title, "titleBacon", lang),
    subtitle: word("twoWayLine", lang, { b: formatNumber(estimate, 4) }),
    description:
      lang === "zh"
        ? `${comparisons.length}个2×2比较的估计系数与权重；虚线为双向固定效应估计系数。`
        : `Estimates and weights of ${comparisons.length} two-by-two comparisons; the dashed line is the two-way fixed-effects estimate.`,
    width,
    height,
    rows: comparisons.map((row) => ({
      type: nameOfType(row.type),
      treated: row.treated,
      control: row.control,
      x: row.weight,
      y: row.estimate,
      hollow: false,
    })),
    layers: [
      {
        ...marks,
        encoding: {
          x: {
            field: "x",
            type: "quantitative",
            title: titles.x,
            scale: { zero: true, nice: true },
            axis: { tickCount: 7 },
          },
          y: { field: "y", type: "quantitative", title: titles.y, scale: { nice: true, padding: 10 } },
        },
      } as typeof marks,
      zeroRule("y"),
      referenceLine({ axis: "y", at: estimate, colour: INK, dash: [5, 3], width: 1.2 }),
    ],
  });
}
