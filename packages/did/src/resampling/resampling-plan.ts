import type { Work } from "@ceteris/core";
import type { Draw } from "./statistic.ts";

/**
 * Resampling before it is done: portions that can be taken in any order, by any thread, one by one or
 * again after an interruption, and what they add up to.
 */
export interface ResamplingPlan<Result> {
  readonly nPortions: number;
  /** The same whenever and wherever it is taken; plain JSON. */
  take(portion: number): Draw;
  /**
   * The result of the portions from 0 on, all of them or as many as there are.
   *
   * @throws INTERRUPTED where these are no result
   */
  summarise(draws: readonly Draw[]): Result;
}

/** Takes the portions of a plan one after the other. */
export function* planWork<Result>(plan: ResamplingPlan<Result>): Work<Result> {
  const draws: Draw[] = [];
  while (draws.length < plan.nPortions) {
    draws.push(plan.take(draws.length));
    const stop = yield { done: draws.length, total: plan.nPortions };
    if (stop) break;
  }
  return plan.summarise(draws);
}
