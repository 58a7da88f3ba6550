import type { EstimatorComparison } from "@ceteris/core";
import { word } from "../words.ts";
import { estimatorPaths } from "./estimator-label.ts";
import { type EventStudySheetOptions, eventStudySheet } from "./event-study-sheet.ts";
import type { Sheet } from "./sheet.ts";

/**
 * Event studies by several estimators, an estimator a column with standard errors in brackets.
 *
 * @example
 * const comparison = compareEstimators(panel, { outcome: "y", estimators: ["twfe", "sunab"], aggregate: "dynamic" });
 * const sheet = estimatorPathsSheet(comparison);
 */
export function estimatorPathsSheet(
  comparison: EstimatorComparison,
  options: EventStudySheetOptions = {},
): Sheet {
  return eventStudySheet(estimatorPaths(comparison), {
    id: "estimator-paths",
    title: { en: word("titleEstimatorPaths", "en"), zh: word("titleEstimatorPaths", "zh") },
    bracket: "stdError",
    ...options,
  });
}
