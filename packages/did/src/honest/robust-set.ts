import type { HonestMethod } from "@ceteris/core";
import { type FirstStage, keeps, reachOf, valuesAt, type Window } from "./conditional-test.ts";
import type { EventPath } from "./event-path.ts";
import type { TrendSet } from "./inequalities.ts";
import { leastFavourable } from "./least-favourable.ts";
import { covariance, type Moments, momentsOf } from "./moments.ts";
import type { Functional } from "./movements.ts";

/** An interval for the target that a convex set allows, around an estimator linear in the estimates. */
export interface FirstInterval {
  readonly confLow: number;
  readonly confHigh: number;
  /** Of the estimator at its centre, leads first. */
  readonly weights: Functional;
}

export interface TestSizes {
  /** 1 − level. */
  readonly alpha: number;
  /** Of the first stage. */
  readonly kappa: number;
}

/** One convex piece with the values of the target that its first stage does not rule out. */
interface Piece {
  readonly moments: Moments;
  readonly stage: FirstStage;
  readonly from: number;
  readonly to: number;
}

export interface RobustSet {
  /** The ends of the confidence set; the whole between them counts as inside. Null where it is empty. */
  interval(): readonly [number, number] | null;
  /** Whether a value lies between the ends. */
  holds(value: number): boolean;
}

/**
 * The confidence set under a union of convex sets of differences in trends: the union of tests inverted
 * (Rambachan and Roth 2023). Nothing bounds the search: the first stage, or the tail of the conditional
 * test, rules out all but a bounded range of each piece, which is scanned from outside inwards, and the
 * end is then bisected.
 *
 * @param first interval of level 1 − κ, for the method `c-f`
 */
export function robustSet(
  path: EventPath,
  sets: readonly TrendSet[],
  target: Float64Array,
  sizes: TestSizes,
  method: HonestMethod,
  first: FirstInterval | null,
): RobustSet {
  const { nPre, vcov } = path;
  const whole = new Float64Array(vcov.length ** 0.5);
  whole.set(target, nPre);
  const step = 0.02 * Math.sqrt(covariance(vcov, whole, whole));
  const pieces = sets.flatMap((set) => {
    const moments = momentsOf(path, set, target);
    const window = method === "c-f" && first ? windowOf(vcov, first, [...set.leads, whole]) : null;
    const piece = pieceOf(moments, sizes, method, window);
    return piece ? [piece] : [];
  });

  /** The first kept value on the way from one value to another, or null. */
  const firstKept = ({ moments, stage }: Piece, from: number, to: number): number | null => {
    const kept = (theta: number) => keeps(moments, theta, stage);
    const n = Math.min(20_000, Math.max(200, Math.ceil(Math.abs(to - from) / step)));
    for (let i = 0, before = from; i <= n; i++) {
      const theta = i === n ? to : from + ((to - from) * i) / n;
      if (kept(theta)) return i === 0 ? theta : bisect(kept, before, theta);
      before = theta;
    }
    return null;
  };
  const lowest = () =>
    pieces.reduce(
      (low, piece) =>
        piece.from < low ? (firstKept(piece, piece.from, Math.min(piece.to, low)) ?? low) : low,
      Number.POSITIVE_INFINITY,
    );
  const highest = () =>
    pieces.reduce(
      (high, piece) =>
        piece.to > high ? (firstKept(piece, piece.to, Math.max(piece.from, high)) ?? high) : high,
      Number.NEGATIVE_INFINITY,
    );
  const reaches = (value: number, side: 1 | -1) =>
    pieces.some((piece) => {
      const outer = side > 0 ? piece.to : piece.from;
      const inner = side > 0 ? Math.max(piece.from, value) : Math.min(piece.to, value);
      if (side * (outer - value) < 0) return false;
      return keeps(piece.moments, inner, piece.stage) || firstKept(piece, outer, inner) !== null;
    });

  return {
    interval() {
      const low = lowest();
      return low === Number.POSITIVE_INFINITY ? null : [low, highest()];
    },
    holds: (value) => reaches(value, 1) && reaches(value, -1),
  };
}

function pieceOf(
  moments: Moments,
  { alpha, kappa }: TestSizes,
  method: HonestMethod,
  window: Window | null,
): Piece | null {
  const single = method === "conditional";
  const limit = method === "c-lf" ? leastFavourable(moments, kappa) : Number.POSITIVE_INFINITY;
  const stage: FirstStage = { limit, window, size: single ? alpha : (alpha - kappa) / (1 - kappa) };
  let [from, to] = single ? reachOf(moments, alpha) : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (window) [from, to] = [window.centre - window.half, window.centre + window.half];
  const { n, width, weights } = moments;
  const values = valuesAt(moments, 0);
  for (let i = 0; i < n; i++) {
    const slope = weights[(i + 1) * width - 1]!;
    const end = (values[i]! - limit) / slope;
    if (slope > 0) from = Math.max(from, end);
    else if (slope < 0) to = Math.min(to, end);
    else if (values[i]! > limit) return null;
  }
  return from <= to ? { moments, stage, from, to } : null;
}

function windowOf(vcov: Float64Array, first: FirstInterval, functionals: readonly Functional[]): Window {
  const { confLow, confHigh, weights } = first;
  return {
    centre: (confLow + confHigh) / 2,
    half: (confHigh - confLow) / 2,
    cov: Float64Array.from(functionals, (f) => covariance(vcov, f, weights)),
  };
}

/** Where a condition that fails at `no` and holds at `yes` begins to hold. */
function bisect(holds: (x: number) => boolean, no: number, yes: number): number {
  let [a, b] = [no, yes];
  for (let i = 0; i < 60; i++) {
    const middle = (a + b) / 2;
    if (middle === a || middle === b) break;
    if (holds(middle)) b = middle;
    else a = middle;
  }
  return b;
}
