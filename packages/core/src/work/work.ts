/** How far long work is, in units of its own: draws, replications, units left out. */
export interface WorkProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Long work in portions: a generator that yields how far it is, at least every few milliseconds where its
 * smallest portion allows, and returns the result. It knows neither clock nor terminal, so the result is
 * the same whoever drives it; `finishWork` and `driveWork` do.
 *
 * What is sent back with `next` is whether to stop. Work that is told so returns the result of the
 * portions done, with a warning that says how many, or throws INTERRUPTED where they are no result.
 */
export type Work<Result> = Generator<WorkProgress, Result, boolean | undefined>;
