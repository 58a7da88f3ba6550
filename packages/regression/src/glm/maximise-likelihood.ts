import { cholesky, choleskySolve, columnDots, combineColumns, crossProducts } from "@ceteris/core";
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
  let eta = combineColumns(basis, coefficients, outcome.length);
  let logLik = totalLogLik(problem, eta);
  const scores = new Float64Array(outcome.length);
  const curvatures = new Float64Array(outcome.length);
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
    setDerivatives(problem, eta, scores, curvatures);
    const gradient = columnDots(basis, scores);
    const factor = cholesky(crossProducts(basis, curvatures), k);
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
      const triedEta = combineColumns(basis, tried, outcome.length);
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
  return crossProducts(
    basis,
    weights.map((w, i) => (w === 0 ? 0 : w * factor(i))),
  );
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

/** Writes w·∂ℓ/∂η and −w·∂²ℓ/∂η² of each row. */
function setDerivatives(
  { family, outcome, weights }: LikelihoodProblem,
  eta: Float64Array,
  scores: Float64Array,
  curvatures: Float64Array,
): void {
  for (let i = 0; i < eta.length; i++) {
    const w = weights[i]!;
    scores[i] = w === 0 ? 0 : w * family.score(outcome[i]!, eta[i]!);
    curvatures[i] = w === 0 ? 0 : w * family.curvature(outcome[i]!, eta[i]!);
  }
}
