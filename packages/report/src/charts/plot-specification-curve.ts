import { type Label, labelText } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { word } from "../words.ts";
import { type ChartOptions, stackedChart, titleOf } from "./chart.ts";
import { intervalTitle } from "./inner-interval.ts";
import { interval, type Layer, point, type Row, zeroRule } from "./layers.ts";
import { namedTicks } from "./named-ticks.ts";
import { COLOURS, INK, SERIES_COLOURS } from "./theme.ts";

/** One way to analyse the data, and what it gave. */
export interface Specification {
  readonly estimate: number | null;
  readonly confLow: number | null;
  readonly confHigh: number | null;
  /** What was chosen, by subject: `{ controls: "all", sample: "matched" }`. */
  readonly choices: Readonly<Record<string, Label>>;
  /** The one that the study reports. */
  readonly main?: boolean | undefined;
}

export interface PlotSpecificationCurveOptions extends ChartOptions {
  /** Of the intervals, for the axis; default 0.95. */
  readonly level?: number | undefined;
}

/** Pixels of a row of choices. */
const ROW = 17;
const MAIN = COLOURS.accent;

/**
 * The specification curve: every defensible specification's estimate in order of size, and below each
 * the choices that make it. The study's own stands out.
 *
 * @see Simonsohn, Simmons and Nelson (2020), Specification curve analysis, Nature Human Behaviour 4
 * @example
 * plotSpecificationCurve(runs.map(({ result, controls }) => ({ ...result.estimates[0]!, choices: { controls } })));
 */
export function plotSpecificationCurve(
  specifications: readonly Specification[],
  options: PlotSpecificationCurveOptions = {},
): TopLevelSpec {
  const { lang = "en", labels = {}, width = 560, height = 220, level = 0.95 } = options;
  const nameOfKey = (key: string) => (Object.hasOwn(labels, key) ? labelText(labels[key]!, lang) : key);
  const ordered = specifications
    .filter((s) => s.estimate !== null)
    .sort((a, b) => a.estimate! - b.estimate!)
    .map((s, x) => ({ ...s, x }));
  const choices = choiceRows(ordered, nameOfKey, lang);
  const estimates = ordered.map(
    ({ x, estimate, confLow, confHigh, main = false, choices: chosen }): Row => ({
      x,
      y: estimate,
      low: confLow,
      high: confHigh,
      main,
      chosen: Object.entries(chosen)
        .map(([key, value]) => `${nameOfKey(key)}: ${labelText(value, lang)}`)
        .join("; "),
    }),
  );
  const colour = {
    condition: { test: "datum.main", value: MAIN },
    value: SERIES_COLOURS[0],
  };
  const x = {
    field: "x",
    type: "quantitative",
    title: null,
    scale: { domain: [-0.7, ordered.length - 0.3], nice: false, zero: false },
    axis: null,
  };
  const y = {
    field: "y",
    type: "quantitative",
    title: intervalTitle(level, null, lang),
    scale: { zero: false, nice: true },
    axis: { tickCount: 5 },
  };
  const tooltip = [
    { field: "chosen", type: "nominal", title: word("specificationName", lang) },
    { field: "y", type: "quantitative", title: word("estimate", lang), format: ".4~f" },
  ];
  return stackedChart({
    title: titleOf(options.title, "titleSpecificationCurve", lang),
    description:
      lang === "zh"
        ? `${ordered.length}种设定的估计系数，由小到大。`
        : `Estimates of ${ordered.length} specifications, in order of size.`,
    width,
    parts: [
      {
        height,
        rows: estimates,
        layers: [
          { mark: { type: "point", opacity: 0 }, encoding: { x, y } } as Layer,
          zeroRule("y"),
          interval({ cap: 0, colour }),
          point({ colour, size: ordered.length > 60 ? 18 : 40, tooltip }),
        ],
      },
      {
        height: ROW * choices.names.length,
        rows: choices.rows,
        layers: [
          {
            mark: { type: "point", filled: true, shape: "circle", size: 26, opacity: 1 },
            encoding: {
              x,
              y: {
                field: "y",
                type: "quantitative",
                title: null,
                scale: { domain: [-0.6, choices.names.length - 0.4], nice: false, reverse: true },
                axis: {
                  ...namedTicks(new Map(choices.names.map((name, i) => [i, name])), 1e9),
                  ticks: false,
                  domain: false,
                },
              },
              color: { condition: { test: "datum.main", value: MAIN }, value: INK },
            },
          } as Layer,
        ],
      },
    ],
  });
}

/** A row for each choice that specifications differ in, subject by subject. */
function choiceRows(
  specifications: readonly (Specification & { readonly x: number })[],
  nameOfKey: (key: string) => string,
  lang: "en" | "zh",
): { names: string[]; rows: Row[] } {
  const names: string[] = [];
  const rows: Row[] = [];
  for (const key of new Set(specifications.flatMap((s) => Object.keys(s.choices)))) {
    const chosen = specifications.map((s) =>
      s.choices[key] === undefined ? null : labelText(s.choices[key], lang),
    );
    const values = [...new Set(chosen)].filter((value) => value !== null);
    if (values.length === 1 && !chosen.includes(null)) continue;
    for (const value of values) {
      const y = names.push(`${nameOfKey(key)}: ${value}`) - 1;
      specifications.forEach(({ x, main = false }, i) => {
        if (chosen[i] === value) rows.push({ x, y, main });
      });
    }
  }
  return { names, rows };
}
