import type { JackknifeResult } from "@ceteris/core";
import type { StudyContext } from "../context.ts";
import { resampleStudy } from "../resampling/resample-study.ts";
import type { StepTools } from "./step.ts";

/** The study without each cluster in turn, index and match included. */
export function jackknifeStep(context: StudyContext, tools: StepTools): Promise<JackknifeResult> {
  return resampleStudy(context, "jackknife", tools);
}
