/** Bernoulli numbers over 2j(2j−1): the series of Stirling's correction in 1/a. */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
] as const;

/** δ(a) = ln Γ(a) − (a − ½) ln a + a − ½ ln 2π, small for large a, absolute error about 1e-15. */
export function stirlingCorrection(a: number): number {
  let shift = 0;
  let at = a;
  while (at < 12) {
    shift += (at + 0.5) * Math.log1p(1 / at) - 1;
    at += 1;
  }
  const inverse = 1 / (at * at);
  let sum = 0;
  for (let j = STIRLING.length - 1; j >= 0; j--) sum = sum * inverse + STIRLING[j]!;
  return shift + sum / at;
}

/** ln(1 + u) − u without cancellation, for u > −1. */
export function log1pMinus(u: number): number {
  if (u < -0.4 || u > 0.7) return Math.log1p(u) - u;
  const v = u / (2 + u);
  const vv = v * v;
  let sum = 0;
  for (let n = 31; n >= 3; n -= 2) sum = sum * vv + 1 / n;
  return 2 * v * vv * sum - v * u;
}

/** The deviance a·ln(a/m) + m − a, where `excess` is a − m to full accuracy. */
export function deviance(a: number, m: number, excess: number): number {
  const u = excess / m;
  if (u < -0.4 || u > 0.7) return a * Math.log(a / m) - excess;
  return m * ((1 + u) * log1pMinus(u) + u * u);
}
