import type { StepContext } from "../steps/step.ts";

import type { Resampled, Resampling } from "./resampled.ts";

/** What a step estimates. Without an own list: the baseline, and the effect after matching if the study matches. */
export function resampledTargets({ steps }: StepContext["study"], step: Resampling): readonly Resampled[] {
  return steps[step]?.of ?? ("psmDid" in steps ? ["baseline", "psmDid"] : ["baseline"]);
}
