import type { WildDraws } from "./wild-draws.ts";
import type { WildTails } from "./wild-tails.ts";
import { allOpen, shareOf, tally } from "./wild-tally.ts";

/**
 * The share of draws at least as extreme as the estimate when `value` is tested, ties counted.
 *
 * `"symmetric"` compares absolute values; `"equal-tailed"` is twice the smaller share of draws on
 * either side, at most 1. Draws whose statistic is undefined count as extreme; with two-way clustering
 * draws whose variance is not positive are left out, as boottest leaves them out. NaN when there is no
 * variance to divide by, or no draw left.
 *
 * @example
 * wildPValue(draws, 0, "equal-tailed");
 */
export function wildPValue(draws: WildDraws, value: number, tails: WildTails = "symmetric"): number {
  if (draws.twoWay && !(draws.variance > 0)) return Number.NaN;
  return shareOf(tally(draws, allOpen(draws), draws.estimate - value, tails), tails);
}
