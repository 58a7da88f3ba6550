import { sumOfSquares } from "../dot.ts";
import type { Absorber } from "./absorber.ts";

/** Share of a regressor's norm about its mean that must be left by the fixed effects. */
export const absorbed = 1e-10;

/** For a model without fixed effects and without intercept. */
export const absorbNothing: Absorber = Object.freeze({
  method: "none",
  nEffects: 0,
  absorb: () => ({ iterations: 0, converged: true }),
});

export interface AbsorbedColumn {
  readonly values: Float64Array;
  /** Norm about the mean, before and after absorption. */
  readonly norm: number;
  readonly normWithin: number;
  /** Share of the norm below which nothing is left. */
  readonly tolerance: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Centres first, so that a large common level costs no digits, and absorbs twice when the effects
 * took nearly all of the variation.
 */
export function absorbColumn(
  raw: Float64Array,
  absorber: Absorber,
  weights: Float64Array | null,
): AbsorbedColumn {
  if (absorber === absorbNothing) {
    const norm = weightedNorm(raw, weights);
    return { values: raw.slice(), norm, normWithin: norm, tolerance: 0, iterations: 0, converged: true };
  }
  const { values, norm } = centre(raw, weights);
  const first = absorber.absorb(values);
  let normWithin = weightedNorm(values, weights);
  let { iterations, converged } = first;
  if (normWithin < 1e-3 * norm) {
    const second = absorber.absorb(values);
    iterations += second.iterations;
    converged &&= second.converged;
    normWithin = weightedNorm(values, weights);
  }
  const tolerance = absorber.method === "iterative" ? 1e-8 : absorbed;
  return { values, norm, normWithin, tolerance, iterations, converged };
}

/** Deviations from the mean, and their norm. */
export function centre(raw: Float64Array, weights: Float64Array | null) {
  const mean = weights ? weightedMean(raw, weights) : plainMean(raw);
  const values = new Float64Array(raw.length);
  for (let i = 0; i < raw.length; i++) values[i] = raw[i]! - mean;
  return { values, norm: weightedNorm(values, weights) };
}

/** Summed as differences from the first value, which spares a common level its rounding. */
function plainMean(raw: Float64Array): number {
  const start = raw[0] ?? 0;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = raw.length - (raw.length % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += raw[i]! - start;
    s1 += raw[i + 1]! - start;
    s2 += raw[i + 2]! - start;
    s3 += raw[i + 3]! - start;
  }
  for (let i = whole; i < raw.length; i++) s0 += raw[i]! - start;
  return start + (s0 + s1 + (s2 + s3)) / raw.length;
}

function weightedMean(raw: Float64Array, weights: Float64Array): number {
  const start = raw[0] ?? 0;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < raw.length; i++) {
    total += weights[i]!;
    sum += weights[i]! * (raw[i]! - start);
  }
  return start + sum / total;
}

export function weightedNorm(values: Float64Array, weights: Float64Array | null): number {
  return Math.sqrt(sumOfSquares(values, weights));
}
