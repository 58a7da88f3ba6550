import { CeterisError } from "@ceteris/core";
import type { StepContext } from "../steps/step.ts";
import type { Resampling } from "./resampled.ts";

/** Samples are drawn before their columns are made: by none of these. @throws STUDY_VALUE */
export function refuseMadeAnew({ study, model, panel, drawnFrom }: StepContext, way: Resampling): void {
  const { by, strata }: { by?: string | undefined; strata?: string | undefined } = study.steps[way] ?? {};
  const named: [string, string | undefined][] = [
    [`steps.${way}.strata`, strata],
    ...(by === undefined
      ? (model.covariance?.by ?? []).map((name): [string, string] => ["model.cluster", name])
      : [[`steps.${way}.by`, by] as [string, string]]),
  ];
  for (const [where, name] of named) {
    if (name === undefined || !panel.table.columns.has(name) || drawnFrom.table.columns.has(name)) continue;
    throw new CeterisError({
      code: "STUDY_VALUE",
      where,
      what: `“${name}” is a transform that each sample of the ${way} makes anew, so that no sample can be drawn by it`,
      mend: "Draw by a column of the data",
    });
  }
}
