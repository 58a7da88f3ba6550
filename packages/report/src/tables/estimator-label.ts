import type { EstimatorComparison, Label } from "@ceteris/core";
import { type Word, word } from "../words.ts";
import type { EventStudySeries } from "./event-study-sheet.ts";

const NAMES: Readonly<Record<string, Word>> = {
  twfe: "estimatorTwfe",
  "att-gt": "estimatorAttGt",
  sunab: "estimatorSunab",
  imputation: "estimatorImputation",
  "two-stage": "estimatorTwoStage",
  stacked: "estimatorStacked",
  etwfe: "estimatorEtwfe",
  sdid: "estimatorSdid",
};

/** How an estimator is called in tables and charts; one without a name of its own keeps the word it goes by. */
export function estimatorLabel(estimator: string): Label {
  if (!Object.hasOwn(NAMES, estimator)) return estimator;
  return { en: word(NAMES[estimator]!, "en"), zh: word(NAMES[estimator]!, "zh") };
}

/**
 * The event studies among compared results, under the names of their estimators.
 *
 * @example
 * plotEventStudy(estimatorPaths(compareEstimators(panel, { outcome: "y", estimators, aggregate: "dynamic" })));
 */
export function estimatorPaths({ estimators }: EstimatorComparison): readonly EventStudySeries[] {
  return estimators.flatMap(({ estimator, result }) =>
    result?.kind === "event-study" ? [{ label: estimatorLabel(estimator), result }] : [],
  );
}
