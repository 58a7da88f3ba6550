import type { HonestRestriction, HonestType } from "@ceteris/core";
import type { EventPath } from "./event-path.ts";
import { type Functional, secondDifferencesOf, stepsOf } from "./movements.ts";

/** One bound on the difference in trends: lead · (functionals of the leads) + lag · (its lags) ≤ bound. */
export interface Inequality {
  readonly lead: readonly number[];
  readonly lag: Float64Array;
  readonly bound: number;
}

/** A convex set of differences in trends: a restriction, or one piece of it. */
export interface TrendSet {
  /** What enters of the leads. */
  readonly leads: readonly Functional[];
  readonly rows: readonly Inequality[];
}

/**
 * The restrictions of Rambachan and Roth (2023) as systems of inequalities. Those that take
 * their scale from the largest movement before treatment are unions: a set for each movement that may be
 * the largest, and for its sign, in which the later ones are at most m times it. Inequalities among the
 * leads alone do not enter.
 */
export function trendSets(
  path: Pick<EventPath, "nPre" | "nPost">,
  type: HonestType,
  restrict: HonestRestriction | null,
  m: number,
): readonly TrendSet[] {
  const { nPre, nPost } = path;
  const steps = stepsOf(path);
  const shape = restrict === null ? [] : shapeOf(restrict, steps.lag, nPre);
  const { lead, lag } = type === "relative" ? steps : secondDifferencesOf(path);
  // Of the leads only the last enters a movement that touches a lag, and no step.
  const lastLead = type === "relative" ? [] : [unit(nPre + nPost, nPre - 1)];
  const setOf = (scale: readonly Functional[], bound: number): TrendSet => ({
    leads: [...scale, ...lastLead],
    rows: [
      ...lag.flatMap((move) =>
        [1, -1].map((side) => ({
          lead: [...scale.map(() => -m), ...lastLead.map(() => side * move[nPre - 1]!)],
          lag: move.slice(nPre).map((v) => side * v),
          bound,
        })),
      ),
      ...shape.map((row) => ({ lead: [...scale, ...lastLead].map(() => 0), lag: row, bound: 0 })),
    ],
  });
  if (type === "smoothness") return [setOf([], m)];
  return lead.flatMap((move) => [1, -1].map((sign) => setOf([move.map((v) => sign * v)], 0)));
}

/** Weights of the lags that are not to be positive: the sign or the direction of the difference in trends. */
function shapeOf(restrict: HonestRestriction, lagSteps: readonly Functional[], nPre: number): Float64Array[] {
  const sign = restrict === "positive" || restrict === "increasing" ? -1 : 1;
  return lagSteps.map((step, t) => {
    const lag = step.slice(nPre);
    const level = restrict === "positive" || restrict === "negative";
    return (level ? unit(lag.length, t) : lag).map((v) => sign * v);
  });
}

function unit(n: number, at: number): Float64Array {
  const e = new Float64Array(n);
  e[at] = 1;
  return e;
}
