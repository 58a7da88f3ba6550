import type { PlaceboResult } from "@ceteris/core";
import { placeboWork } from "@ceteris/did";
import type { StudyContext } from "../context.ts";
import type { StepTools } from "./step.ts";

/** The draws have t statistics of their own unless the study file says no: the report shows their p values. */
export function placeboStep(
  { study, panel, model, seed }: StudyContext,
  { drive }: StepTools,
): Promise<PlaceboResult> {
  return drive(placeboWork(panel, { studentised: true, ...model, ...study.steps.placebo, seed }));
}
