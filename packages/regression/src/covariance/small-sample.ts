import type { Factor } from "@ceteris/core";
import { makeAbsorber } from "../absorb/absorber.ts";
import type { LinearFit, SmallSample } from "../types.ts";

/** Every level of `factor` lies in one level of `container`. */
export function isNested(factor: Factor, container: Factor): boolean {
  if (factor === container) return true;
  const home = new Int32Array(factor.labels.length).fill(-1);
  for (let i = 0; i < factor.codes.length; i++) {
    const level = factor.codes[i]!;
    if (home[level] === -1) home[level] = container.codes[i]!;
    else if (home[level] !== container.codes[i]) return false;
  }
  return true;
}

/**
 * Parameters K that a clustered covariance corrects for: the coefficients and the effects that are
 * not nested in a cluster, with one for the intercept when all of them are.
 */
export function countParameters(fit: LinearFit, clusters: readonly Factor[], profile: SmallSample): number {
  const k = fit.terms.length;
  const all = fit.fixedEffects;
  const loose = all.filter((effect) => !clusters.some((cluster) => isNested(effect, cluster)));
  if (loose.length === all.length) return k + countEffects(fit, profile);
  if (loose.length === 0) return k + 1;
  if (profile === "fixest" || loose.length === 1) return k + leaveSome(fit, oneRedundantEach(loose));
  return k + makeAbsorber(fit.nObs, loose, fit.weights).nEffects;
}

/**
 * Parameters spent on all effects. With three or more, fixest takes one redundant level for each
 * effect beyond the first; the other profiles use the count of the fit.
 */
export function countEffects(fit: LinearFit, profile: SmallSample): number {
  const effects = fit.fixedEffects;
  return profile === "fixest" && effects.length > 2
    ? leaveSome(fit, oneRedundantEach(effects))
    : fit.nEffects;
}

/** An overcount of redundant effects must not use up the last degree of freedom. */
function leaveSome(fit: LinearFit, count: number): number {
  return fit.terms.length + count < fit.nObs ? count : Math.min(count, fit.nEffects);
}

function oneRedundantEach(effects: readonly Factor[]): number {
  return effects.reduce((sum, f) => sum + f.labels.length, 1 - effects.length);
}

/** above / below; `NaN` when no degrees of freedom are left, which makes the variance unidentified. */
export function ratio(above: number, below: number): number {
  return below > 0 ? above / below : Number.NaN;
}
