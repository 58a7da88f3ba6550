import { quadraticForm } from "@ceteris/core";
import { foldedNormalQuantile } from "../distributions/folded-normal.ts";
import type { EventPath } from "./event-path.ts";
import { lassoPath } from "./lasso-path.ts";

export interface FixedLengthInterval {
  readonly confLow: number;
  readonly confHigh: number;
  /** Worst-case bias and standard error of the estimator at its centre. */
  readonly bias: number;
  readonly stdError: number;
  /** Weights of the estimates, leads first. */
  readonly weights: Float64Array;
}

/**
 * How the estimator is chosen. `grid`: the best of 100 equally spaced standard errors, from the least
 * possible to that of least bias, as R HonestDiD; its intervals are at most a fraction of a percent
 * longer than the shortest, but their centre can differ, as length hardly depends on it. `exact`: the
 * shortest interval.
 */
export type FixedLengthSearch = "grid" | "exact";

const GRID = 100;

/**
 * The shortest fixed-length confidence intervals under Δ^SD(M), as a function of M (Rambachan and Roth
 * 2023, after Armstrong and Kolesár 2018).
 *
 * An estimator v′β̂ with weights l on the lags has a finite worst-case bias when it takes out linear
 * trends. Write w_s for its weight on the second difference of the trend at s periods before the base:
 * then the weights of the leads are the second differences of w, w₀ is given by l, the bias is M times
 * the sum of absolute values, and bias against variance is a lasso problem with an exact path.
 */
export function smoothnessIntervals(
  path: EventPath,
  target: Float64Array,
  alpha: number,
  search: FixedLengthSearch,
): (m: number) => FixedLengthInterval {
  const { nPre, nPost, beta, vcov } = path;
  const k = nPre + nPost;
  const free = nPre - 1;
  const fixed = new Float64Array(k);
  const lift = new Float64Array(k * free);
  fixed.set(target, nPre);
  const w0 = target.reduce((sum, l, t) => sum + (t + 1) * l, 0);
  for (let back = 1; back <= nPre; back++) {
    const row = nPre - back;
    for (const [s, weight] of [
      [back - 1, 1],
      [back, -2],
      [back + 1, 1],
    ] as const) {
      if (s === 0) fixed[row]! += weight * w0;
      else if (s < nPre) lift[row * free + s - 1]! += weight;
    }
  }
  let postBias = Math.abs(w0);
  for (let s = 1; s < nPost; s++) {
    let sum = 0;
    for (let t = s + 1; t <= nPost; t++) sum += target[t - 1]! * (t - s);
    postBias += Math.abs(sum);
  }
  const { lambdas, solutions } = frontier(vcov, fixed, lift, k, free);
  const estimatorAt = (lambda: number) => {
    const w = interpolate(lambdas, solutions, lambda);
    const weights = fixed.map((v, i) => {
      let sum = v;
      for (let j = 0; j < free; j++) sum += lift[i * free + j]! * w[j]!;
      return sum;
    });
    const bias = w.reduce((sum, v) => sum + Math.abs(v), postBias);
    return { weights, bias, stdError: Math.sqrt(Math.max(0, quadraticForm(vcov, k, weights))) };
  };
  const grid = search === "grid" ? equalSteps((lambda) => estimatorAt(lambda).stdError, lambdas[0]!) : [];
  const choices = grid.map(estimatorAt);
  return (m) => {
    const halfLength = ({ bias, stdError }: { bias: number; stdError: number }): number =>
      stdError > 0 ? foldedNormalQuantile((m * bias) / stdError, alpha) * stdError : m * bias;
    const { weights, bias, stdError } =
      m === 0
        ? estimatorAt(0)
        : search === "grid"
          ? least(choices, halfLength)
          : estimatorAt(minimise((lambda) => halfLength(estimatorAt(lambda)), lambdas));
    const centre = weights.reduce((sum, v, i) => sum + v * beta[i]!, 0);
    const half = halfLength({ bias, stdError });
    return { confLow: centre - half, confHigh: centre + half, bias: m * bias, stdError, weights };
  };
}

/** The λ at which the standard error, which grows with λ, takes equally spaced values. */
function equalSteps(stdError: (lambda: number) => number, most: number): number[] {
  const [from, to] = [stdError(0), stdError(most)];
  return Array.from({ length: GRID }, (_, i) => {
    if (i === 0) return 0;
    if (i === GRID - 1) return most;
    const wanted = from + ((to - from) * i) / (GRID - 1);
    let [low, high] = [0, most];
    for (let step = 0; step < 50; step++) {
      const middle = (low + high) / 2;
      if (stdError(middle) < wanted) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  });
}

function least<Choice>(choices: readonly Choice[], value: (choice: Choice) => number): Choice {
  const values = choices.map(value);
  return choices[values.indexOf(Math.min(...values))]!;
}

function frontier(vcov: Float64Array, fixed: Float64Array, lift: Float64Array, k: number, free: number) {
  if (free === 0) return { lambdas: [0], solutions: [new Float64Array(0)] };
  const q = new Float64Array(free * free);
  const g = new Float64Array(free);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const v = vcov[i * k + j]!;
      for (let a = 0; a < free; a++) {
        const la = lift[i * free + a]! * v;
        if (la === 0) continue;
        g[a]! += la * fixed[j]!;
        for (let b = 0; b < free; b++) q[a * free + b]! += la * lift[j * free + b]!;
      }
    }
  }
  const largest = Math.max(...Array.from({ length: free }, (_, a) => q[a * free + a]!));
  // Keeps a covariance of less than full rank solvable; far below what moves an interval.
  for (let a = 0; a < free; a++) q[a * free + a]! += 1e-13 * largest;
  return lassoPath(q, g, free);
}

function interpolate(
  lambdas: readonly number[],
  solutions: readonly Float64Array[],
  lambda: number,
): Float64Array {
  let i = 0;
  while (i < lambdas.length - 2 && lambdas[i + 1]! > lambda) i++;
  if (lambdas.length === 1) return solutions[0]!;
  const [from, to] = [lambdas[i]!, lambdas[i + 1]!];
  const share = from > to ? (from - lambda) / (from - to) : 1;
  const [a, b] = [solutions[i]!, solutions[i + 1]!];
  return a.map((v, j) => v + share * (b[j]! - v));
}

/** The least half length over λ: the best of a grid on every piece, then golden section around it. */
function minimise(value: (lambda: number) => number, lambdas: readonly number[]): number {
  const grid: number[] = [lambdas[0]!];
  for (let i = 1; i < lambdas.length; i++) {
    const [from, to] = [lambdas[i - 1]!, lambdas[i]!];
    for (let p = 1; p <= 4; p++) grid.push(p === 4 ? to : from + ((to - from) * p) / 4);
  }
  const found = grid.map(value);
  let best = 0;
  for (let i = 1; i < grid.length; i++) if (found[i]! < found[best]!) best = i;
  let high = grid[Math.max(0, best - 1)]!;
  let low = grid[Math.min(grid.length - 1, best + 1)]!;
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [fa, fb] = [value(a), value(b)];
  for (let i = 0; i < 60 && high - low > 1e-10 * high; i++) {
    if (fa < fb) {
      high = b;
      [b, fb] = [a, fa];
      a = high - ratio * (high - low);
      fa = value(a);
    } else {
      low = a;
      [a, fa] = [b, fb];
      b = low + ratio * (high - low);
      fb = value(b);
    }
  }
  return fa < fb ? a : b;
}
