import type { Tails } from "./incomplete-gamma.ts";
import { deviance, stirlingCorrection } from "./stirling.ts";

/**
 * Both tails of the beta distribution: lower I_x(a, b) and upper I_y(b, a), with y = 1 − x.
 *
 * The caller gives y and λ = a·y − b·x to full accuracy, since neither can be had from x when a
 * parameter is huge. Continued fraction of Didonato and Morris (1992), whose terms need only x, y and λ,
 * with the leading factor in saddle-point form (Loader 2000); about √max(a, b) steps at worst.
 */
export function incompleteBeta(x: number, y: number, a: number, b: number, lambda: number): Tails {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return { lower: Number.NaN, upper: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  // x < (a + 1) / (a + b + 2), written without cancellation.
  if (lambda + y - x > 0) {
    const lower = Math.min(1, betaFactor(x, y, a, b, lambda) * fraction(x, y, a, b, lambda));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, betaFactor(y, x, b, a, -lambda) * fraction(y, x, b, a, -lambda));
  return { lower: 1 - upper, upper };
}

/** xᵃ yᵇ / B(a, b). */
export function betaFactor(x: number, y: number, a: number, b: number, lambda: number): number {
  const n = a + b;
  const exponent =
    stirlingCorrection(n) -
    stirlingCorrection(a) -
    stirlingCorrection(b) -
    deviance(a, n * x, lambda) -
    deviance(b, n * y, -lambda);
  return Math.sqrt((a / n) * (b / (2 * Math.PI))) * Math.exp(exponent);
}

function fraction(x: number, y: number, a: number, b: number, lambda: number): number {
  const c = 1 + lambda;
  const c0 = b / a;
  const c1 = 1 + 1 / a;
  let p = 1;
  let s = a + 1;
  let an = 0;
  let bn = 1;
  let anNext = 1;
  let bnNext = c / c1;
  let r = c1 / c;
  for (let n = 1; n < 1e7; n++) {
    const t = n / a;
    const w = n * (b - n) * x;
    const e = a / s;
    const alpha = p * (p + c0) * e * e * (w * x);
    const beta = n + w / s + ((t + 1) / (c1 + t + t)) * (c + n * (y + 1));
    p = t + 1;
    s += 2;
    const aNew = alpha * an + beta * anNext;
    an = anNext;
    const bNew = alpha * bn + beta * bnNext;
    bn = bnNext;
    const before = r;
    r = aNew / bNew;
    if (Math.abs(r - before) <= 1e-16 * r) break;
    an /= bNew;
    bn /= bNew;
    anNext = r;
    bnNext = 1;
  }
  return r;
}
