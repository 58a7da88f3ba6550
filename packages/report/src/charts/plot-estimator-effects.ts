import type { EstimatorComparison } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { specFacts } from "../spec-facts.ts";
import { estimatorLabel } from "../tables/estimator-label.ts";
import { word } from "../words.ts";
import type { ChartOptions } from "./chart.ts";
import { plotCoefficients } from "./plot-coefficients.ts";

/**
 * The overall effects that several estimators find, one below the other.
 *
 * @example
 * plotEstimatorEffects(compareEstimators(panel, { outcome: "y", estimators: ["twfe", "sunab"] }));
 */
export function plotEstimatorEffects(
  { estimators, spec }: EstimatorComparison,
  options: ChartOptions = {},
): TopLevelSpec {
  const { lang = "en" } = options;
  const points = estimators.map(({ estimator, overall }) => ({
    ...overall,
    label: estimatorLabel(estimator),
  }));
  return plotCoefficients(points, {
    ...options,
    title: options.title === undefined ? word("titleEstimators", lang) : options.title,
    level: specFacts(spec).level ?? undefined,
  });
}
