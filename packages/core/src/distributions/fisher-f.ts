import { chiSquared } from "./chi-squared.ts";
import { betaFactor, incompleteBeta } from "./incomplete-beta.ts";
import { normal } from "./normal.ts";
import { solveTail } from "./solve-tail.ts";

/**
 * Fisher's F distribution with d1 and d2 degrees of freedom, any positive numbers; d2 = `Infinity` is
 * χ²(d1)/d1. Relative error below 1e-10 in both tails, down to 1e-300; `sf` and `isf` are the upper tail
 * and its inverse, computed directly.
 *
 * @example
 * fisherF.sf(4.2, 3, 49); // 0.010094…
 */
export const fisherF = Object.freeze({
  pdf: (x: number, d1: number, d2: number): number => density(x, d1, d2),
  cdf: (x: number, d1: number, d2: number): number => tails(x, d1, d2).lower,
  sf: (x: number, d1: number, d2: number): number => tails(x, d1, d2).upper,
  quantile: (p: number, d1: number, d2: number): number => inverse(p, 1 - p, d1, d2),
  isf: (q: number, d1: number, d2: number): number => inverse(1 - q, q, d1, d2),
});

const INFINITE = Number.POSITIVE_INFINITY;

function shape(x: number, d1: number, d2: number) {
  // Divided by d1·x where that is large, so that neither product overflows.
  const odds = (d1 / d2) * x;
  const y = 1 / (1 + odds);
  const share = odds > 1e300 ? 1 : odds * y;
  return { x: share, y, lambda: (d1 / 2) * (1 - x) * y, a: d1 / 2, b: d2 / 2 };
}

function tails(x: number, d1: number, d2: number): { lower: number; upper: number } {
  if (!(d1 > 0 && d2 > 0) || Number.isNaN(x)) return { lower: Number.NaN, upper: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === INFINITE) return { lower: 1, upper: 0 };
  if (d1 === INFINITE && d2 === INFINITE) return x < 1 ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 };
  if (d2 === INFINITE) return { lower: chiSquared.cdf(d1 * x, d1), upper: chiSquared.sf(d1 * x, d1) };
  if (d1 === INFINITE) return { lower: chiSquared.sf(d2 / x, d2), upper: chiSquared.cdf(d2 / x, d2) };
  const s = shape(x, d1, d2);
  return incompleteBeta(s.x, s.y, s.a, s.b, s.lambda);
}

function density(x: number, d1: number, d2: number): number {
  if (!(d1 > 0 && d2 > 0) || Number.isNaN(x)) return Number.NaN;
  if (x < 0 || x === INFINITE) return 0;
  if (x === 0) return d1 < 2 ? INFINITE : d1 === 2 ? 1 : 0;
  if (d2 === INFINITE) return d1 * chiSquared.pdf(d1 * x, d1);
  if (d1 === INFINITE) return ((d2 / x) * chiSquared.pdf(d2 / x, d2)) / x;
  const s = shape(x, d1, d2);
  return betaFactor(s.x, s.y, s.a, s.b, s.lambda) / x;
}

function inverse(p: number, q: number, d1: number, d2: number): number {
  if (!(d1 > 0 && d2 > 0) || !(p >= 0 && q >= 0)) return Number.NaN;
  if (p === 0) return 0;
  if (q === 0) return INFINITE;
  const z = p < q ? normal.quantile(p) : normal.isf(q);
  const guess = Math.exp(Math.max(-40, Math.min(40, z * Math.sqrt(2 / d1 + 2 / d2))));
  const pdf = (x: number) => density(x, d1, d2);
  return p < q
    ? solveTail({ value: (x) => tails(x, d1, d2).lower, density: pdf, increasing: true }, p, guess)
    : solveTail({ value: (x) => tails(x, d1, d2).upper, density: pdf, increasing: false }, q, guess);
}
