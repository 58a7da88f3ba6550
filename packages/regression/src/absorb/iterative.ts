import type { Factor } from "@ceteris/core";
import type { Absorber } from "./absorber.ts";
import { connectedLevels } from "./connected-levels.ts";
import { groupTotals } from "./means.ts";
import { makeSweeps } from "./sweeps.ts";

/** Of the norm of the right-hand side. */
const tolerance = 1e-12;
const mostIterations = 10_000;

/**
 * Absorbs by conjugate gradients on the normal equations of the effects, the largest factor
 * eliminated by its group means and the others scaled by their weight (Jacobi preconditioner).
 * Stops when the residual of the equations is 1e-12 of the right-hand side, in the scaled norm.
 */
export function absorbIteratively(
  largest: Factor,
  others: readonly Factor[],
  weights: Float64Array | null,
): Absorber {
  const offsets = new Int32Array(others.length);
  let size = 0;
  others.forEach((f, k) => {
    offsets[k] = size;
    size += f.nLevels;
  });
  const scale = new Float64Array(size);
  others.forEach((f, k) => {
    scale.set(groupTotals(f.codes, f.nLevels, weights), offsets[k]!);
  });
  const sweeps = makeSweeps(largest, others, weights, offsets, size);
  const applyComplement = (effects: Float64Array) => sweeps.sumsByOthers(sweeps.spread(effects));
  return {
    method: "iterative",
    nEffects: countIterativeEffects(largest, others),
    absorb: (x) => {
      sweeps.subtractMeans(x);
      const right = sweeps.sumsByOthers(x).slice();
      const { effects, iterations, converged } = conjugateGradients(applyComplement, right, scale);
      sweeps.subtractEffects(x, effects);
      return { iterations, converged };
    },
  };
}

/** Exact for two factors; for more, one redundant level for each factor but the first. */
function countIterativeEffects(largest: Factor, others: readonly Factor[]): number {
  const levels = others.reduce((sum, f) => sum + f.nLevels, largest.nLevels);
  return others.length === 1 ? levels - connectedLevels(largest, others[0]!).n : levels - others.length;
}

/** Solves the equations that `apply` stands for, scaled by their diagonal. */
export function conjugateGradients(
  apply: (v: Float64Array) => Float64Array,
  right: Float64Array,
  scale: Float64Array,
): { effects: Float64Array; iterations: number; converged: boolean } {
  const n = right.length;
  const effects = new Float64Array(n);
  const residual = right;
  const direction = Float64Array.from(residual, (r, i) => r / scale[i]!);
  let energy = dotScaled(residual, scale);
  const goal = energy * tolerance * tolerance;
  let iterations = 0;
  while (energy > goal && energy > 0 && iterations < mostIterations) {
    iterations++;
    const image = apply(direction);
    let curvature = 0;
    for (let i = 0; i < n; i++) curvature += direction[i]! * image[i]!;
    if (!(curvature > 0)) break;
    const step = energy / curvature;
    for (let i = 0; i < n; i++) {
      effects[i]! += step * direction[i]!;
      residual[i]! -= step * image[i]!;
    }
    const next = dotScaled(residual, scale);
    const turn = next / energy;
    for (let i = 0; i < n; i++) direction[i] = residual[i]! / scale[i]! + turn * direction[i]!;
    energy = next;
  }
  return { effects, iterations, converged: energy <= goal };
}

function dotScaled(v: Float64Array, scale: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += (v[i]! * v[i]!) / scale[i]!;
  return sum;
}
