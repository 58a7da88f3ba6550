import { normal } from "@ceteris/core";
import type { Moments } from "./moments.ts";

/** What is known when the conditional test is made: that a first stage of size κ has been passed. */
export interface FirstStage {
  /** No moment exceeds this; infinite without a least favourable first stage. */
  readonly limit: number;
  /** An interval around an estimator holds the value; null without one. */
  readonly window: Window | null;
  /** Of the second stage: (α − κ)/(1 − κ). */
  readonly size: number;
}

/** |centre − θ| ≤ half, and the centre's covariance with the estimates of the moments. */
export interface Window {
  readonly centre: number;
  readonly half: number;
  readonly cov: Float64Array;
}

/**
 * Whether the test of Andrews, Roth and Pakes (2023) keeps the value θ: the largest moment is not too
 * large for a normal number that is known to be the largest, and to have passed the first stage.
 */
export function keeps(moments: Moments, theta: number, { limit, window, size }: FirstStage): boolean {
  const { n, width, weights } = moments;
  const values = valuesAt(moments, theta);
  let top = 0;
  for (let i = 1; i < n; i++) if (values[i]! > values[top]!) top = i;
  const most = values[top]!;
  if (most > limit || (window && Math.abs(window.centre - theta) > window.half)) return false;
  if (most <= 0) return true;
  const { variance, slopes } = regression(moments, top);
  if (variance < 1e-20) return false;
  const bounds = { low: Number.NEGATIVE_INFINITY, high: limit };
  // `at` and `slope` of what stays below zero while the largest moment moves from where it is.
  const stays = (at: number, slope: number) => {
    if (slope > 0) bounds.high = Math.min(bounds.high, most - at / slope);
    else if (slope < 0) bounds.low = Math.max(bounds.low, most - at / slope);
  };
  for (let i = 0; i < n; i++) {
    let ratio = 0;
    for (let c = 0; c < width; c++) ratio += weights[i * width + c]! * slopes[c]!;
    if (i !== top && Math.abs(ratio - 1) > 1e-10) stays(values[i]! - most, ratio - 1);
  }
  if (window) {
    let moves = 0;
    for (let c = 0; c < width; c++) moves += (weights[top * width + c]! * window.cov[c]!) / variance;
    stays(window.centre - theta - window.half, moves);
    stays(theta - window.centre - window.half, -moves);
  }
  const sd = Math.sqrt(variance);
  return tailBetween(most / sd, bounds.low / sd, bounds.high / sd) >= size;
}

/** How far the moments can leave zero behind: beyond these values of θ the conditional test keeps none. */
export function reachOf(moments: Moments, size: number): readonly [number, number] {
  const { n, width, weights } = moments;
  const target = (i: number) => weights[i * width + width - 1]!;
  const centre = moments.estimates[width - 1]!;
  const scale = Math.sqrt(moments.cov[width * width - 1]!);
  const end = (side: 1 | -1) => {
    // The moment that is the largest from some point on.
    let last = 0;
    for (let i = 1; i < n; i++) {
      const steeper = side * (target(last) - target(i));
      if (steeper > 0 || (steeper === 0 && valuesAt(moments, 0)[i]! > valuesAt(moments, 0)[last]!)) last = i;
    }
    const { variance, slopes } = regression(moments, last);
    const sd = Math.sqrt(variance);
    const rejects = (theta: number) => {
      const values = valuesAt(moments, theta);
      const most = values[last]!;
      if (most <= 0 || values.some((v) => v > most)) return false;
      if (variance < 1e-20) return true;
      let low = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < n; i++) {
        let ratio = 0;
        for (let c = 0; c < width; c++) ratio += weights[i * width + c]! * slopes[c]!;
        if (i !== last && ratio < 1 - 1e-10) low = Math.max(low, most - (most - values[i]!) / (1 - ratio));
      }
      // Whatever bounds the moment from above only makes it less likely to be large.
      return tailBetween(most / sd, low / sd, Number.POSITIVE_INFINITY) < size;
    };
    let theta = centre;
    for (let step = scale, turn = 0; !rejects(theta) && turn < 100; turn++, step *= 2)
      theta = centre + side * step;
    return theta;
  };
  return [end(-1), end(1)];
}

export function valuesAt({ n, width, estimates, weights, bounds }: Moments, theta: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = -bounds[i]! - theta * weights[(i + 1) * width - 1]!;
    for (let c = 0; c < width; c++) sum += weights[i * width + c]! * estimates[c]!;
    out[i] = sum;
  }
  return out;
}

/** Variance of a moment, and the slopes of the estimates on it. */
function regression({ width, weights, cov }: Moments, at: number) {
  const slopes = new Float64Array(width);
  let variance = 0;
  for (let a = 0; a < width; a++) {
    for (let b = 0; b < width; b++) slopes[a]! += cov[a * width + b]! * weights[at * width + b]!;
    variance += weights[at * width + a]! * slopes[a]!;
  }
  for (let a = 0; a < width; a++) slopes[a]! /= variance;
  return { variance, slopes };
}

/** The probability beyond z of a standard normal number known to lie between low and high. */
function tailBetween(z: number, low: number, high: number): number {
  if (!(z > low)) return 1;
  if (!(z < high)) return 0;
  const [atZ, atHigh] = [normal.logSf(z), normal.logSf(high)];
  const atLow = low === Number.NEGATIVE_INFINITY ? 0 : normal.logSf(low);
  return (Math.exp(atZ - atLow) * Math.expm1(atHigh - atZ)) / Math.expm1(atHigh - atLow);
}
