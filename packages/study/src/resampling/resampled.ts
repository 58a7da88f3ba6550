/** The steps that do a study over and over, on other samples of its data. */
export type Resampling = "bootstrap" | "jackknife";

/** What can be estimated on each sample, by the step it is the main result of. */
export const RESAMPLED = ["baseline", "eventStudy", "psmDid", "weighting"] as const;

export type Resampled = (typeof RESAMPLED)[number];
