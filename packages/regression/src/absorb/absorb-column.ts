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
  const mean = weightedMean(raw, weights);
  const values = new Float64Array(raw.length);
  let rest = 0;
  let total = raw.length;
  if (weights) {
    total = 0;
    for (let i = 0; i < raw.length; i++) {
      const v = raw[i]! - mean;
      values[i] = v;
      rest += weights[i]! * v;
      total += weights[i]!;
    }
  } else {
    for (let i = 0; i < raw.length; i++) {
      const v = raw[i]! - mean;
      values[i] = v;
      rest += v;
    }
  }
  const squares = sumOfSquares(values, weights);
  return { values, norm: Math.sqrt(Math.max(0, squares - (rest * rest) / total)) };
}

/** Summed as differences from the first value, which spares a common level its rounding. */
function weightedMean(raw: Float64Array, weights: Float64Array | null): number {
  const start = raw[0] ?? 0;
  let sum = 0;
  if (!weights) {
    for (let i = 0; i < raw.length; i++) sum += raw[i]! - start;
    return start + sum / raw.length;
  }
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
