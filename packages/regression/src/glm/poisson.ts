import type { Family } from "./family.ts";

/** Counts, or any outcome that is not negative, of mean e^η. */
export const poisson: Family = Object.freeze({
  name: "poisson",
  mean: Math.exp,
  link: Math.log,
  logLik: (y: number, eta: number) => (y === 0 ? 0 : y * eta) - Math.exp(eta) - logFactorial(y),
  score: (y: number, eta: number) => y - Math.exp(eta),
  curvature: (_y: number, eta: number) => Math.exp(eta),
  information: Math.exp,
});

/** ln Γ(y + 1) by Stirling's series, from 16 on; below by recursion. */
export function logFactorial(y: number): number {
  let product = 1;
  let x = y + 1;
  while (x < 16) product *= x++;
  const r = 1 / (x * x);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}

/** Σ 2w (y ln(y/μ) − (y − μ)), with η in place of μ. */
export function poissonDeviance(
  outcome: Float64Array,
  eta: Float64Array,
  weights: Float64Array | null,
): number {
  let sum = 0;
  for (let i = 0; i < outcome.length; i++) {
    const y = outcome[i]!;
    const part = (y > 0 ? y * (Math.log(y) - eta[i]!) : 0) - (y - Math.exp(eta[i]!));
    sum += (weights ? weights[i]! : 1) * part;
  }
  return 2 * sum;
}
