import { closeDraws } from "./close-draws.ts";
import type { WildDraws } from "./wild-draws.ts";
import type { WildTails } from "./wild-tails.ts";
import { allOpen, type OpenDraws, shareOf, tally } from "./wild-tally.ts";

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
  const rejects = (open: OpenDraws, delta: number) =>
    shareOf(tally(draws, open, delta, tails), tails) <= 1 - level + 1e-12;
  const end = (direction: 1 | -1): number | null => {
    const at = (distance: number) => -direction * distance * stdError;
    let open = allOpen(draws);
    let inside = 0;
    let outside = 0.5;
    while (!rejects(open, at(outside))) {
      inside = outside;
      outside = outside < 8 ? outside + 0.5 : outside * 2;
      if (outside > furthest) return null;
    }
    while (outside - inside > precision * outside) {
      // Draws that compare alike all the way from inside to outside need not be looked at again.
      open = closeDraws(draws, open, at(inside), at(outside), tails);
      const middle = (inside + outside) / 2;
      if (rejects(open, at(middle))) outside = middle;
      else inside = middle;
    }
    return draws.estimate - at(inside);
  };
  return stdError > 0 ? { confLow: end(-1), confHigh: end(1) } : { confLow: null, confHigh: null };
}
