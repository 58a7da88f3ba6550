import type { LinearFit } from "../types.ts";

/** Σ x x′ (w·residual·factor)², the meat of covariances for independent rows; factor null means 1. */
export function squaredScores(fit: LinearFit, factor: Float64Array | null): Float64Array {
  const k = fit.within.length;
  const squares = fit.residuals.map((e, i) => {
    const s = e * (fit.weights ? fit.weights[i]! : 1) * (factor ? factor[i]! : 1);
    return s * s;
  });
  const meat = new Float64Array(k * k);
  for (let p = 0; p < k; p++) {
    const left = fit.within[p]!;
    for (let q = 0; q <= p; q++) {
      const right = fit.within[q]!;
      let sum = 0;
      for (let i = 0; i < squares.length; i++) sum += left[i]! * right[i]! * squares[i]!;
      meat[p * k + q] = sum;
      meat[q * k + p] = sum;
    }
  }
  return meat;
}
