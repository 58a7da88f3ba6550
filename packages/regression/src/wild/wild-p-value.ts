import type { WildDraws } from "./wild-draws.ts";

/** Both tails by absolute value, or twice the smaller of the two tails. */
export type WildTails = "symmetric" | "equal-tailed";

/** Statistics closer to the actual one than this share of it tie with it. */
const TIE = 1e-10;

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
  const { nDraws, numerators, shifts, variances, crosses, shiftVariances } = draws;
  const delta = draws.estimate - value;
  const ofEstimate = delta * Math.abs(delta);
  let above = 0;
  let below = 0;
  let counted = 0;
  if (draws.twoWay && !(draws.variance > 0)) return Number.NaN;
  for (let b = 0; b < nDraws; b++) {
    const numerator = numerators[b]! + delta * shifts[b]!;
    const variance = variances[b]! + delta * (2 * crosses[b]! + delta * shiftVariances[b]!);
    if (draws.twoWay && !(variance > 0)) continue;
    counted++;
    const drawn = numerator * Math.abs(numerator) * draws.variance;
    const actual = ofEstimate * Math.max(variance, 0);
    if (tails === "symmetric") {
      if (Math.abs(drawn) >= Math.abs(actual) * (1 - TIE)) above++;
    } else {
      const slack = Math.abs(actual) * TIE;
      if (drawn >= actual - slack) above++;
      if (drawn <= actual + slack) below++;
    }
  }
  return tails === "symmetric" ? above / counted : Math.min(1, (2 * Math.min(above, below)) / counted);
}
