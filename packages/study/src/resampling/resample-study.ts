import type { StepContext, StepTools } from "../steps/step.ts";
import { openLanes } from "./open-lanes.ts";
import { refuseMadeAnew } from "./refuse-made-anew.ts";
import type { Resampling } from "./resampled.ts";
import { type ResamplingResults, studyPlan } from "./study-plan.ts";
import { takePortions } from "./take-portions.ts";

/** The study done over and over, transforms, index and match included, by as many threads as the run has. */
export async function resampleStudy<Way extends Resampling>(
  context: StepContext,
  way: Way,
  tools: StepTools,
): Promise<ResamplingResults[Way]> {
  refuseMadeAnew(context, way);
  const plan = studyPlan(context, way);
  const open = (most: number) => openLanes(context, way, plan, Math.min(tools.threads, most));
  return plan.summarise(await takePortions(plan.nPortions, open, tools));
}
