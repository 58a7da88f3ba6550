import { erfcx, expHalfSquare } from "./erfcx.ts";
import { deviance, log1pMinus, stirlingCorrection } from "./stirling.ts";

/** Both tails of the gamma distribution with shape a at x: lower P(a, x) and upper Q(a, x). */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

const LARGE = 1e5;

/**
 * Regularised incomplete gamma functions, each tail with full relative accuracy while it is the smaller.
 *
 * Series below x = a + 1 and Legendre's continued fraction above (DLMF 8.11.4 and 8.9), with the leading
 * factor in saddle-point form (Loader 2000); for a > 1e5 Temme's uniform expansion (DLMF 8.12.3–8.12.9).
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (!(a > 0) || Number.isNaN(x)) return { lower: Number.NaN, upper: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  if (a > LARGE) return uniformExpansion(a, x);
  if (x < a + 1) {
    const lower = Math.min(1, gammaFactor(a, x) * series(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = gammaFactor(a, x) * a * fraction(a, x);
  return { lower: 1 - upper, upper };
}

/** xᵃ e⁻ˣ / Γ(a + 1). */
export function gammaFactor(a: number, x: number): number {
  return Math.exp(-deviance(a, x, a - x) - stirlingCorrection(a)) / Math.sqrt(2 * Math.PI * a);
}

function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 1e6; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / nonzero(an * d + b);
    c = nonzero(b + an / c);
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return value;
}

const nonzero = (v: number) => (v === 0 ? 1e-300 : v);

/** Power series in η of Temme's coefficients c₀, c₁, c₂; enough where the tails do not underflow. */
const TEMME = [
  [
    -1 / 3,
    1 / 12,
    -2 / 135,
    1 / 864,
    1 / 2835,
    -139 / 777600,
    1 / 25515,
    -571 / 261273600,
    -281 / 151559100,
    8.29671134095309e-7,
  ],
  [-1 / 540, -1 / 288, 1 / 378, -77 / 77760, 1 / 4860],
  [25 / 6048, -139 / 51840, 1 / 1296],
] as const;

function uniformExpansion(a: number, x: number): Tails {
  const mu = (x - a) / a;
  const eta = Math.sign(mu) * Math.sqrt(-2 * log1pMinus(mu));
  const z = Math.abs(eta) * Math.sqrt(a);
  const density = expHalfSquare(z);
  let correction = 0;
  for (let k = TEMME.length - 1; k >= 0; k--) {
    let c = 0;
    const powers = TEMME[k]!;
    for (let j = powers.length - 1; j >= 0; j--) c = c * eta + powers[j]!;
    correction = correction / a + c;
  }
  correction /= Math.sqrt(2 * Math.PI * a);
  const smaller = density * (0.5 * erfcx(z / Math.SQRT2) + (eta < 0 ? -correction : correction));
  return eta < 0 ? { lower: smaller, upper: 1 - smaller } : { lower: 1 - smaller, upper: smaller };
}
