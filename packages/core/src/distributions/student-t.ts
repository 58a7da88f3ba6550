import { incompleteBeta } from "./incomplete-beta.ts";
import { normal } from "./normal.ts";
import { solveTail } from "./solve-tail.ts";
import { stirlingCorrection } from "./stirling.ts";

/**
 * Student's t distribution with any positive degrees of freedom, fractional or huge; `Infinity` is the
 * normal. Relative error below 1e-10 in both tails, down to 1e-300; `sf` and `isf` are the upper tail
 * and its inverse, computed directly.
 *
 * @example
 * studentT.isf(0.025, 9); // 2.262157162798205
 */
export const studentT = Object.freeze({
  pdf: (t: number, dof: number): number => density(t, dof),
  cdf: (t: number, dof: number): number => upper(-t, dof),
  sf: (t: number, dof: number): number => upper(t, dof),
  quantile: (p: number, dof: number): number => 0 - inverse(p, dof),
  isf: (q: number, dof: number): number => inverse(q, dof),
});

/** Beyond this the square may overflow, and the first term of the tail's expansion is exact. */
const FAR = 1e100;

function density(t: number, dof: number): number {
  if (dof === Number.POSITIVE_INFINITY) return normal.pdf(t);
  return dof > 0 ? Math.exp(logDensity(Math.abs(t), dof)) : Number.NaN;
}

function logDensity(size: number, dof: number): number {
  const a = dof / 2;
  const constant = a * Math.log1p(0.5 / a) - 0.5 + stirlingCorrection(a + 0.5) - stirlingCorrection(a);
  const kernel = size > FAR ? 2 * Math.log(size) - Math.log(dof) : Math.log1p((size / dof) * size);
  return constant - (a + 0.5) * kernel - 0.5 * Math.log(2 * Math.PI);
}

function tails(t: number, dof: number): { lower: number; upper: number } {
  const sum = dof + t * t;
  const lambda = (dof * (t * t - 1)) / (2 * sum);
  return incompleteBeta(dof / sum, (t * t) / sum, dof / 2, 0.5, lambda);
}

function upper(t: number, dof: number): number {
  if (dof === Number.POSITIVE_INFINITY) return normal.sf(t);
  if (!(dof > 0) || Number.isNaN(t)) return Number.NaN;
  const size = Math.abs(t);
  if (size > FAR) {
    const tail = size < Number.POSITIVE_INFINITY ? Math.exp(logDensity(size, dof) + Math.log(size / dof)) : 0;
    return t > 0 ? tail : 1 - tail;
  }
  const tail = 0.5 * tails(size, dof).lower;
  return t >= 0 ? tail : 1 - tail;
}

function inverse(q: number, dof: number): number {
  if (dof === Number.POSITIVE_INFINITY) return normal.isf(q);
  if (!(dof > 0) || !(q >= 0 && q <= 1)) return Number.NaN;
  if (q > 0.5) return -inverse(1 - q, dof);
  if (q === 0.5) return 0;
  if (q === 0) return Number.POSITIVE_INFINITY;
  const guess = normal.isf(q);
  const pdf = (t: number) => density(t, dof);
  if (q < 0.25) return solveTail({ value: (t) => upper(t, dof), density: pdf, increasing: false }, q, guess);
  const central = (t: number) => 0.5 * tails(t, dof).upper;
  return solveTail({ value: central, density: pdf, increasing: true }, 0.5 - q, guess);
}
