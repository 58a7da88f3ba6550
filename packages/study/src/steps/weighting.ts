import type { WeightingResult } from "@ceteris/core";
import { weightedDid } from "@ceteris/did";
import type { StepContext } from "./step.ts";

/** The DID under balancing weights; its event study, if asked for, has the window of the study's own. */
export function weightingStep({ study, panel, model }: StepContext): WeightingResult {
  const { eventStudy, ...own } = study.steps.weighting ?? {};
  return weightedDid(panel, {
    ...model,
    ...own,
    eventStudy: eventStudy ? (study.steps.eventStudy ?? {}) : null,
  });
}
