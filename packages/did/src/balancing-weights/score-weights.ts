export const ESTIMANDS = ["att", "ate", "overlap"] as const;

/** Whom the effect is for: the treated, everybody, or those who could have been in either group. */
export type Estimand = (typeof ESTIMANDS)[number];

/**
 * Inverse probability weights from propensity scores p:
 *
 * - `att`: treated 1, controls p/(1 − p);
 * - `ate`: treated 1/p, controls 1/(1 − p);
 * - `overlap`: treated 1 − p, controls p (Li, Morgan and Zaslavsky 2018).
 *
 * @param scores probability of treatment of each unit, strictly between 0 and 1 where its weight needs it
 */
export function scoreWeights(scores: Float64Array, treated: Float64Array, estimand: Estimand): Float64Array {
  return scores.map((p, i) => {
    const own = treated[i] === 1 ? p : 1 - p;
    if (estimand === "ate") return 1 / own;
    if (estimand === "overlap") return 1 - own;
    return treated[i] === 1 ? 1 : p / (1 - p);
  });
}
