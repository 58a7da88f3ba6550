import { type BootstrapResult, displayable } from "@ceteris/core";
import { bootstrapPlan } from "@ceteris/did";
import { bootstrapOptions, bootstrapStatistic } from "../bootstrap/bootstrap-statistic.ts";
import { nearestMatchWarning } from "../bootstrap/nearest-match-warning.ts";
import { openLanes } from "../bootstrap/open-lanes.ts";
import { takePortions } from "../bootstrap/take-portions.ts";
import type { StudyContext } from "../context.ts";
import type { StepTools } from "./step.ts";

/** The study drawn anew over and over, index and match included, by as many threads as the run has. */
export async function bootstrapStep(context: StudyContext, tools: StepTools): Promise<BootstrapResult> {
  const plan = bootstrapPlan(context.panel, bootstrapStatistic(context), bootstrapOptions(context));
  const open = (most: number) => openLanes(context, plan, Math.min(tools.threads, most));
  const result = plan.summarise(await takePortions(plan.nPortions, open, tools));
  return displayable({ ...result, warnings: [...result.warnings, ...nearestMatchWarning(context)] });
}
