import type { EstimatorComparison } from "@ceteris/core";
import { word } from "../words.ts";
import { estimatorLabel } from "./estimator-label.ts";
import { type RegressionSheetOptions, regressionSheet } from "./regression-sheet.ts";
import type { Sheet } from "./sheet.ts";

/**
 * Effects by cohort, an estimator a column, with the effect over all treated rows last.
 *
 * @example
 * const comparison = compareEstimators(panel, { outcome: "y", estimators: ["sunab", "imputation"], aggregate: "cohort" });
 * const sheet = estimatorCohortsSheet(comparison);
 */
export function estimatorCohortsSheet(
  { estimators }: EstimatorComparison,
  options: RegressionSheetOptions = {},
): Sheet {
  const { lang = "en" } = options;
  const columns = estimators.flatMap(({ estimator, overall, result }) => {
    if (result?.kind !== "att-aggregate") return [];
    const estimates = [...result.estimates, { ...overall, term: OVERALL }];
    return [{ result: { ...result, estimates }, label: estimatorLabel(estimator) }];
  });
  const cohorts = columns.flatMap(({ result }) => result.estimates.filter((row) => row.term !== OVERALL));
  const terms = [...new Map(cohorts.map((row) => [row.term, row])).values()].sort(byCohort);
  return regressionSheet(columns, {
    id: "estimator-cohorts",
    title: { en: word("titleEstimatorCohorts", "en"), zh: word("titleEstimatorCohorts", "zh") },
    digits: 4,
    bracket: "stdError",
    statistics: ["nObs"],
    ...options,
    terms: [...terms.map((row) => row.term), OVERALL],
    labels: { ...options.labels, ...cohortLabels(terms), [OVERALL]: word("overallEffect", lang) },
  });
}

const OVERALL = "overall";

interface CohortRow {
  readonly term: string;
  readonly cohort?: number | string;
}

/** In the order of time: periods are numbers, or text that sorts so. */
function byCohort({ cohort: a = "" }: CohortRow, { cohort: b = "" }: CohortRow): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1;
}

function cohortLabels(rows: readonly CohortRow[]): Record<string, string> {
  return Object.fromEntries(rows.map(({ term, cohort }) => [term, String(cohort ?? term)]));
}
