import type { BalanceRow } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { nameOf } from "../names.ts";
import { type Adjustment, sampleWord } from "../tables/adjustment.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { type Layer, referenceLine, zeroRule } from "./layers.ts";
import { COLOURS, SERIES_COLOURS } from "./theme.ts";

export interface PlotBalanceOptions extends ChartOptions {
  /** Dashed lines at ± this many per cent; default 10. */
  readonly threshold?: number | undefined;
  /** What the samples are before and after. Default: matching. */
  readonly adjustment?: Adjustment | undefined;
}

/**
 * Love plot: standardised bias of each covariate before (hollow) and after (filled) matching or
 * weighting.
 *
 * @example
 * const svg = await renderSvg(plotBalance(result.balance));
 */
export function plotBalance(balance: readonly BalanceRow[], options: PlotBalanceOptions = {}): TopLevelSpec {
  const { lang = "en", labels, threshold = 10, width = 420, adjustment = "matching" } = options;
  const covariates = [...new Set(balance.map((r) => r.covariate))];
  const before = word(sampleWord("before", adjustment), lang);
  const after = word(sampleWord("after", adjustment), lang);
  const rows = balance
    .filter((r) => r.biasPct !== null)
    .map((r) => ({
      key: String(covariates.indexOf(r.covariate)),
      covariate: nameOf(r.covariate, labels, lang),
      sample: r.sample === "before" ? before : after,
      x: r.biasPct,
    }));
  const names = `${JSON.stringify(covariates.map((c) => nameOf(c, labels, lang)))}[toNumber(datum.value)]`;
  const y = {
    field: "key",
    type: "nominal",
    sort: covariates.map((_, i) => String(i)),
    title: null,
    axis: { labelExpr: names, grid: true, ticks: false, domain: false },
  };
  const x = {
    field: "x",
    type: "quantitative",
    title: word("biasPct", lang),
    scale: { zero: true, nice: true, padding: 10 },
    axis: { tickCount: 7 },
  };
  const samples = [before, after];
  return chart({
    title: titleOf(options.title, "titleBalance", lang),
    description:
      lang === "zh"
        ? `${covariates.length}个协变量${before}后的标准化偏差。`
        : `Standardised bias of ${covariates.length} covariates before and after ${adjustment}.`,
    width,
    height: options.height ?? Math.max(110, 34 * covariates.length),
    rows,
    layers: [
      {
        mark: { type: "point", size: 64, strokeWidth: 1.6, opacity: 1 },
        encoding: {
          y,
          x,
          shape: {
            field: "sample",
            type: "nominal",
            scale: { domain: samples, range: ["circle", "square"] },
            legend: { title: null },
          },
          stroke: {
            field: "sample",
            type: "nominal",
            scale: { domain: samples, range: [SERIES_COLOURS[1], SERIES_COLOURS[0]] },
            legend: { title: null },
          },
          fill: {
            field: "sample",
            type: "nominal",
            scale: { domain: samples, range: [COLOURS.paper, SERIES_COLOURS[0]] },
            legend: { title: null },
          },
          tooltip: [
            { field: "covariate", type: "nominal", title: word("variable", lang) },
            { field: "sample", type: "nominal", title: word("sample", lang) },
            { field: "x", type: "quantitative", title: word("biasPct", lang), format: ".2f" },
          ],
        },
      } as Layer,
      zeroRule("x"),
      referenceLine({ axis: "x", at: -threshold }),
      referenceLine({ axis: "x", at: threshold }),
    ],
  });
}
