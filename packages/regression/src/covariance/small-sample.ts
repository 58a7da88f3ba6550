import { type Factor, withCodes } from "@ceteris/core";
import { makeAbsorber } from "../absorb/make-absorber.ts";
import { plainEffects } from "../sloped-factor.ts";
import { countCoefficients, type LinearFit, type SmallSample } from "../types.ts";

/** Every level of `factor` lies in one level of `container`. */
export function isNested(factor: Factor, container: Factor): boolean {
  if (factor === container) return true;
  const home = new Int32Array(factor.nLevels).fill(-1);
  for (let i = 0; i < factor.codes.length; i++) {
    const level = factor.codes[i]!;
    if (home[level] === -1) home[level] = container.codes[i]!;
    else if (home[level] !== container.codes[i]) return false;
  }
  return true;
}

/**
 * Parameters K that a clustered covariance corrects for: the coefficients and the effects that are
 * not nested in a cluster, with one for the intercept when all of them are. Slopes always count.
 */
export function countParameters(fit: LinearFit, clusters: readonly Factor[], profile: SmallSample): number {
  const k = countCoefficients(fit);
  const { effects, slopes } = plainEffects(fit.fixedEffects);
  const loose = effects.filter((effect) => !clusters.some((cluster) => isNested(effect, cluster)));
  if (loose.length === effects.length) return k + countEffects(fit, profile);
  const nSlopes = countLevels(slopes);
  if (loose.length === 0 && slopes.length === 0) return k + 1;
  if (profile === "fixest" || (loose.length === 1 && slopes.length === 0)) {
    return k + leaveSome(fit, oneRedundantEach(loose) + nSlopes);
  }
  const bare = slopes.map((s) => ({ ...s, slope: { ...s.slope, withEffects: false } }));
  return k + makeAbsorber(fit.nObs, [...loose.map(withoutSlope), ...bare], fit.weights).nEffects;
}

/**
 * Parameters spent on all effects. With three or more, or with slopes, fixest takes one redundant level
 * for each effect beyond the first, and every slope as one more; the other profiles use the count of the fit.
 */
export function countEffects(fit: LinearFit, profile: SmallSample): number {
  if (profile !== "fixest") return fit.nEffects;
  const { effects, slopes } = plainEffects(fit.fixedEffects);
  return effects.length > 2 || slopes.length > 0
    ? leaveSome(fit, oneRedundantEach(effects) + countLevels(slopes))
    : fit.nEffects;
}

/** An overcount of redundant effects must not use up the last degree of freedom. */
function leaveSome(fit: LinearFit, count: number): number {
  return countCoefficients(fit) + count < fit.nObs ? count : Math.min(count, fit.nEffects);
}

function countLevels(factors: readonly Factor[]): number {
  return factors.reduce((sum, f) => sum + f.nLevels, 0);
}

function withoutSlope(factor: Factor): Factor {
  return withCodes(factor, factor.codes);
}

function oneRedundantEach(effects: readonly Factor[]): number {
  return countLevels(effects) + 1 - effects.length;
}

/** above / below; `NaN` when no degrees of freedom are left, which makes the variance unidentified. */
export function ratio(above: number, below: number): number {
  return below > 0 ? above / below : Number.NaN;
}
