import type { WildDraws } from "./wild-draws.ts";
import { type WildTails, wildPValue } from "./wild-p-value.ts";

/** Ends are found to this many standard errors. */
const precision = 1e-10;
/** Beyond this many standard errors an end counts as infinite. */
const furthest = 1e3;

/**
 * The values not rejected at 1 − level: from the estimate outward until the p-value falls to it, then
 * bisection, the same draws for every value. An end is null when the p-value never falls that low, as
 * with very few clusters.
 *
 * @example
 * const { confLow, confHigh } = wildInterval(draws, 0.95);
 */
export function wildInterval(
  draws: WildDraws,
  level: number,
  tails: WildTails = "symmetric",
): { readonly confLow: number | null; readonly confHigh: number | null } {
  const stdError = Math.sqrt(draws.variance);
  // A share of draws equal to 1 − level rejects, whatever the rounding of either.
  const rejects = (value: number) => wildPValue(draws, value, tails) <= 1 - level + 1e-12;
  const end = (direction: 1 | -1): number | null => {
    const at = (distance: number) => draws.estimate + direction * distance * stdError;
    let inside = 0;
    let outside = 0.5;
    while (!rejects(at(outside))) {
      inside = outside;
      outside = outside < 8 ? outside + 0.5 : outside * 2;
      if (outside > furthest) return null;
    }
    while (outside - inside > precision * outside) {
      const middle = (inside + outside) / 2;
      if (rejects(at(middle))) outside = middle;
      else inside = middle;
    }
    return at(inside);
  };
  return stdError > 0 ? { confLow: end(-1), confHigh: end(1) } : { confLow: null, confHigh: null };
}
