import { assignmentLevel, stepwise, twfe, twfeUnder } from "@ceteris/did";
import type { BaselineResults } from "../results.ts";
import type { StepContext } from "./step.ts";

/** The stepwise models, and the last of them clustered at the level of assignment as well. */
export function baselineStep({ study, panel, model }: StepContext): BaselineResults {
  const options = study.steps.baseline ?? {};
  const models = options.stepwise === false ? [twfe(panel, model)] : stepwise(panel, model);
  const assigned = assignmentLevel(panel);
  const own = model.covariance?.by ?? [panel.unit.name];
  const levels = (options.alsoCluster ?? (assigned ? [assigned.column] : [])).filter(
    (level) => !(own.length === 1 && own[0] === level),
  );
  const covariances = levels.map((level) => ({ type: "cluster", by: [level] }) as const);
  return { models, alsoClustered: levels.length === 0 ? [] : twfeUnder(panel, model, covariances) };
}
