import type { JackknifeResult } from "@ceteris/core";
import { resampleStudy } from "../resampling/resample-study.ts";
import type { StepContext, StepTools } from "./step.ts";

/** The study without each cluster in turn, index and match included. */
export function jackknifeStep(context: StepContext, tools: StepTools): Promise<JackknifeResult> {
  return resampleStudy(context, "jackknife", tools);
}
