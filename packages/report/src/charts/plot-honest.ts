import type { HonestResult, Language } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { formatPercent } from "../numbers.ts";
import { specFacts } from "../spec-facts.ts";
import { letterOf, shapeName, sizeNames } from "../tables/honest-sheet.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { interval, type Layer, type Row, zeroRule } from "./layers.ts";
import { namedTicks } from "./named-ticks.ts";
import { SERIES_COLOURS } from "./theme.ts";

/**
 * The sensitivity plot: the interval under parallel trends at the left, then the robust one for each
 * size of violation, in order; where they reach the zero line the conclusion falls.
 *
 * @example
 * const svg = await renderSvg(plotHonest(honest(study, { type: "smoothness" }), { lang: "zh" }));
 */
export function plotHonest(result: HonestResult, options: ChartOptions = {}): TopLevelSpec {
  const { lang = "en", width = 480, height = 290 } = options;
  const { bounds, original, type } = result;
  const { level } = specFacts(result.spec);
  const names = [word("honestOriginalInterval", lang), word("honestRobustInterval", lang)] as const;
  const rows: Row[] = [
    { series: names[0], x: 0, low: original.confLow, high: original.confHigh },
    ...bounds.flatMap(({ confLow: low, confHigh: high }, i) =>
      // Where no value is left there is nothing to draw.
      low === null || high === null ? [] : [{ series: names[1], x: i + 1, low, high }],
    ),
  ];
  const labels = [word("honestOriginal", lang), ...sizeNames(result)];
  const colour = {
    field: "series",
    type: "nominal",
    scale: { domain: [...names], range: [SERIES_COLOURS[1], SERIES_COLOURS[0]] },
    legend: { title: null, symbolType: "stroke" },
  };
  const axes: Layer = {
    mark: { type: "point", opacity: 0 },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: word(AXIS[type], lang),
        scale: { domain: [-0.5, labels.length - 0.5], nice: false, zero: false },
        axis: {
          ...namedTicks(new Map(labels.map((name, i) => [i, name])), width / labels.length),
          grid: false,
        },
      },
      y: {
        field: "low",
        type: "quantitative",
        title:
          level === null
            ? word("intervalPlain", lang)
            : word("intervalInFull", lang, { level: formatPercent(level) }),
        scale: { domain: spread(rows), nice: false, zero: false },
        axis: { tickCount: 6 },
      },
    },
  } as Layer;
  return chart({
    title: titleOf(options.title, "titleHonest", lang),
    subtitle: subtitle(result, lang),
    description: description(result, lang),
    width,
    height,
    rows,
    layers: [axes, zeroRule("y"), interval({ colour, cap: 5 })],
  });
}

/** From the lowest to the highest end and zero, with a little air. */
function spread(rows: readonly Row[]): [number, number] {
  const ends = rows.flatMap((row) => [row.low as number, row.high as number]);
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends);
  const air = 0.06 * (high - low || 1);
  return [low - air, high + air];
}

const AXIS = {
  relative: "honestRelative",
  smoothness: "honestSmoothness",
  "relative-smoothness": "honestRelativeSmoothness",
} as const;

/** What is known of sign or direction, and the breakdown value. */
function subtitle(result: HonestResult, lang: Language): string | null {
  const { breakdown, type } = result;
  const zh = lang === "zh";
  const shape = shapeName(result, lang);
  const parts = [
    ...(shape === null ? [] : [zh ? shape : `Difference in trends: ${shape}`]),
    ...(breakdown === null
      ? []
      : [
          `${word("honestBreakdown", lang)}${zh ? "：" : ": "}${letterOf(type)} = ${Number(breakdown.toPrecision(3))}`,
        ]),
  ];
  return parts.length === 0 ? null : parts.join(zh ? "；" : "; ");
}

function description({ bounds }: HonestResult, lang: Language): string {
  return lang === "zh"
    ? `敏感性分析图：平行趋势下及${bounds.length}种偏离程度下的置信区间。`
    : `Sensitivity plot: confidence intervals under parallel trends and under ${bounds.length} sizes of violation.`;
}
