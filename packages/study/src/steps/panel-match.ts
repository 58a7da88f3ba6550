import type { PanelMatchResult } from "@ceteris/core";
import { panelMatch } from "@ceteris/did";
import type { StepContext } from "./step.ts";

/** The effect on units matched on their paths before treatment. */
export function panelMatchStep({ study, panel, model }: StepContext): PanelMatchResult {
  const { outcome, level } = model;
  return panelMatch(panel, { outcome, level, ...study.steps.panelMatch });
}
