import type { DrawColumns } from "./draw-columns.ts";
import type { WildDraws } from "./wild-draws.ts";
import type { WildTails } from "./wild-tails.ts";

/** Statistics closer to the actual one than this share of it tie with it. */
const TIE = 1e-10;

/** Numbers of draws: as large as the estimate's or above it, as small or below it, and with a statistic. */
export interface Tally {
  readonly above: number;
  readonly below: number;
  readonly counted: number;
}

/** Draws of which the tally is taken already, and those that are left. */
export interface OpenDraws {
  readonly closed: Tally;
  readonly columns: DrawColumns;
}

/** All draws, none of them tallied. */
export function allOpen(columns: DrawColumns): OpenDraws {
  return { closed: { above: 0, below: 0, counted: 0 }, columns };
}

/**
 * How the draws compare with the estimate when δ = estimate − value. By absolute value with symmetric
 * tails, where `below` is not counted.
 */
export function tally(
  { variance: scale, twoWay }: WildDraws,
  { closed, columns }: OpenDraws,
  delta: number,
  tails: WildTails,
): Tally {
  const { numerators, shifts, variances, crosses, shiftVariances } = columns;
  const ofEstimate = delta * Math.abs(delta);
  let { above, below, counted } = closed;
  for (let b = 0; b < numerators.length; b++) {
    const numerator = numerators[b]! + delta * shifts[b]!;
    const variance = variances[b]! + delta * (2 * crosses[b]! + delta * shiftVariances[b]!);
    if (twoWay && !(variance > 0)) continue;
    counted++;
    const drawn = numerator * Math.abs(numerator) * scale;
    const actual = ofEstimate * Math.max(variance, 0);
    if (tails === "symmetric") {
      if (Math.abs(drawn) >= Math.abs(actual) * (1 - TIE)) above++;
    } else {
      const slack = Math.abs(actual) * TIE;
      if (drawn >= actual - slack) above++;
      if (drawn <= actual + slack) below++;
    }
  }
  return { above, below, counted };
}

/** The p-value that a tally amounts to; NaN without a draw. */
export function shareOf({ above, below, counted }: Tally, tails: WildTails): number {
  return tails === "symmetric" ? above / counted : Math.min(1, (2 * Math.min(above, below)) / counted);
}
