import type { PlaceboResult } from "@ceteris/core";
import { placebo } from "@ceteris/did";
import type { StudyContext } from "../context.ts";

export function placeboStep({ study, panel, model, seed }: StudyContext): PlaceboResult {
  return placebo(panel, { ...model, ...study.steps.placebo, seed });
}
