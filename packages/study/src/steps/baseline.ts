import { assignmentLevel, stepwise, twfe } from "@ceteris/did";
import type { StudyContext } from "../context.ts";
import type { BaselineResults } from "../results.ts";

/** The stepwise models, and the last of them clustered at the level of assignment as well. */
export function baselineStep({ study, panel, model }: StudyContext): BaselineResults {
  const options = study.steps.baseline ?? {};
  const models = options.stepwise === false ? [twfe(panel, model)] : stepwise(panel, model);
  const assigned = assignmentLevel(panel);
  const levels = options.alsoCluster ?? (assigned ? [assigned.column] : []);
  const own = model.covariance?.by ?? [panel.unit.name];
  return {
    models,
    alsoClustered: levels
      .filter((level) => !(own.length === 1 && own[0] === level))
      .map((level) => twfe(panel, { ...model, covariance: { type: "cluster", by: [level] } })),
  };
}
