import type { Factor } from "@ceteris/core";
import { isSloped } from "../sloped-factor.ts";
import type { Absorber } from "./absorber.ts";
import { absorbBalanced, isBalanced } from "./balanced.ts";
import { absorbIteratively } from "./iterative.ts";
import { absorbMeans } from "./means.ts";
import { absorbBySchur, schurCost } from "./schur.ts";
import { absorbSloped } from "./sloped.ts";

export interface AbsorberOptions {
  /** Forces the iteration where an exact way is open; for tests. Default false. */
  readonly iterate?: boolean;
}

/** Schur complements up to this size are factorised; beyond, the equations are iterated. */
const largestSchur = 1024;
const largestSchurCost = 2e9;

/**
 * Chooses the way to absorb: intercept or group means; double demeaning of a balanced unweighted
 * two-way panel; group means of the largest factor and a Cholesky factorisation of the Schur
 * complement of the others when that is small; otherwise conjugate gradients on it. Slopes by levels are
 * eliminated like group means.
 */
export function makeAbsorber(
  nObs: number,
  factors: readonly Factor[],
  weights: Float64Array | null,
  options: AbsorberOptions = {},
): Absorber {
  if (factors.some(isSloped)) return absorbSloped(factors, weights);
  if (factors.length <= 1) return absorbMeans(nObs, factors[0] ?? null, weights);
  const byLevels = [...factors].sort((a, b) => b.nLevels - a.nLevels);
  const [largest, ...others] = byLevels as [Factor, ...Factor[]];
  if (options.iterate) return absorbIteratively(largest, others, weights);
  if (others.length === 1 && !weights && isBalanced(largest, others[0]!)) {
    return absorbBalanced(largest, others[0]!);
  }
  const size = others.reduce((sum, f) => sum + f.nLevels, 0);
  return size <= largestSchur && schurCost(largest, others) <= largestSchurCost
    ? absorbBySchur(largest, others, weights)
    : absorbIteratively(largest, others, weights);
}
