import type { EstimationResult, Label } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { nameOf } from "../names.ts";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { usualInner } from "./inner-interval.ts";
import { type PlotCoefficientsOptions, plotCoefficients } from "./plot-coefficients.ts";

/** One model of a chart of several; a column of `regressionSheet` will do. */
export interface PlottedModel {
  readonly result: Pick<EstimationResult, "estimates" | "spec">;
  /** Default: its number, as over the columns of a table. */
  readonly label?: Label | undefined;
}

export interface PlotModelsOptions extends Omit<PlotCoefficientsOptions, "level"> {
  /** The coefficient to compare; default `"did"`. */
  readonly term?: string | undefined;
  /** A lower level, for a thick line inside each interval; default 0.95 or 0.9, whichever is next; null for none. */
  readonly inner?: number | null | undefined;
}

/**
 * One coefficient over several models, a row for each: the chart beside the table of `regressionSheet`.
 * A model without the term has a blank row.
 *
 * @param models of one level
 * @throws OPTION_INVALID when `inner` is not below the level of the models
 * @example
 * const models = stepwise(panel, { outcome: "index", controls: ["gdp"] }).map((result) => ({ result }));
 * const svg = await renderSvg(plotModels(models));
 */
export function plotModels(
  models: readonly PlottedModel[],
  { term = "did", ...options }: PlotModelsOptions = {},
): TopLevelSpec {
  const { lang = "en", labels, title } = options;
  const level = models[0] ? specFacts(models[0].result.spec).level : null;
  const points = models.map(({ result, label }, i) => {
    const row = result.estimates.find((estimate) => estimate.term === term);
    return { ...(row ?? NONE), label: label ?? `(${i + 1})` };
  });
  return plotCoefficients(points, {
    ...options,
    inner: options.inner === undefined ? usualInner(level) : options.inner,
    title: title === undefined ? word("titleModels", lang, { name: nameOf(term, labels, lang) }) : title,
    level: level ?? undefined,
  });
}

const NONE = { estimate: null, confLow: null, confHigh: null };
