import { chiSquared } from "@ceteris/core";

/** P(X > x) for χ² with non-centrality λ: a Poisson(λ/2) mixture of central ones, summed from its mode outwards. */
export function noncentralUpper(x: number, dof: number, lambda: number): number {
  if (lambda === 0) return chiSquared.sf(x, dof);
  const half = lambda / 2;
  const mode = Math.floor(half);
  let logFactorial = 0;
  for (let j = 2; j <= mode; j++) logFactorial += Math.log(j);
  const top = Math.exp(mode * Math.log(half) - half - logFactorial);
  let sum = 0;
  for (let j = mode, weight = top; weight > 1e-17; j++, weight *= half / j) {
    sum += weight * chiSquared.sf(x, dof + 2 * j);
  }
  for (let j = mode - 1, weight = (top * mode) / half; j >= 0 && weight > 1e-17; weight *= j / half, j--) {
    sum += weight * chiSquared.sf(x, dof + 2 * j);
  }
  return Math.min(1, sum);
}
