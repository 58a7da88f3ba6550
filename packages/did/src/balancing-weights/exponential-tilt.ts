import { cholesky, choleskySolve, columnDots, combineColumns, crossProducts } from "@ceteris/core";

export interface TiltOptions {
  /** Largest mean that may be left in any column. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** Weights q exp(z′λ), scaled to sum to 1, and how near to zero the weighted means of z came. */
export interface Tilt {
  readonly weights: Float64Array;
  readonly coefficients: Float64Array;
  /** log Σ q exp(z′λ). */
  readonly logTotal: number;
  /** Largest absolute weighted mean of a column. */
  readonly deviation: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Every row lies on one side of a hyperplane through zero: no weights make the means zero. */
  readonly separated: boolean;
}

const LARGEST_STEP = 50;

/**
 * The weights closest to the base weights, in Kullback–Leibler divergence, under which every column has
 * mean zero: the dual of Hainmueller (2012), log Σ q exp(z′λ), minimised by Newton's method with
 * backtracking. Columns should be of about unit spread.
 *
 * @param columns linearly independent over the rows of positive base weight
 * @param base not negative, not all zero
 */
export function exponentialTilt(
  columns: readonly Float64Array[],
  base: Float64Array,
  { tolerance, maxIterations }: TiltOptions,
): Tilt {
  const k = columns.length;
  const n = base.length;
  const total = base.reduce((sum, q) => sum + q, 0);
  const q = base.map((value) => value / total);
  let lambda = new Float64Array(k);
  let at = weigh(q, new Float64Array(n));
  let means = columnDots(columns, at.weights);
  let iterations = 0;
  const ended = (converged: boolean, separated: boolean): Tilt => ({
    weights: at.weights,
    coefficients: lambda,
    logTotal: at.logTotal,
    deviation: largest(means),
    iterations,
    converged,
    separated,
  });
  while (iterations < maxIterations) {
    if (largest(means) <= tolerance) return ended(true, false);
    iterations++;
    const step = newtonStep(columns, at.weights, means);
    if (!step) return ended(false, false);
    const slope = step.reduce((sum, s, j) => sum + s * means[j]!, 0);
    const along = combineColumns(columns, step, n);
    const reach = along.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    let size = Math.min(1, LARGEST_STEP / reach);
    let next = weigh(q, shifted(at.eta, along, size));
    // Near the minimum the decrease drowns in rounding: there the full step is taken.
    while (next.logTotal > at.logTotal + 1e-4 * size * slope && slope < -1e-13 && size > 1e-10) {
      size /= 2;
      next = weigh(q, shifted(at.eta, along, size));
    }
    lambda = lambda.map((value, j) => value + size * step[j]!);
    at = next;
    means = columnDots(columns, at.weights);
    if (at.highest < -1e-9 * (1 + largest(lambda))) return ended(false, true);
  }
  return ended(largest(means) <= tolerance, false);
}

interface Weighed {
  readonly eta: Float64Array;
  readonly weights: Float64Array;
  readonly logTotal: number;
  /** Largest z′λ over the rows that count. */
  readonly highest: number;
}

function weigh(q: Float64Array, eta: Float64Array): Weighed {
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < q.length; i++) if (q[i]! > 0 && eta[i]! > highest) highest = eta[i]!;
  const weights = new Float64Array(q.length);
  let total = 0;
  for (let i = 0; i < q.length; i++) {
    if (q[i] === 0) continue;
    const w = q[i]! * Math.exp(eta[i]! - highest);
    weights[i] = w;
    total += w;
  }
  for (let i = 0; i < q.length; i++) weights[i]! /= total;
  return { eta, weights, logTotal: highest + Math.log(total), highest };
}

/** −H⁻¹ g with H the weighted covariance of the columns; null where even a ridge does not make it definite. */
function newtonStep(
  columns: readonly Float64Array[],
  weights: Float64Array,
  means: Float64Array,
): Float64Array | null {
  const k = columns.length;
  const hessian = crossProducts(columns, weights);
  let trace = 0;
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) hessian[a * k + b]! -= means[a]! * means[b]!;
    trace += hessian[a * k + a]!;
  }
  for (const ridge of [0, 1e-12, 1e-8, 1e-4]) {
    const matrix = Float64Array.from(hessian);
    for (let a = 0; a < k; a++) matrix[a * k + a]! += ridge * (trace + Number.MIN_VALUE);
    const factor = cholesky(matrix, k);
    if (!factor) continue;
    const step = choleskySolve(factor, k, means).map((value) => -value);
    if (step.every(Number.isFinite)) return step;
  }
  return null;
}

function shifted(eta: Float64Array, along: Float64Array, size: number): Float64Array {
  const out = new Float64Array(eta.length);
  for (let i = 0; i < out.length; i++) out[i] = eta[i]! + size * along[i]!;
  return out;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
