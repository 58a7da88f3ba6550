import { cholesky, choleskySolve } from "@ceteris/core";
import type { Family } from "./family.ts";

/** Rows of a generalised linear model on an orthonormal basis; weights are not negative. */
export interface LikelihoodProblem {
  readonly family: Family;
  readonly outcome: Float64Array;
  readonly weights: Float64Array;
  readonly basis: readonly Float64Array[];
}

export interface LikelihoodMaximum {
  /** One coefficient for each column of the basis. */
  readonly coefficients: Float64Array;
  readonly linearPredictor: Float64Array;
  readonly logLik: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Steps did not shrink as they do towards a finite maximum: the likelihood rises without end. */
  readonly diverging: boolean;
}

/** Squared distance to the maximum, in standard errors, at which one more Newton step is the last. */
const CLOSE = 1e-20;
/** Squared distance per unit of weight below which Newton's method converges quadratically, if at all. */
const FLAT = 1e-10;

/**
 * Maximises a concave log-likelihood by Newton's method with step halving, to below 1e-12 standard
 * errors, starting from the mean outcome. Stops where it sees that the maximum lies at infinity, which is what
 * separation leads to.
 */
export function maximiseLikelihood(problem: LikelihoodProblem, maxIterations: number): LikelihoodMaximum {
  const { family, outcome, weights, basis } = problem;
  const k = basis.length;
  let coefficients = new Float64Array(k);
  coefficients[0] = family.link(weightedMean(outcome, weights));
  let eta = predictor(basis, coefficients);
  let logLik = totalLogLik(problem, eta);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const close = CLOSE * Math.max(1, total / weights.length);
  let before = Number.POSITIVE_INFINITY;
  let slow = 0;
  const ended = (iterations: number, converged: boolean, diverging: boolean): LikelihoodMaximum => ({
    coefficients,
    linearPredictor: eta,
    logLik,
    iterations,
    converged,
    diverging,
  });
  for (let iterations = 1; iterations <= maxIterations; iterations++) {
    const gradient = gradientAt(problem, eta);
    const factor = cholesky(
      weightedProducts(basis, weights, (i) => family.curvature(outcome[i]!, eta[i]!)),
      k,
    );
    if (!factor) return ended(iterations, false, true);
    const step = choleskySolve(factor, k, gradient);
    let decrement = 0;
    for (let j = 0; j < k; j++) decrement += step[j]! * gradient[j]!;
    // Towards infinity each Newton step gains a constant factor only, about e.
    slow = decrement < FLAT * total && decrement > 0.1 * before ? slow + 1 : 0;
    if (slow === 2) return ended(iterations, false, true);
    before = decrement;
    const last = decrement <= close;
    for (let size = 1; size > 1e-9; size /= 2) {
      const tried = coefficients.map((value, j) => value + size * step[j]!);
      const triedEta = predictor(basis, tried);
      const triedLogLik = totalLogLik(problem, triedEta);
      if (last || triedLogLik >= logLik - 1e-13 * Math.abs(logLik)) {
        coefficients = tried;
        eta = triedEta;
        logLik = triedLogLik;
        break;
      }
    }
    if (last) return ended(iterations, true, false);
  }
  return ended(maxIterations, false, false);
}

/** Σ w ℓ(y, η), with compensated summation. */
export function totalLogLik(problem: Omit<LikelihoodProblem, "basis">, eta: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < eta.length; i++) {
    if (problem.weights[i] === 0) continue;
    const term = problem.weights[i]! * problem.family.logLik(problem.outcome[i]!, eta[i]!);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Q′ W Q by rows, the weight of row i being w_i·factor(i). */
export function weightedProducts(
  basis: readonly Float64Array[],
  weights: Float64Array,
  factor: (i: number) => number,
): Float64Array {
  const k = basis.length;
  const out = new Float64Array(k * k);
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    const w = weights[i]! * factor(i);
    for (let a = 0; a < k; a++) {
      const scaled = w * basis[a]![i]!;
      for (let b = 0; b <= a; b++) out[a * k + b]! += scaled * basis[b]![i]!;
    }
  }
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) out[b * k + a] = out[a * k + b]!;
  return out;
}

export function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weights[i]! * values[i]!;
    total += weights[i]!;
  }
  return sum / total;
}

function predictor(basis: readonly Float64Array[], coefficients: Float64Array): Float64Array {
  const eta = new Float64Array(basis[0]!.length);
  basis.forEach((q, j) => {
    for (let i = 0; i < eta.length; i++) eta[i]! += coefficients[j]! * q[i]!;
  });
  return eta;
}

function gradientAt(problem: LikelihoodProblem, eta: Float64Array): Float64Array {
  const gradient = new Float64Array(problem.basis.length);
  for (let i = 0; i < eta.length; i++) {
    if (problem.weights[i] === 0) continue;
    const score = problem.weights[i]! * problem.family.score(problem.outcome[i]!, eta[i]!);
    for (let j = 0; j < gradient.length; j++) gradient[j]! += score * problem.basis[j]![i]!;
  }
  return gradient;
}
