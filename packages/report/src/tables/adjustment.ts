import type { Word } from "../words.ts";

/** What makes groups alike: samples are before or after it. */
export type Adjustment = "matching" | "weighting";

const SAMPLES = {
  matching: { before: "before", after: "after" },
  weighting: { before: "beforeWeighting", after: "afterWeighting" },
} as const satisfies Record<Adjustment, Record<"before" | "after", Word>>;

/** How a sample is called. */
export function sampleWord(sample: "before" | "after", adjustment: Adjustment): Word {
  return SAMPLES[adjustment][sample];
}
