import { chiSquared, normal, randomStream } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { foldedNormalCdf } from "../../src/distributions/folded-normal.ts";
import { noncentralUpper } from "../../src/distributions/noncentral-chi-squared.ts";
import { squaredLengthCdf } from "../../src/distributions/squared-length.ts";

describe("squaredLengthCdf", () => {
  it("is a folded normal probability for one variable", () => {
    for (const mean of [0, 0.3, 2, 4, 10, 30]) {
      for (const sd of [0.01, 0.3, 1, 7]) {
        for (const x of [0.05, 1, 3, 4.5, 9, 11, 13, 31]) {
          const found = squaredLengthCdf(x * x, [mean], [sd * sd]);
          // Two routes to one number; absolute, as the sum is of terms of order one.
          expect(Math.abs(found - foldedNormalCdf(x, mean, sd))).toBeLessThan(1e-11);
        }
      }
    }
  });

  it("is χ², central or not, for equal variances", () => {
    for (const k of [2, 3, 8, 30]) {
      for (const x of [0.1, 1, 5, 20, 60]) {
        const central = squaredLengthCdf(2.5 * x, new Array(k).fill(0), new Array(k).fill(2.5));
        expect(Math.abs(central - (1 - chiSquared.sf(x, k)))).toBeLessThan(1e-12);
        const means = Array.from({ length: k }, (_, j) => Math.sin(j + 1));
        const lambda = means.reduce((sum, m) => sum + m * m, 0);
        const other = squaredLengthCdf(x, means, new Array(k).fill(1));
        expect(Math.abs(other - (1 - noncentralUpper(x, k, lambda)))).toBeLessThan(1e-11);
      }
    }
    // Small probabilities keep their digits.
    expect(squaredLengthCdf(1e-6, [0, 0], [1, 1]) / 5e-7).toBeCloseTo(1, 6);
  });

  it("is the share of simulated vectors that are so short, however unequal the variances", () => {
    const [means, variances] = [
      [0.4, -1, 2],
      [1e-4, 0.3, 4],
    ];
    const stream = randomStream(12);
    const draws = 200_000;
    const lengths = Float64Array.from({ length: draws }, () =>
      means.reduce((sum, m, j) => sum + (m + Math.sqrt(variances[j]!) * stream.normal()) ** 2, 0),
    ).sort();
    for (const share of [0.01, 0.05, 0.5, 0.95]) {
      const p = squaredLengthCdf(lengths[share * draws]!, means, variances);
      // Four standard errors of a share.
      expect(Math.abs(p - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / draws));
    }
  });

  it("is largest, of all means of one length, where the variance is largest", () => {
    // What makes the test of the root mean square keep its size.
    const stream = randomStream(5);
    for (let i = 0; i < 300; i++) {
      const k = 2 + stream.integer(4);
      const variances = Array.from({ length: k }, () => Math.exp(3 * stream.normal()));
      const top = variances.indexOf(Math.max(...variances));
      const length = Math.exp(stream.normal()) * Math.sqrt(Math.max(...variances));
      const means = Array.from({ length: k }, () => stream.normal());
      const by = length / Math.sqrt(means.reduce((sum, m) => sum + m * m, 0));
      const worst = means.map((_, j) => (j === top ? length : 0));
      const x = length ** 2 * Math.exp(2 * stream.normal());
      const bound = squaredLengthCdf(x, worst, variances);
      // Beyond the usual sizes of a test the order may turn.
      if (bound > 0.5) continue;
      const other = squaredLengthCdf(
        x,
        means.map((m) => m * by),
        variances,
      );
      expect(other).toBeLessThanOrEqual(bound + 1e-11);
    }
  });

  it("is 0 at nothing and 1 far out", () => {
    expect(squaredLengthCdf(0, [1], [1])).toBe(0);
    expect(squaredLengthCdf(1e6, [1, 2], [1, 3])).toBeCloseTo(1, 12);
    expect(squaredLengthCdf(1, [30], [1])).toBeLessThan(1e-100);
    expect(normal.cdf(-29)).toBeLessThan(1e-100);
  });
});
