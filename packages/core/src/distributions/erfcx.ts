const STEP = 0.5;
const SQUARES = Array.from({ length: 13 }, (_, i) => (STEP * (i + 1)) ** 2);
const GAUSSIANS = SQUARES.map((s) => Math.exp(-s));

/**
 * e^(x²)·erfc(x) for x ≥ 0, to a few units in the last place, without overflow for any x.
 *
 * The trapezoidal rule with a correction for the pole (Matta and Reichel 1971): with step 1/2 its
 * error is e^(−4π²). Near zero, where the two parts cancel, the series of erf is used.
 */
export function erfcx(x: number): number {
  if (x < 0.75) return Math.exp(x * x) - scaledErf(x);
  if (x > 1e8) return 1 / (x * Math.sqrt(Math.PI));
  const xx = x * x;
  let sum = 0;
  for (let i = SQUARES.length - 1; i >= 0; i--) sum += GAUSSIANS[i]! / (SQUARES[i]! + xx);
  const value = ((STEP * x) / Math.PI) * (1 / xx + 2 * sum);
  return x < Math.PI / STEP ? value + (2 * Math.exp(xx)) / -Math.expm1((2 * Math.PI * x) / STEP) : value;
}

/** e^(x²)·erf(x) = (2x/√π) Σ (2x²)ⁿ / (1·3·…·(2n+1)): positive terms, for small x ≥ 0. */
function scaledErf(x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 * x) / Math.sqrt(Math.PI)) * sum;
}

/** e^(−z²/2) with a relative error of a few units whatever z: the square is taken in two exact parts. */
export function expHalfSquare(z: number): number {
  const whole = Math.trunc(z * 16) / 16;
  return Math.exp(-whole * whole * 0.5) * Math.exp(-(z - whole) * (z + whole) * 0.5);
}
