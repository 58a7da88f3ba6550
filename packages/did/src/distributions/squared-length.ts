/**
 * P(X₁² + … + X_k² ≤ x) for independent normal X_j with these means and variances: a sum of non-central
 * χ² variables with weights. Inverts the Laplace transform along a parabola through the saddle point,
 * where the trapezoidal rule converges exponentially; Imhof (1961) inverts along the imaginary axis.
 *
 * @param variances positive
 */
export function squaredLengthCdf(x: number, means: ArrayLike<number>, variances: ArrayLike<number>): number {
  const most = Math.max(...Array.from(variances));
  // So near zero that nothing is left of it.
  if (!(x > 1e-100 * most)) return 0;
  return inUnits(
    x / most,
    Array.from(means, (mean) => mean / Math.sqrt(most)),
    Array.from(variances, (v) => v / most),
  );
}

/** The same where the largest variance is 1. */
function inUnits(x: number, means: readonly number[], variances: readonly number[]): number {
  const k = means.length;
  const saddle = saddlePoint(x, means, variances);
  const [start, curvature] = logTransform(x, means, variances, saddle);
  // The pole at zero and the bend of the exponent decide how fine the rule has to be.
  const step = Math.min(saddle, 1 / Math.sqrt(curvature)) / 8;
  // The path has to keep clear of the singular points, all beyond −1/2.
  const bend = 0.5 / (saddle + 0.5);
  let sum = 0.5;
  for (let i = 1; i < 200_000; i++) {
    const y = i * step;
    const re = saddle - bend * y * y;
    // The exponent at re + iy, less that at the saddle point, and the derivative of the path.
    let [logSize, angle] = [re * x - start - 0.5 * Math.log(re * re + y * y), y * x - Math.atan2(y, re)];
    for (let j = 0; j < k; j++) {
      const v = 2 * variances[j]!;
      const [a, b] = [1 + v * re, v * y];
      const square = a * a + b * b;
      const length = (means[j]! * means[j]!) / square;
      // The factor of s = re + iy: (1 + vs)^(−1/2) · exp(−μ²s/(1 + vs)).
      logSize -= 0.25 * Math.log(square) + length * (re * a + y * b);
      angle -= 0.5 * Math.atan2(b, a) + length * y;
    }
    const size = Math.exp(logSize);
    sum += size * (Math.cos(angle) - 2 * bend * y * Math.sin(angle));
    if (size * (1 + 2 * bend * y) < 1e-17) break;
  }
  return Math.max(0, Math.min(1, (Math.exp(start) * sum * step) / Math.PI));
}

/** The logarithm of the integrand at a real point, and its second derivative. */
function logTransform(x: number, means: readonly number[], variances: readonly number[], s: number) {
  let value = s * x - Math.log(s);
  let slope = x - 1 / s;
  let curvature = 1 / (s * s);
  for (let j = 0; j < means.length; j++) {
    const v = 2 * variances[j]!;
    const d = 1 + v * s;
    const square = means[j]! * means[j]!;
    value -= 0.5 * Math.log(d) + (square * s) / d;
    slope -= (0.5 * v) / d + square / (d * d);
    curvature += (0.5 * v * v) / (d * d) + (2 * square * v) / (d * d * d);
  }
  return [value, curvature, slope] as const;
}

/** Where the logarithm of the integrand, which is convex, is least. */
function saddlePoint(x: number, means: readonly number[], variances: readonly number[]): number {
  const slope = (s: number) => logTransform(x, means, variances, s)[2];
  let high = 1 / x;
  while (slope(high) < 0) high *= 2;
  let low = high / 2;
  while (slope(low) > 0) low /= 2;
  for (let i = 0; i < 40; i++) {
    const middle = Math.sqrt(low * high);
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}
