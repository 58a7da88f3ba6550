import { normal } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rectangleProbability } from "../../src/distributions/rectangle-probability.ts";
import { truncatedShift } from "../../src/distributions/truncated-shift.ts";
import reference from "../pretrend/fixtures/pretrend.json" with { type: "json" };

/** The accuracy that the function states beyond four variables. */
const STATED = 1e-4;

const between = (a: number, b: number) => normal.cdf(b) - normal.cdf(a);
const equicorrelated = (k: number, rho: number) =>
  Array.from({ length: k * k }, (_, at) => (at % (k + 1) === 0 ? 1 : rho));

/** Simpson's rule over the common factor of equicorrelated variables: P = ∫ φ(z) Π P(a ≤ √ρ z + √(1−ρ) e ≤ b) dz. */
function byCommonFactor(lower: readonly number[], upper: readonly number[], rho: number): number {
  const n = 4000;
  const h = 20 / n;
  const root = Math.sqrt(1 - rho);
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const z = -10 + i * h;
    const shift = Math.sqrt(rho) * z;
    const inside = lower.reduce(
      (p, a, j) => p * between((a - shift) / root, (upper[j]! - shift) / root),
      normal.pdf(z),
    );
    sum += (i === 0 || i === n ? 1 : i % 2 ? 4 : 2) * inside;
  }
  return (sum * h) / 3;
}

describe("rectangleProbability", () => {
  it("agrees with R mvtnorm", () => {
    for (const { mean, covariance, lower, upper, probability } of reference.rectangles) {
      const found = rectangleProbability({ mean, covariance, lower, upper });
      expect(Math.abs(found - probability)).toBeLessThan(mean.length <= 4 ? 1e-7 : STATED);
    }
  });

  it("is exact for one variable, and for none", () => {
    const box = { mean: [0.3], covariance: [4], lower: [-1], upper: [2] };
    expect(rectangleProbability(box)).toBeCloseTo(between(-0.65, 0.85), 15);
    expect(rectangleProbability({ mean: [], covariance: [], lower: [], upper: [] })).toBe(1);
    const tail = rectangleProbability({ ...box, lower: [40], upper: [41] });
    expect(tail / (normal.sf(19.85) - normal.sf(20.35))).toBeCloseTo(1, 12);
  });

  it("gives the orthant probabilities of two and three variables", () => {
    // P(X > 0 for all): 1/4 + asin ρ / 2π, and 1/8 + Σ asin ρ / 4π.
    for (const rho of [-0.99, -0.5, 0, 0.3, 0.9, 0.99]) {
      const two = rectangleProbability({
        mean: [0, 0],
        covariance: [1, rho, rho, 1],
        lower: [0, 0],
        upper: [40, 40],
      });
      expect(Math.abs(two - (0.25 + Math.asin(rho) / (2 * Math.PI)))).toBeLessThan(1e-9);
    }
    const [a, b, c] = [0.5, -0.2, 0.6];
    const three = rectangleProbability({
      mean: [0, 0, 0],
      covariance: [1, a, b, a, 1, c, b, c, 1],
      lower: [0, 0, 0],
      upper: [40, 40, 40],
    });
    const exact = 0.125 + (Math.asin(a) + Math.asin(b) + Math.asin(c)) / (4 * Math.PI);
    expect(Math.abs(three - exact)).toBeLessThan(1e-7);
  });

  it("multiplies for independent variables and integrates over a common factor", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 10 }),
        fc.constantFrom(0, 0.25, 0.5, 0.8),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (k, rho, step) => {
          const mean = Array.from({ length: k }, (_, i) => step * i);
          const half = 1.96;
          const found = rectangleProbability({
            mean,
            covariance: equicorrelated(k, rho),
            lower: mean.map(() => -half),
            upper: mean.map(() => half),
          });
          const exact = byCommonFactor(
            mean.map((m) => -half - m),
            mean.map((m) => half - m),
            rho,
          );
          return Math.abs(found - exact) < STATED;
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });

  it("does not depend on the order or the units of the variables, up to its accuracy", () => {
    const { mean, covariance, lower, upper } = reference.rectangles[3]!;
    const k = mean.length;
    const order = [3, 0, 4, 1, 2];
    const unit = [10, 0.1, 3, 1, 7];
    const found = rectangleProbability({
      mean: order.map((i) => mean[i]! * unit[i]!),
      covariance: order.flatMap((i) => order.map((j) => covariance[i * k + j]! * unit[i]! * unit[j]!)),
      lower: order.map((i) => lower[i]! * unit[i]!),
      upper: order.map((i) => upper[i]! * unit[i]!),
    });
    const asGiven = rectangleProbability({ mean, covariance, lower, upper });
    expect(Math.abs(found - asGiven)).toBeLessThan(2e-12);
  });

  it("takes variables that the others fix, and constants", () => {
    const twice = rectangleProbability({
      mean: [0, 0, 0],
      covariance: [1, 1, 0.5, 1, 1, 0.5, 0.5, 0.5, 1],
      lower: [-1, -2, -1],
      upper: [1, 0.5, 1],
    });
    const once = rectangleProbability({
      mean: [0, 0],
      covariance: [1, 0.5, 0.5, 1],
      lower: [-1, -1],
      upper: [0.5, 1],
    });
    // The box of a fixed variable cuts the cube: a step for the lattice.
    expect(Math.abs(twice - once)).toBeLessThan(5e-3);
    const constant = { covariance: [1, 0, 0, 0], lower: [-1, -1], upper: [1, 1] };
    expect(rectangleProbability({ mean: [0, 0.5], ...constant })).toBeCloseTo(between(-1, 1), 14);
    expect(rectangleProbability({ mean: [0, 1.5], ...constant })).toBe(0);
  });
});

describe("truncatedShift", () => {
  it("gives the mean of a truncated normal", () => {
    const box = { mean: [0.5], covariance: [4], lower: [-1], upper: [2] };
    const p = rectangleProbability(box);
    const [g] = truncatedShift(box, p)!;
    const [a, b] = [-0.75, 0.75];
    expect(4 * g!).toBeCloseTo((2 * (normal.pdf(a) - normal.pdf(b))) / p, 14);
    const off = { ...box, mean: [1] };
    const q = rectangleProbability(off);
    expect(4 * truncatedShift(off, q)![0]!).toBeCloseTo((2 * (normal.pdf(-1) - normal.pdf(0.5))) / q, 14);
  });

  it("is the mean over simulated draws that fall in the box", () => {
    const covariance = [1, 0.6, 0.3, 0.6, 1, 0.5, 0.3, 0.5, 1];
    const box = { mean: [0.8, 0.5, -0.2], covariance, lower: [-1, -1.5, -1], upper: [1, 1.5, 1] };
    const p = rectangleProbability(box);
    const g = truncatedShift(box, p)!;
    // The factor of the correlation above, checked by its product.
    const l = [[1], [0.6, 0.8], [0.3, 0.4, Math.sqrt(0.75)]];
    const sums = [0, 0, 0];
    let inside = 0;
    const n = 300_000;
    for (let i = 1; i <= n; i++) {
      // Additive recurrence of the plastic constants: three coordinates of even spread.
      const z = [0.8191725133961645, 0.6710436067037893, 0.5497004779019703].map((s) =>
        normal.quantile((0.5 + s * i) % 1),
      );
      const x = l.map((row, j) => box.mean[j]! + row.reduce((sum, c, m) => sum + c * z[m]!, 0));
      if (x.some((v, j) => v < box.lower[j]! || v > box.upper[j]!)) continue;
      inside++;
      x.forEach((v, j) => {
        sums[j]! += v;
      });
    }
    expect(Math.abs(inside / n - p)).toBeLessThan(1e-3);
    box.mean.forEach((m, j) => {
      const reckoned = m + g.reduce((sum, v, i) => sum + covariance[j * 3 + i]! * v, 0);
      expect(Math.abs(sums[j]! / inside - reckoned)).toBeLessThan(2e-3);
    });
  });

  it("says nothing of a box that is hardly ever met", () => {
    const box = { mean: [9], covariance: [1], lower: [-1], upper: [1] };
    expect(truncatedShift(box, rectangleProbability(box))).toBeNull();
  });
});
