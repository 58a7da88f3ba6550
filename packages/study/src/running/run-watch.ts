import { availableParallelism } from "node:os";
import { CeterisError, driveWork, type TimedProgress } from "@ceteris/core";
import type { StepName } from "../results.ts";
import type { StepTools } from "../steps/step.ts";
import type { Kept } from "./result-keeper.ts";

/** What a run tells while it works. */
export interface Progress {
  readonly step: "data" | StepName | "report";
  readonly state: "started" | "working" | "done" | "kept";
  /** Of a step at work that takes long. */
  readonly work?: TimedProgress;
  /** Of a finished step. */
  readonly milliseconds?: number;
}

/** Who is told how far a run is, who may end it, and how much of the machine it takes. */
export interface WatchOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Asked between steps and within long ones; true ends the run, and finished steps are kept for the next. */
  readonly isInterrupted?: (() => boolean) | undefined;
  /** Threads for long steps; results are the same for any number. Default: as many as the machine runs at once. */
  readonly threads?: number | undefined;
}

/** Tells how far a run is, and ends it when its user asks. */
export interface RunWatch {
  /** Does one part of the run, unless an earlier run has left its result. @throws INTERRUPTED, before it begins */
  time<T>(step: Progress["step"], work: () => T | Promise<T>, kept?: Kept): Promise<T>;
  /** What a step is lent: long work tells its progress, and an interrupt abandons it. */
  tools(step: StepName, keep: (name: string) => Kept): StepTools;
  /** @throws INTERRUPTED when the run is to end */
  stopIfInterrupted(): void;
}

export function runWatch(options: WatchOptions): RunWatch {
  const { onProgress = () => {}, isInterrupted = () => false, threads = availableParallelism() } = options;
  const stopIfInterrupted = () => {
    if (isInterrupted()) throw interrupted();
  };
  return {
    stopIfInterrupted,
    async time(step, work, kept) {
      // Lets the event loop turn, so that an interrupt of the user is seen.
      await new Promise((resolve) => setImmediate(resolve));
      stopIfInterrupted();
      const before = (await kept?.recall()) as Awaited<ReturnType<typeof work>> | null | undefined;
      if (before !== null && before !== undefined) {
        onProgress({ step, state: "kept" });
        return before;
      }
      onProgress({ step, state: "started" });
      const start = performance.now();
      const result = await work();
      await kept?.remember(result);
      onProgress({ step, state: "done", milliseconds: performance.now() - start });
      return result;
    },
    tools(step, keep) {
      const show = (work: TimedProgress) => onProgress({ step, state: "working", work });
      return {
        drive: (work) =>
          driveWork(work, {
            onProgress: show,
            isInterrupted() {
              stopIfInterrupted();
              return false;
            },
          }),
        tell(progress) {
          show(progress);
          stopIfInterrupted();
        },
        threads,
        recall: (part) => keep(`${step}-${part}`).recall(),
        remember: (part, result) => keep(`${step}-${part}`).remember(result),
      };
    },
  };
}

function interrupted(): CeterisError {
  return new CeterisError({
    code: "INTERRUPTED",
    where: "ceteris run",
    what: "the run was interrupted; the steps it had finished are kept",
    mend: "Run the same command again to go on from there",
  });
}
