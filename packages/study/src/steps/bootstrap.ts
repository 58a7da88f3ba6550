import { type BootstrapResult, displayable } from "@ceteris/core";
import { nearestMatchWarning } from "../resampling/nearest-match-warning.ts";
import { resampleStudy } from "../resampling/resample-study.ts";
import type { StepContext, StepTools } from "./step.ts";

/** The study on draws of whole clusters, index and match included. */
export async function bootstrapStep(context: StepContext, tools: StepTools): Promise<BootstrapResult> {
  const result = await resampleStudy(context, "bootstrap", tools);
  return displayable({ ...result, warnings: [...result.warnings, ...nearestMatchWarning(context)] });
}
