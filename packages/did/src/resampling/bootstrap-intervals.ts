import { type BootstrapInterval, type BootstrapIntervals, normal, twoSidedT } from "@ceteris/core";

export interface IntervalInput {
  readonly estimate: number;
  readonly stdError: number | null;
  /** Two or more, from the smallest to the largest. */
  readonly sorted: Float64Array;
  readonly level: number;
  /** Skewness of the estimates without one cluster, for BCa; null where it is not known or not wanted. */
  readonly acceleration: number | null;
}

const NONE: BootstrapInterval = { confLow: null, confHigh: null, pValue: null };

/**
 * The usual intervals of a bootstrap (Davison and Hinkley 1997, chapter 5; Efron 1987 for BCa), and the
 * p-value that each implies: the smallest 1 − level at which the interval leaves out zero, no smaller
 * than 2/(draws + 1) where draws are counted.
 */
export function bootstrapIntervals(input: IntervalInput): BootstrapIntervals {
  const { estimate, stdError, sorted, level } = input;
  const [low, high] = [(1 - level) / 2, (1 + level) / 2];
  const n = sorted.length;
  const mirrored = (value: number | null) => (value === null ? null : 2 * estimate - value);
  const tails = (below: number, above: number) => Math.min(1, (2 * (1 + Math.min(below, above))) / (n + 1));
  return {
    normal: normalInterval(estimate, stdError, level),
    percentile: {
      confLow: drawQuantile(sorted, low),
      confHigh: drawQuantile(sorted, high),
      pValue: tails(countUpTo(sorted, 0), n - countBelow(sorted, 0)),
    },
    basic: {
      confLow: mirrored(drawQuantile(sorted, high)),
      confHigh: mirrored(drawQuantile(sorted, low)),
      pValue: tails(countUpTo(sorted, 2 * estimate), n - countBelow(sorted, 2 * estimate)),
    },
    bca: input.acceleration === null ? null : bcaInterval(input, input.acceleration),
  };
}

/**
 * The p quantile of sorted draws: the (n + 1)p-th, between two of them interpolated on the scale of
 * normal quantiles (Davison and Hinkley 1997, eq. 5.8); null beyond the extreme draws.
 */
export function drawQuantile(sorted: Float64Array, p: number): number | null {
  const n = sorted.length;
  const place = (n + 1) * p;
  const k = Math.floor(place);
  if (!(place >= 1 && place <= n)) return null;
  if (k === place) return sorted[k - 1]!;
  const [from, to] = [normal.quantile(k / (n + 1)), normal.quantile((k + 1) / (n + 1))];
  const share = (normal.quantile(p) - from) / (to - from);
  return sorted[k - 1]! + share * (sorted[k]! - sorted[k - 1]!);
}

function normalInterval(estimate: number, stdError: number | null, level: number): BootstrapInterval {
  if (stdError === null || !(stdError > 0)) return NONE;
  const half = normal.isf((1 - level) / 2) * stdError;
  return {
    confLow: estimate - half,
    confHigh: estimate + half,
    pValue: twoSidedT(estimate / stdError, Number.POSITIVE_INFINITY),
  };
}

/** Efron (1987); draws that equal the estimate count half below it. */
function bcaInterval({ estimate, sorted, level }: IntervalInput, a: number): BootstrapInterval {
  const n = sorted.length;
  const shareBelow = (value: number) => (countBelow(sorted, value) + countUpTo(sorted, value)) / (2 * n);
  const w = normal.quantile(shareBelow(estimate));
  if (!Number.isFinite(w)) return NONE;
  const end = (z: number) => {
    const shifted = 1 - a * (w + z);
    return shifted > 0 ? drawQuantile(sorted, normal.cdf(w + (w + z) / shifted)) : null;
  };
  const z = normal.isf((1 - level) / 2);
  const least = 1 / (n + 1);
  const zero = normal.quantile(Math.min(1 - least, Math.max(least, shareBelow(0)))) - w;
  const bent = 1 + a * zero;
  const tail = normal.cdf(zero / bent - w);
  const pValue = bent > 0 ? Math.min(1, 2 * Math.min(tail, 1 - tail)) : null;
  return { confLow: end(-z), confHigh: end(z), pValue };
}

/** How many sorted values are below a value. */
function countBelow(sorted: Float64Array, value: number): number {
  return firstPlace(sorted, (v) => v >= value);
}

/** How many sorted values are no larger than a value. */
function countUpTo(sorted: Float64Array, value: number): number {
  return firstPlace(sorted, (v) => v > value);
}

function firstPlace(sorted: Float64Array, reached: (value: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (reached(sorted[middle]!)) to = middle;
    else from = middle + 1;
  }
  return from;
}
