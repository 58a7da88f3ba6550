import type { Work } from "./work.ts";

/**
 * Does long work in one go.
 *
 * @example
 * const result = finishWork(placeboWork(panel, { outcome: "index", draws: 100_000 }));
 */
export function finishWork<Result>(work: Work<Result>): Result {
  for (;;) {
    const step = work.next(false);
    if (step.done) return step.value;
  }
}
