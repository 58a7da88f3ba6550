/** What a study's bootstrap can estimate on each draw, by the step it is the main result of. */
export const BOOTSTRAP_TARGETS = ["baseline", "eventStudy", "psmDid", "weighting"] as const;
