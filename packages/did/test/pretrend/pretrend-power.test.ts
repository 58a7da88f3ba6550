import { chiSquared, cholesky, definePanel, normal, randomStream } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noncentralUpper } from "../../src/distributions/noncentral-chi-squared.ts";
import { averageEffect, eventStudy, linearPretrend, pretrendPower, reviewPretrend } from "../../src/index.ts";
import { castle } from "../fixtures.ts";
import reference from "./fixtures/pretrend.json" with { type: "json" };
import { differenced, makeStudy } from "./make-study.ts";

/** Box probabilities are good to 1e-4, and the slope moves by about as much relative to itself. */
const BOX = 3e-4;
const times = [-4, -3, -2, 0, 1, 2];
const zeros = times.map(() => 0);

const relative = (found: number, expected: number) => Math.abs(found / expected - 1);

describe("pretrendPower", () => {
  it("agrees with mvtnorm, tmvtnorm and uniroot in R", () => {
    for (const study of reference.studies) {
      const found = pretrendPower(makeStudy(study.times, study.beta, study.covariance))!;
      expect(Math.abs(found.size - study.size)).toBeLessThan(1e-4);
      found.violations.forEach((row, i) => {
        const expected = study.violations[i]!;
        expect(row.power).toBe(expected.target);
        expect(relative(row.slope!, expected.slope)).toBeLessThan(BOX);
        expect(relative(row.bayesFactor!, expected.bayes)).toBeLessThan(BOX);
        // The likelihood ratio is exponential in the slope.
        expect(relative(row.likelihoodRatio!.rising, expected.rising)).toBeLessThan(10 * BOX);
        expect(relative(row.likelihoodRatio!.falling, expected.falling)).toBeLessThan(10 * BOX);
        row.post.forEach(({ biasAfterPassing }, j) => {
          expect(relative(biasAfterPassing!, expected.after[j]!)).toBeLessThan(BOX);
        });
        expect(relative(found.joint![i]!.slope!, expected.joint)).toBeLessThan(1e-8);
      });
    }
  });

  it("is exact with one lead", () => {
    const [se, cov] = [0.5, 0.1];
    const study = makeStudy(
      [-3, 0],
      [0.2, 1],
      [
        [se ** 2, cov],
        [cov, 0.3],
      ],
    );
    const { violations, size, criticalValue, joint } = pretrendPower(study, { slopes: [0.4] })!;
    expect(size).toBeCloseTo(0.05, 14);
    expect(criticalValue).toBeCloseTo(1.959963984540054, 14);
    const pass = (slope: number) =>
      normal.cdf(criticalValue + (2 * slope) / se) - normal.cdf((2 * slope) / se - criticalValue);
    for (const row of violations) {
      expect(1 - pass(row.slope!)).toBeCloseTo(row.power, 10);
      // A truncated normal in one dimension.
      const m = (-2 * row.slope!) / se;
      const [a, b] = [-criticalValue - m, criticalValue - m];
      const moved = (normal.pdf(a) - normal.pdf(b)) / pass(row.slope!);
      expect(row.post).toHaveLength(1);
      expect(row.post[0]!.bias).toBe(row.slope);
      expect(row.post[0]!.biasAfterPassing).toBeCloseTo(row.slope! + (cov / se) * moved, 9);
      expect(row.average!.bias).toBe(row.slope);
      const density = (mean: number) => normal.pdf((0.2 - mean) / se);
      expect(row.likelihoodRatio!.rising).toBeCloseTo(density(-2 * row.slope!) / density(0), 12);
      expect(row.likelihoodRatio!.falling).toBeCloseTo(density(2 * row.slope!) / density(0), 12);
    }
    expect(violations[2]!.slope).toBe(0.4);
    // With one lead the Wald test is the two-sided test.
    expect(joint!.map((row) => row.slope!)).toEqual([
      expect.closeTo(violations[0]!.slope!, 8),
      expect.closeTo(violations[1]!.slope!, 8),
    ]);
    expect(joint![0]!.averageBias).toBe(joint![0]!.slope);
  });

  it("is a product for independent leads", () => {
    const study = makeStudy(
      [-4, -3, -2, 0],
      [0, 0, 0, 0],
      [
        [4, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 0.25, 0],
        [0, 0, 0, 1],
      ],
    );
    const c = normal.isf(0.025);
    const { violations, size } = pretrendPower(study, { slopes: [0.3, 0.9] })!;
    expect(Math.abs(size - (1 - 0.95 ** 3))).toBeLessThan(1e-4);
    for (const row of violations.slice(2)) {
      const means = [(3 * row.slope!) / 2, 2 * row.slope!, row.slope! / 0.5];
      const pass = means.reduce((p, m) => p * (normal.cdf(c - m) - normal.cdf(-c - m)), 1);
      expect(Math.abs(1 - pass - row.power)).toBeLessThan(1e-4);
      // Leads that tell nothing of the effect leave its bias as it is.
      expect(row.post[0]!.biasAfterPassing).toBe(row.post[0]!.bias);
    }
  });

  it("is the share of simulated pre-tests that find the violation, and the mean effect in the others", () => {
    const matrix = differenced(times, 0.5, 0.2);
    const k = times.length;
    const factor = cholesky(matrix.flat(), k)!;
    const { violations, criticalValue } = pretrendPower(makeStudy(times, zeros, matrix))!;
    const stream = randomStream(2022);
    const n = 20_000;
    for (const row of violations) {
      let passed = 0;
      const sums = [0, 0, 0];
      for (let draw = 0; draw < n; draw++) {
        const z = times.map(() => normal.quantile(stream.uniform()));
        const b = times.map((time, i) => {
          let value = row.slope! * (time + 1);
          for (let j = 0; j <= i; j++) value += factor[i * k + j]! * z[j]!;
          return value;
        });
        if (times.some((time, i) => time < 0 && Math.abs(b[i]!) > criticalValue * Math.sqrt(matrix[i]![i]!)))
          continue;
        passed++;
        row.post.forEach((_, j) => {
          sums[j]! += b[3 + j]!;
        });
      }
      // Four Monte Carlo standard errors.
      expect(Math.abs(1 - passed / n - row.power)).toBeLessThan(
        4 * Math.sqrt((row.power * (1 - row.power)) / n),
      );
      row.post.forEach(({ biasAfterPassing }, j) => {
        const se = Math.sqrt(matrix[3 + j]![3 + j]! / passed);
        expect(Math.abs(sums[j]! / passed - biasAfterPassing!)).toBeLessThan(4 * se);
      });
    }
  });

  it("scales with the outcome, rises with power, and passing tells against small violations only", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        (rho, scale) => {
          const beta = [0.1, -0.2, 0.15, 0.3, 0.2, 0.5];
          const one = pretrendPower(makeStudy(times, beta, differenced(times, rho, 0.3)))!;
          const many = pretrendPower(
            makeStudy(
              times,
              beta.map((b) => b * scale),
              differenced(times, rho, 0.3 * scale),
            ),
          )!;
          const [half, most] = one.violations;
          expect(relative(many.violations[0]!.slope!, half!.slope! * scale)).toBeLessThan(1e-7);
          expect(
            relative(
              many.violations[0]!.average!.biasAfterPassing!,
              half!.average!.biasAfterPassing! * scale,
            ),
          ).toBeLessThan(1e-7);
          expect(most!.slope!).toBeGreaterThan(half!.slope!);
          expect(most!.bayesFactor!).toBeLessThan(half!.bayesFactor!);
          expect(half!.bayesFactor!).toBeLessThan(1);
          expect(one.joint![1]!.slope!).toBeGreaterThan(one.joint![0]!.slope!);
          // Positively correlated through the base, so passing makes matters worse (Roth 2022).
          expect(half!.average!.biasAfterPassing!).toBeGreaterThan(half!.average!.bias);
        },
      ),
      { seed: 3, numRuns: 10 },
    );
  });

  it("has no slope where parallel trends fail the test as often", () => {
    const many = Array.from({ length: 14 }, (_, i) => -i - 2);
    const identity = many.map((_, i) => many.map((__, j) => (i === j ? 1 : 0)));
    const { size, violations, joint } = pretrendPower(
      makeStudy(
        many,
        many.map(() => 0),
        identity,
      ),
    )!;
    expect(Math.abs(size - (1 - 0.95 ** 14))).toBeLessThan(1e-4);
    expect(violations[0]).toEqual({
      power: 0.5,
      slope: null,
      bayesFactor: null,
      likelihoodRatio: null,
      post: [],
      average: null,
    });
    expect(violations[1]!.slope).not.toBeNull();
    expect(violations[1]!.average).toBeNull();
    expect(joint![0]!.slope).toBeGreaterThan(0);
    expect(joint![0]!.averageBias).toBeNull();
    expect(
      pretrendPower(makeStudy([-2, 0], [0, 0], differenced([-2, 0], 0, 1)), { power: [0.04] })!.joint,
    ).toEqual([{ power: 0.04, slope: null, averageBias: null }]);
  });

  it("copes with leads that fix each other, and with none", () => {
    const tied = [
      [1, 1, 0.5],
      [1, 1, 0.5],
      [0.5, 0.5, 1],
    ];
    const found = pretrendPower(makeStudy([-3, -2, 0], [0, 0, 0], tied))!;
    expect(found.joint).toBeNull();
    expect(found.violations[0]!.likelihoodRatio).toBeNull();
    expect(found.violations[0]!.slope).toBeGreaterThan(0);
    expect(pretrendPower(makeStudy([0, 1], [1, 1], differenced([0, 1], 0, 1)))).toBeNull();
    expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/);
  });

  it("measures from the base, −1 without one", () => {
    const early = [-3, -2, -1, 0];
    const study = makeStudy(early, [0, 0, 0, 0], differenced(early, 0.2, 1, -4), -4);
    const row = pretrendPower(study)!.violations[0]!;
    expect(row.post[0]!.bias).toBe(4 * row.slope!);
    const none = makeStudy([-3, -2, 0], [0, 0, 0], differenced([-3, -2, 0], 0.2, 1), null);
    const found = pretrendPower(none)!;
    expect(found.spec.base).toBe(-1);
    expect(found.violations[0]!.post[0]!.bias).toBe(found.violations[0]!.slope);
  });

  it("refuses what it cannot do", () => {
    const study = makeStudy(times, zeros, differenced(times, 0, 1));
    expect(() => pretrendPower(study, { power: [0.5, 1] })).toThrow(
      "power: 1 is not between 0 and 1. Give powers such as 0.5 and 0.8.",
    );
    expect(() => pretrendPower(study, { slopes: [-1] })).toThrow(
      "slopes: -1 is not a positive number. Give slopes as positive numbers of the outcome per period; a falling line has the same power.",
    );
    expect(() => pretrendPower(study, { level: 95 })).toThrow(
      "level: 95 is not between 0 and 1. Give a confidence level such as 0.95.",
    );
    const late = [-2, -1, 1];
    expect(() => pretrendPower(makeStudy(late, [0, 0, 0], differenced(late, 0, 1, 0), 0))).toThrow(
      "base: the base, event time 0, is a treated period, so the leads are measured against an effect. Measure the study from −1 first, with rebaseEventStudy(study, -1).",
    );
  });
});

describe("reviewPretrend", () => {
  const panel = definePanel(castle, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
  const options = { outcome: "l_homicide", leads: 4, lags: 3 };

  it("gathers everything, frozen and plain", () => {
    const study = eventStudy(panel, options);
    const review = reviewPretrend(study, { threshold: 0.2 })!;
    expect(review.base).toBe(-1);
    expect(review.linear).toEqual(linearPretrend(study));
    expect(review.averagePost).toEqual(averageEffect(study));
    expect(review.power!.nLeads).toBe(3);
    expect(review.equivalence!.spec.threshold).toBe(0.2);
    expect(JSON.parse(JSON.stringify(review))).toEqual(review);
    expect(Object.isFrozen(review.power!.violations[0]!.post)).toBe(true);
  });

  it("asks a study with a treated base from −1", () => {
    const rebased = reviewPretrend(eventStudy(panel, { ...options, base: 0 }))!;
    const direct = reviewPretrend(eventStudy(panel, options))!;
    expect(rebased.base).toBe(-1);
    expect(relative(rebased.power!.violations[0]!.slope!, direct.power!.violations[0]!.slope!)).toBeLessThan(
      1e-7,
    );
    expect(
      relative(rebased.equivalence!.max.smallestThreshold, direct.equivalence!.max.smallestThreshold),
    ).toBeLessThan(1e-9);
    const never = makeStudy([-2, 1], [0, 0], differenced([-2, 1], 0, 1, 0), 0);
    expect(reviewPretrend(never)).toBeNull();
  });

  it("has nulls where there are no leads or no effects", () => {
    const late = reviewPretrend(makeStudy([0, 1], [1, 2], differenced([0, 1], 0, 1)))!;
    expect([late.power, late.equivalence, late.linear]).toEqual([null, null, null]);
    expect(late.averagePost!.estimate).toBe(1.5);
    const early = reviewPretrend(makeStudy([-3, -2], [1, 2], differenced([-3, -2], 0, 1)))!;
    expect(early.averagePost).toBeNull();
    expect(early.power!.violations[0]!.average).toBeNull();
  });
});

describe("noncentralUpper", () => {
  it("is the central tail at 0, and two normal tails with one degree of freedom", () => {
    expect(noncentralUpper(3, 4, 0)).toBe(chiSquared.sf(3, 4));
    for (const lambda of [1e-6, 0.5, 4, 60, 3000]) {
      const [root, m] = [2.2 + Math.sqrt(lambda) / 2, Math.sqrt(lambda)];
      const exact = normal.sf(root - m) + normal.cdf(-root - m);
      expect(relative(noncentralUpper(root ** 2, 1, lambda), exact)).toBeLessThan(1e-10);
    }
  });
});
