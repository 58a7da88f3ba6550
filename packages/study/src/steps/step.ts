import type { TimedProgress, Work } from "@ceteris/core";
import type { StudyContext } from "../context.ts";

/** What a run lends its steps. */
export interface StepTools {
  /** Does long work, telling how far it is; throws INTERRUPTED when the run is to end. */
  drive<Result>(work: Work<Result>): Promise<Result>;
  /** Tells how far a step is that drives its work itself; throws INTERRUPTED when the run is to end. */
  tell(progress: TimedProgress): void;
  /** Threads that it may keep busy. */
  readonly threads: number;
  /** What an interrupted run left of a part of this step, or null. */
  recall(part: string): Promise<unknown>;
  remember(part: string, result: unknown): Promise<void>;
}

/** What a step may look at: of the study file, nothing that does not change its result; see `stepContext`. */
export type StepContext = Omit<StudyContext, "labels">;

/** What one step of a study finds. */
export type Step = (context: StepContext, tools: StepTools) => unknown;
