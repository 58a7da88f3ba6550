import type { EcdfCurves } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { nameOf } from "../names.ts";
import { type Adjustment, sampleWord } from "../tables/adjustment.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { forNotebooks } from "./for-notebooks.ts";
import { inline, type Layer } from "./layers.ts";
import { SERIES_COLOURS } from "./theme.ts";

const SOLID = [1, 0];
const DASHED = [4, 3];

export interface PlotEcdfOptions extends ChartOptions {
  /** What the curves are before and after. Default: weighting. */
  readonly adjustment?: Adjustment | undefined;
}

/**
 * Distribution functions of covariates, one small chart for each: the treated, and the controls before
 * (dashed) and after weighting or matching; where the treated are weighted as well, they too before and after. Good
 * weights lay the solid lines on one another.
 *
 * @example
 * const svg = await renderSvg(plotEcdf(weightedDid(panel, { outcome: "index", weightOn: ["gdp"] }).ecdf));
 */
export function plotEcdf(curves: readonly EcdfCurves[], options: PlotEcdfOptions = {}): TopLevelSpec {
  const { lang = "en", labels, width = 210, height = 150, adjustment = "weighting" } = options;
  const reweighted = curves.some((c) => c.treatedBefore.some((v, i) => v !== c.treatedAfter[i]));
  const series = seriesOf(reweighted, adjustment, lang);
  const rows = curves.flatMap((curve) =>
    series.flatMap(({ name, key }) =>
      curve.x.map((x, i) => ({
        covariate: nameOf(curve.covariate, labels, lang),
        series: name,
        x,
        y: curve[key][i]!,
      })),
    ),
  );
  const names = [...new Set(rows.map((row) => row.covariate))];
  const bySeries = (range: readonly unknown[]) => ({
    field: "series",
    type: "nominal",
    scale: { domain: series.map(({ name }) => name), range },
    legend: { title: null, columns: series.length === 3 && names.length > 1 ? 3 : 2, symbolType: "stroke" },
  });
  const layer = {
    mark: { type: "line", interpolate: "step-after", strokeWidth: 1.6 },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: null,
        scale: { zero: false, nice: true },
        axis: { tickCount: 4, grid: false },
      },
      y: {
        field: "y",
        type: "quantitative",
        title: word("ecdfAxis", lang),
        scale: { domain: [0, 1] },
        axis: { tickCount: 5 },
      },
      color: bySeries(series.map(({ colour }) => colour)),
      strokeDash: bySeries(series.map(({ dash }) => dash)),
    },
  } as Layer;
  const {
    width: w,
    height: h,
    layer: layers,
    ...frame
  } = chart({
    title: titleOf(options.title, "titleEcdf", lang),
    description:
      lang === "zh"
        ? `${names.length}个协变量在处理组与控制组的经验分布函数，${adjustment === "matching" ? "匹配" : "加权"}前后。`
        : `Distribution functions of ${names.length} covariates among treated and controls, before and after ${adjustment}.`,
    width,
    height,
    layers: [layer],
  }) as TopLevelSpec & { width: number; height: number; layer: readonly Layer[] };
  return forNotebooks({
    ...frame,
    data: inline(rows),
    facet: { field: "covariate", type: "nominal", sort: names, title: null },
    columns: names.length === 1 ? 1 : 2,
    spec: { width: w, height: h, layer: layers },
    resolve: { scale: { x: "independent" } },
  } as unknown as TopLevelSpec);
}

interface Series {
  readonly name: string;
  readonly key: "treatedBefore" | "treatedAfter" | "controlsBefore" | "controlsAfter";
  readonly colour: string;
  readonly dash: readonly number[];
}

function seriesOf(reweighted: boolean, adjustment: Adjustment, lang: "en" | "zh"): readonly Series[] {
  const [blue, orange] = SERIES_COLOURS;
  const of = (group: "treatedGroup" | "controlGroup", sample: "before" | "after") => {
    const when = word(sampleWord(sample, adjustment), lang);
    return lang === "zh" ? `${word(group, lang)}（${when}）` : `${word(group, lang)}, ${when.toLowerCase()}`;
  };
  const controls: readonly Series[] = [
    { name: of("controlGroup", "before"), key: "controlsBefore", colour: orange, dash: DASHED },
    { name: of("controlGroup", "after"), key: "controlsAfter", colour: orange, dash: SOLID },
  ];
  if (!reweighted) {
    return [
      { name: word("treatedGroup", lang), key: "treatedAfter", colour: blue, dash: SOLID },
      ...controls,
    ];
  }
  return [
    { name: of("treatedGroup", "before"), key: "treatedBefore", colour: blue, dash: DASHED },
    { name: of("treatedGroup", "after"), key: "treatedAfter", colour: blue, dash: SOLID },
    ...controls,
  ];
}
