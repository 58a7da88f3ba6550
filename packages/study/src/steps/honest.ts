import type { HonestResult } from "@ceteris/core";
import { eventStudy, honest } from "@ceteris/did";
import type { StepContext } from "./step.ts";

/** Sensitivity of the event study, measured from the last period before treatment. */
export function honestStep({ study, panel, model }: StepContext): HonestResult {
  return honest(eventStudy(panel, { ...model, ...study.steps.eventStudy }), study.steps.honest ?? {});
}
