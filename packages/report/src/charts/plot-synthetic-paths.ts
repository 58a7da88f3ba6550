import {
  briefNumber,
  CeterisError,
  type Language,
  type SyntheticCohort,
  type SyntheticDidResult,
} from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { nameOf } from "../names.ts";
import { specFacts, specText } from "../spec-facts.ts";
import { word } from "../words.ts";
import { type ChartOptions, stackedChart, titleOf } from "./chart.ts";
import type { Layer } from "./layers.ts";
import { namedTicks } from "./named-ticks.ts";
import { policyStart } from "./policy-start.ts";
import { COLOURS, SERIES_COLOURS, SERIES_SHAPES } from "./theme.ts";

export interface PlotSyntheticPathsOptions extends ChartOptions {
  /** Which cohort, by its first treated period. Default: the one with the most units. */
  readonly cohort?: number | string | undefined;
}

/** Pixels of the strip of weights. */
const STRIP = 46;
/** Width of a weight in periods. */
const BAR = 0.7;

/**
 * The path of a treated cohort and of its synthetic control, which is moved by one number so that they meet
 * where the period weights are; the gap after treatment is the effect. Below, the weights of the periods.
 *
 * @throws OPTION_INVALID when there is no such cohort
 * @see R synthdid `synthdid_plot`, whose synthetic control stays where it is
 * @example
 * const svg = await renderSvg(plotSyntheticPaths(syntheticDid(panel, { outcome: "index" })));
 */
export function plotSyntheticPaths(
  result: Pick<SyntheticDidResult, "synthetic" | "spec">,
  options: PlotSyntheticPathsOptions = {},
): TopLevelSpec {
  const { lang = "en", labels, width = 480, height = 260 } = options;
  const cohort = chosenCohort(result.synthetic, options.cohort);
  const { paths, timeWeights } = cohort;
  const gapBefore = timeWeights.reduce(
    (sum, { weight }, t) => sum + weight * (paths[t]!.treated - paths[t]!.synthetic),
    0,
  );
  const treated = word("treatedGroup", lang);
  const synthetic = word("syntheticControl", lang);
  const rows = paths.flatMap(({ time, ...path }, x) => [
    { x, time: String(time), group: treated, y: path.treated },
    { x, time: String(time), group: synthetic, y: path.synthetic + gapBefore },
  ]);
  const unit = specText(result.spec, "time");
  const { outcome } = specFacts(result.spec);
  const x = {
    field: "x",
    type: "quantitative",
    scale: { domain: [-0.4, paths.length - 0.6], nice: false, zero: false },
  };
  const ticks = namedTicks(
    new Map(paths.map(({ time }, t) => [t, String(time)])),
    width / (paths.length - 0.2),
  );
  const y = {
    field: "y",
    type: "quantitative",
    title: outcome === null ? word("mean", lang) : nameOf(outcome, labels, lang),
    scale: { domain: spread(rows.map((row) => row.y)), nice: false, zero: false },
    axis: { tickCount: 6 },
  };
  const by = (range: readonly string[]) => ({
    field: "group",
    type: "nominal",
    scale: { domain: [treated, synthetic], range: range.slice(0, 2) },
    legend: { title: null },
  });
  const upper = { ...x, axis: { ...ticks, labels: false, title: null, grid: false } };
  return stackedChart({
    title: titleOf(options.title, "titleSyntheticPaths", lang),
    subtitle: effectText(cohort, gapBefore, result.synthetic.length > 1, lang),
    description: description(cohort, lang),
    width,
    parts: [
      {
        height,
        rows,
        layers: [
          {
            mark: { type: "line", strokeWidth: 1.6 },
            encoding: { x: upper, y, color: by(SERIES_COLOURS) },
          },
          {
            mark: { type: "point", filled: true, size: paths.length > 20 ? 26 : 52, opacity: 1 },
            encoding: {
              x: upper,
              y,
              color: by(SERIES_COLOURS),
              shape: by(SERIES_SHAPES),
              tooltip: [
                { field: "time", type: "nominal", title: word("time", lang) },
                { field: "group", type: "nominal" },
                { field: "y", type: "quantitative", title: word("mean", lang), format: ".4~f" },
              ],
            },
          },
          ...policyStart(timeWeights.length - 0.5, word("policyStart", lang)),
        ] as Layer[],
      },
      {
        height: STRIP,
        rows: timeWeights.map(({ time, weight }, t) => ({
          x: t - BAR / 2,
          x2: t + BAR / 2,
          time: String(time),
          weight,
          none: 0,
        })),
        layers: [
          {
            mark: { type: "rect", color: COLOURS.shade },
            encoding: {
              x: {
                ...x,
                title: unit === null ? word("time", lang) : nameOf(unit, labels, lang),
                axis: { ...ticks, grid: false },
              },
              x2: { field: "x2" },
              y: {
                field: "weight",
                type: "quantitative",
                title: word("periodWeight", lang),
                scale: { domainMin: 0, nice: true },
                axis: { tickCount: 2 },
              },
              y2: { field: "none" },
              tooltip: [
                { field: "time", type: "nominal", title: word("time", lang) },
                { field: "weight", type: "quantitative", title: word("periodWeight", lang), format: ".4~f" },
              ],
            },
          },
        ] as Layer[],
      },
    ],
  });
}

function chosenCohort(all: readonly SyntheticCohort[], wanted: number | string | undefined): SyntheticCohort {
  if (wanted === undefined) return all.reduce((a, b) => (b.nUnits > a.nUnits ? b : a));
  const found = all.find(({ cohort }) => String(cohort) === String(wanted));
  if (found) return found;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "cohort",
    what: `no cohort is first treated in ${wanted}`,
    mend: `Give one of ${all.map(({ cohort }) => cohort).join(", ")}`,
  });
}

/** With air below, and room above for the name of the policy's start. */
function spread(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = high - low || 1;
  return [low - 0.05 * range, high + 0.12 * range];
}

function effectText(
  { cohort, estimate }: SyntheticCohort,
  shift: number,
  isOneOfMany: boolean,
  lang: Language,
): string {
  const text = word("syntheticEffect", lang, { effect: briefNumber(estimate), shift: briefNumber(shift) });
  if (isOneOfMany)
    return `${word("cohortPanel", lang, { cohort: String(cohort) })}${lang === "zh" ? "：" : ": "}${text}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function description({ cohort, paths, timeWeights }: SyntheticCohort, lang: Language): string {
  return lang === "zh"
    ? `始于${cohort}的处理组与其合成控制组在${paths.length}个时期的路径，以及此前${timeWeights.length}个时期的权重。`
    : `Paths of the cohort first treated in ${cohort} and of its synthetic control over ${paths.length} periods, and weights of the ${timeWeights.length} periods before.`;
}
