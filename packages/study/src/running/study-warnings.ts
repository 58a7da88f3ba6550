import { uniqueWarnings, type Warning } from "@ceteris/core";
import type { StudyContext } from "../context.ts";
import type { StepName, StudyResults } from "../results.ts";
import { STEPS } from "../steps/steps.ts";

type Warned = { readonly warnings: readonly Warning[] } | null | undefined;

/** Every remark once: those on the design, then those on the data, then those of the steps. */
export function studyWarnings({ panel }: StudyContext, results: StudyResults): readonly Warning[] {
  const { baseline, eventStudy } = results;
  const told: { readonly [Name in StepName]?: readonly Warned[] } = {
    baseline: [...(baseline?.models ?? []), ...(baseline?.alsoClustered ?? [])],
    eventStudy: [eventStudy?.declared],
  };
  const steps = (Object.keys(STEPS) as StepName[]).flatMap((name) => told[name] ?? [results[name] as Warned]);
  return uniqueWarnings(
    results.design,
    panel.table.source.warnings,
    panel.warnings,
    results.index?.warnings,
    ...steps.map((one) => one?.warnings),
  );
}
