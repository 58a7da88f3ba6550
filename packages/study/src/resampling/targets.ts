import type { StepContext } from "../steps/step.ts";

/** The steps that do a study over and over, on other samples of its data. */
export type Resampling = "bootstrap" | "jackknife";

/** What can be estimated on each sample, by the step it is the main result of. */
export const RESAMPLED = ["baseline", "eventStudy", "psmDid", "weighting"] as const;

export type Resampled = (typeof RESAMPLED)[number];

/** What a step estimates. Without an own list: the baseline, and the effect after matching if the study matches. */
export function resampledTargets({ steps }: StepContext["study"], step: Resampling): readonly Resampled[] {
  return steps[step]?.of ?? ("psmDid" in steps ? ["baseline", "psmDid"] : ["baseline"]);
}
