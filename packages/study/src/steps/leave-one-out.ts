import type { LeaveOneOutResult } from "@ceteris/core";
import { leaveOneOut } from "@ceteris/did";
import type { StepContext } from "./step.ts";

/** The baseline without each unit, or each level of another column. */
export function leaveOneOutStep({ study, panel, model }: StepContext): LeaveOneOutResult {
  return leaveOneOut(panel, { ...model, ...study.steps.leaveOneOut });
}
