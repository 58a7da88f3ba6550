import type { Work, WorkProgress } from "./work.ts";

/** Progress with what the clock says of it. */
export interface TimedProgress extends WorkProgress {
  readonly seconds: number;
  /** At the pace so far; null before anything is done. */
  readonly secondsLeft: number | null;
}

export interface DriveOptions {
  /** Called between turns; an error it throws ends the work. */
  readonly onProgress?: ((progress: TimedProgress) => void) | undefined;
  /** Asked between turns; true tells the work to stop and keep what was done. */
  readonly isInterrupted?: (() => boolean) | undefined;
}

/** Milliseconds of work between turns of the event loop: short enough for a key press, long enough to cost nothing. */
const turn = 50;

/**
 * Does long work without holding up the program: between portions the event loop turns, so that
 * interrupts, timers and screens get their share.
 *
 * @throws what the work throws; INTERRUPTED where it was stopped before it had a result
 * @example
 * const result = await driveWork(placeboWork(panel, { outcome: "index", draws: 10_000_000 }), {
 *   onProgress: ({ done, total }) => console.error(`${done} of ${total}`),
 * });
 */
export async function driveWork<Result>(work: Work<Result>, options: DriveOptions = {}): Promise<Result> {
  const { onProgress = () => {}, isInterrupted = () => false } = options;
  const start = performance.now();
  let turned = start;
  let stop = false;
  try {
    for (;;) {
      const step = work.next(stop);
      if (step.done) return step.value;
      const now = performance.now();
      if (now - turned < turn) continue;
      onProgress(timed(step.value, (now - start) / 1000));
      await new Promise<void>((resolve) => setTimeout(resolve));
      turned = performance.now();
      stop = isInterrupted();
    }
  } finally {
    work.return(undefined as Result);
  }
}

function timed({ done, total }: WorkProgress, seconds: number): TimedProgress {
  return { done, total, seconds, secondsLeft: done > 0 ? (seconds / done) * (total - done) : null };
}
