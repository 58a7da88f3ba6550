import type { Warning } from "@ceteris/core";
import { reviewDesign } from "@ceteris/did";
import type { StudyContext } from "./context.ts";
import type { StudyResults } from "./results.ts";

/** The design lints, on the panel, the model and what was estimated; the base of an event study that is only planned. */
export function designReview(
  context: StudyContext,
  found: Pick<StudyResults, "baseline" | "eventStudy">,
): readonly Warning[] {
  const { covariance, controls, outcome } = context.model;
  const { index, steps } = context.study;
  return reviewDesign(context.panel, {
    covariance,
    controls,
    outcome,
    indicators: index?.name === outcome ? index.indicators.map(({ name }) => name) : [],
    models: found.baseline?.models,
    eventStudy: found.eventStudy?.declared,
    base: steps.eventStudy?.base,
  });
}
