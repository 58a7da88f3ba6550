/** A number that depends on group-time effects and cohort shares, with its derivative by each of them. */
export interface Effect {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** An effect on a cohort, and how large the cohort is. */
export interface CohortEffect extends Effect {
  readonly share: number;
  /** Place of the share in the gradient. */
  readonly shareAt: number;
}

/** The mean of some effects, each counting once; null of none. */
export function plainMean(effects: readonly Effect[]): Effect | null {
  if (effects.length === 0) return null;
  const gradient = new Float64Array(effects[0]!.gradient.length);
  let value = 0;
  for (const effect of effects) {
    value += effect.value / effects.length;
    effect.gradient.forEach((v, at) => {
      gradient[at]! += v / effects.length;
    });
  }
  return { value, gradient };
}

/**
 * The mean weighted by cohort shares, whose own errors are part of the gradient: dm/dp = (effect − m)/Σp;
 * null of none.
 */
export function meanByShare(effects: readonly CohortEffect[]): Effect | null {
  if (effects.length === 0) return null;
  const total = effects.reduce((sum, { share }) => sum + share, 0);
  const value = effects.reduce((sum, effect) => sum + (effect.share / total) * effect.value, 0);
  const gradient = new Float64Array(effects[0]!.gradient.length);
  for (const effect of effects) {
    effect.gradient.forEach((v, at) => {
      gradient[at]! += (effect.share / total) * v;
    });
    gradient[effect.shareAt]! += (effect.value - value) / total;
  }
  return { value, gradient };
}
