import type { Work } from "@ceteris/core";
import type { StudyContext } from "../context.ts";

/** What a run lends its steps. */
export interface StepTools {
  /** Does long work, telling how far it is; throws INTERRUPTED when the run is to end. */
  drive<Result>(work: Work<Result>): Promise<Result>;
}

/** What one step of a study finds. */
export type Step = (context: StudyContext, tools: StepTools) => unknown;
