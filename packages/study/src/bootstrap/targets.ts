import type { StudyContext } from "../context.ts";

/** What a study's bootstrap can estimate on each draw, by the step it is the main result of. */
export const BOOTSTRAP_TARGETS = ["baseline", "eventStudy", "psmDid", "weighting"] as const;

export type BootstrapTarget = (typeof BOOTSTRAP_TARGETS)[number];

/** What is estimated on each draw. Without an own list: the baseline, and the effect after matching if the study matches. */
export function bootstrapTargets({ steps }: StudyContext["study"]): readonly BootstrapTarget[] {
  return steps.bootstrap?.of ?? ("psmDid" in steps ? ["baseline", "psmDid"] : ["baseline"]);
}
