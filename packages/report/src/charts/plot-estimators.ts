import { type EstimatorComparison, type Language, labelText } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { specFacts } from "../spec-facts.ts";
import { estimatorLabel, estimatorPaths } from "../tables/estimator-label.ts";
import { type Word, word } from "../words.ts";
import { type CoefficientPoint, plotCoefficients } from "./plot-coefficients.ts";
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
  const level = specFacts(comparison.spec).level ?? undefined;
  const byCohort = comparison.spec.aggregate === "cohort";
  return byCohort
    ? plotCoefficients(cohortPoints(comparison, lang), { ...titled("titleEstimatorCohorts"), level })
    : plotCoefficients(overallPoints(comparison), { ...titled("titleEstimators"), level });
}

function overallPoints({ estimators }: EstimatorComparison): readonly CoefficientPoint[] {
  return estimators.map(({ estimator, overall }) => ({ ...overall, label: estimatorLabel(estimator) }));
}

/** In the order of the estimators' rows; the effect over all treated rows last. */
function cohortPoints({ estimators }: EstimatorComparison, lang: Language): readonly CoefficientPoint[] {
  const rows = estimators.flatMap(({ estimator, result }) =>
    (result?.kind === "att-aggregate" ? result.estimates : []).map((row) => ({
      ...row,
      label: String(row.cohort ?? row.term),
      series: labelText(estimatorLabel(estimator), lang),
    })),
  );
  const overall = estimators.map((row) => ({
    ...row.overall,
    label: word("overallEffect", lang),
    series: labelText(estimatorLabel(row.estimator), lang),
  }));
  return [...rows, ...overall];
}
