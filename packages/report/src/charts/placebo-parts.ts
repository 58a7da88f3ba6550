import type { Language, PlaceboResult } from "@ceteris/core";
import { formatCount, formatNumber, formatP } from "../numbers.ts";
import { specText } from "../spec-facts.ts";
import { word } from "../words.ts";
import { inline, type Layer, referenceLine } from "./layers.ts";
import { COLOURS, INK } from "./theme.ts";

export const ACTUAL = COLOURS.accent;

/** An invisible mark that brings the axes: the estimate below, and `y` to the left. */
export function placeboAxes(lang: Language, yTitle: string): Layer {
  return {
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
        title: yTitle,
        scale: { zero: true },
        axis: { tickCount: 5 },
      },
    },
  };
}

/** A thin line at an estimate of zero. */
export function zeroEstimate(): Layer {
  return referenceLine({ axis: "x", at: 0, dash: [1, 0], colour: COLOURS.faint, width: 0.8 });
}

/** Share of the width that the label of the actual estimate takes. */
const LABEL_SHARE = 0.34;

/**
 * The line of the actual estimate, and its label at height `top` on the side away from the draws' middle
 * if there is room, else towards it.
 */
export function actualLayers(result: PlaceboResult, top: number, digits: number, lang: Language): Layer[] {
  const at = result.actual.estimate;
  if (at === null) return [];
  const value = formatNumber(at, digits);
  const label = `${word("actualEstimate", lang)}${lang === "zh" ? "：" : ": "}${value}`;
  const low = result.values.reduce((least, v) => Math.min(least, v), at);
  const high = result.values.reduce((most, v) => Math.max(most, v), at);
  const away = at < result.draws.mean ? at - low : high - at;
  const right = at < result.draws.mean !== away > LABEL_SHARE * (high - low);
  return [
    referenceLine({ axis: "x", at, dash: [6, 4], colour: ACTUAL, width: 1.5 }),
    {
      data: inline([{ x: at, y: top, label }]),
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

/** Number of draws and the p value of the alternative that the reader means. */
export function placeboSummary(result: PlaceboResult, lang: Language): string {
  const n = formatCount(result.draws.n, lang);
  const alternative = specText(result.spec, "alternative");
  const side = alternative === "greater" || alternative === "less" ? alternative : "twoSided";
  const p = formatP(result.pValue[side]);
  const shown = p.startsWith("<") ? `< ${p.slice(1)}` : `= ${p}`;
  return lang === "zh" ? `${n}次抽样，${SIDES[side].zh} ${shown}` : `${n} draws, ${SIDES[side].en} ${shown}`;
}

const SIDES = {
  twoSided: { en: "two-sided p", zh: "双侧p值" },
  greater: { en: "one-sided p (greater)", zh: "右侧p值" },
  less: { en: "one-sided p (less)", zh: "左侧p值" },
} as const;

/** More marks than this make a picture of many megabytes and show nothing more. */
const MOST_MARKS = 2000;

/** The positions of draws to mark one by one: all of them, or every k-th in the order drawn. */
export function markedDraws(n: number): readonly number[] {
  const step = Math.max(1, Math.ceil(n / MOST_MARKS));
  return Array.from({ length: Math.ceil(n / step) }, (_, i) => i * step);
}
