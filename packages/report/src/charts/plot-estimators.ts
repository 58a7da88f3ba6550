import { type EstimatorComparison, type Language, labelText } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { specFacts } from "../spec-facts.ts";
import { estimatorLabel, estimatorPaths } from "../tables/estimator-label.ts";
import { type Word, word } from "../words.ts";
import { type CoefficientPoint, plotCoefficients } from "./plot-coefficients.ts";
import { plotEstimatorEffects } from "./plot-estimator-effects.ts";
import { type PlotEventStudyOptions, plotEventStudy } from "./plot-event-study.ts";

export interface PlotEstimatorsOptions extends Omit<PlotEventStudyOptions, "bands"> {
  /** Bands for the whole paths of event studies, by estimator. */
  readonly bands?: Readonly<Record<string, PlotEventStudyOptions["bands"]>> | undefined;
}

/**
 * What several estimators find: event studies in one chart, effects by cohort beside each other, or the
 * overall effects one below the other.
 *
 * @example
 * const svg = await renderSvg(plotEstimators(compareEstimators(panel, { outcome: "y", estimators: ["twfe", "sunab"] })));
 */
export function plotEstimators(
  comparison: EstimatorComparison,
  { bands, ...options }: PlotEstimatorsOptions = {},
): TopLevelSpec {
  const { lang = "en" } = options;
  const titled = (key: Word) => ({
    ...options,
    title: options.title === undefined ? word(key, lang) : options.title,
  });
  const paths = estimatorPaths(comparison).map((path) => ({
    ...path,
    bands: bands?.[String(path.result.spec.estimator)],
  }));
  if (paths.length > 0) return plotEventStudy(paths, titled("titleEstimatorPaths"));
  if (comparison.spec.aggregate !== "cohort") return plotEstimatorEffects(comparison, options);
  const level = specFacts(comparison.spec).level ?? undefined;
  return plotCoefficients(cohortPoints(comparison, lang), { ...titled("titleEstimatorCohorts"), level });
}

/** In the order of the estimators' rows; the effect over all treated rows last. */
function cohortPoints({ estimators }: EstimatorComparison, lang: Language): readonly CoefficientPoint[] {
  const found = estimators.flatMap(({ estimator, overall, result }) =>
    result?.kind === "att-aggregate"
      ? [{ series: labelText(estimatorLabel(estimator), lang), overall, rows: result.estimates }]
      : [],
  );
  const cohorts = found.flatMap(({ series, rows }) =>
    rows.map((row) => ({ ...row, label: String(row.cohort ?? row.term), series })),
  );
  const label = word("overallEffect", lang);
  return [...cohorts, ...found.map(({ series, overall }) => ({ ...overall, label, series }))];
}
