import { normal, randomStream } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldedNormalCdf, foldedNormalMean } from "../../src/distributions/folded-normal.ts";
import { solveIncreasing } from "../../src/distributions/solve-increasing.ts";
import { equivalenceTest } from "../../src/index.ts";
import rms from "./fixtures/equitrends-rms.json" with { type: "json" };
import reference from "./fixtures/pretrend.json" with { type: "json" };
import { differenced, makeStudy } from "./make-study.ts";

describe("equivalenceTest", () => {
  const { beta, covariance, threshold, max, mean } = reference.equivalence;
  const study = makeStudy([-5, -4, -3, -2], beta, covariance);

  it("agrees with R EquiTrends", () => {
    const found = equivalenceTest(study, { threshold })!;
    // EquiTrends finds the thresholds by minimising a square.
    expect(found.max.smallestThreshold).toBeCloseTo(max.smallest, 7);
    beta.forEach((b, i) => {
      const sd = Math.sqrt(covariance[i]![i]!);
      expect(foldedNormalMean(Math.abs(b), sd, 0.05)).toBeCloseTo(max.each[i]!, 7);
      expect(foldedNormalCdf(max.critical[i]!, threshold, sd)).toBeCloseTo(0.05, 8);
    });
    expect(found.max.equivalent).toBe(max.reject);
    expect(found.mean.estimate).toBeCloseTo(mean.estimate, 13);
    expect(found.mean.stdError ** 2).toBeCloseTo(mean.variance, 13);
    expect(found.mean.pValue).toBeCloseTo(mean.p, 13);
    expect(found.mean.equivalent).toBe(mean.reject);
    expect(found.mean.smallestThreshold).toBe(mean.smallest);
    expect(found.rms.estimate).toBeCloseTo(Math.sqrt(beta.reduce((s, b) => s + b * b, 0) / 4), 14);
    expect(found.max).toMatchObject({ estimate: Math.abs(beta[2]!), eventTime: -3 });
  });

  it("rejects at any threshold above the smallest and at none below", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (leads, rho) => {
          const times = [-4, -3, -2];
          const of = (t?: number) =>
            equivalenceTest(makeStudy(times, leads, differenced(times, rho, 0.5)), { threshold: t })!;
          for (const key of ["max", "mean", "rms"] as const) {
            const least = of()[key].smallestThreshold;
            expect(of(least * 1.0001 + 1e-6)[key].equivalent).toBe(true);
            if (least > 1e-3) {
              expect(of(least * 0.9999)[key].equivalent).toBe(false);
              expect(of(least)[key].pValue).toBeCloseTo(0.05, 9);
            }
          }
        },
      ),
      { seed: 8, numRuns: 40 },
    );
  });

  it("has the stated size when one lead is as large as the threshold", () => {
    // All other leads are zero and known exactly: only the one at the threshold can fail.
    const [sd, t] = [0.3, 1];
    let rejected = 0;
    const n = 2000;
    for (let i = 0; i < n; i++) {
      const b = t + sd * normal.quantile((i + 0.5) / n);
      const tested = makeStudy(
        [-3, -2],
        [b, 0],
        [
          [sd ** 2, 0],
          [0, 1e-8],
        ],
      );
      if (equivalenceTest(tested, { threshold: t })!.max.equivalent) rejected++;
    }
    expect(rejected / n).toBeCloseTo(0.05, 3);
  });

  /** Leads and covariance of the design simulated in R: 100 units, half treated, independent errors of variance 1. */
  const vcov = Array.from({ length: 4 }, (_, i) =>
    Array.from({ length: 4 }, (_, j) => (i === j ? 0.08 : 0.04)),
  );
  const pValue = (leads: readonly number[]) =>
    equivalenceTest(makeStudy([-5, -4, -3, -2], leads, vcov), { threshold: rms.threshold })!.rms.pValue!;
  /** The length of leads below which the test rejects: only the length matters. */
  const critical = solveIncreasing((c) => pValue([c, c, c, c]), 0.05, 0.01, 1) * 2;
  const rejects = (leads: readonly number[], draws: number) => {
    const stream = randomStream(77);
    let rejected = 0;
    for (let i = 0; i < draws; i++) {
      const base = 0.2 * stream.normal();
      const square = leads.reduce((sum, lead) => sum + (lead + base + 0.2 * stream.normal()) ** 2, 0);
      if (square < critical ** 2) rejected++;
    }
    return rejected / draws;
  };

  it("keeps its size for the root mean square at the threshold, exactly where the leads are the least favourable", () => {
    expect(pValue([0.1, -0.3, 0.2, 0.15])).toBeCloseTo(pValue([0.3, 0.2, 0.1, 0.15]), 12);
    // Three standard errors of 50,000 draws: 0.003.
    expect(Math.abs(rejects([0.5, 0.5, 0.5, 0.5], 50_000) - 0.05)).toBeLessThan(0.003);
    expect(rejects([0.5, -0.5, 0.5, -0.5], 50_000)).toBeLessThan(0.053);
    expect(rejects([1, 0, 0, 0], 50_000)).toBeLessThan(0.053);
  });

  it("finds small leads as often as R EquiTrends or more often, which does without a covariance", () => {
    for (const { name, leads, rejected } of rms.rows) {
      const ours = rejects(leads, 20_000);
      // Three standard errors of the share in R.
      const error = 3 * Math.sqrt((rejected * (1 - rejected)) / rms.draws);
      if (name === "none" || name === "half") expect(ours).toBeGreaterThan(rejected - error);
      else expect(rejected).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / rms.draws));
    }
  });

  it("is the test of one lead where there is one", () => {
    const one = equivalenceTest(makeStudy([-2], [0.4], [[0.09]]), { threshold: 1 })!;
    expect(one.rms.pValue).toBeCloseTo(one.max.pValue!, 11);
    expect(one.rms.smallestThreshold).toBeCloseTo(one.max.smallestThreshold, 9);
  });

  it("says nothing of a threshold that was not given", () => {
    const found = equivalenceTest(study, { level: 0.9 })!;
    expect(found.spec).toEqual({ base: -1, level: 0.9, threshold: null });
    expect([found.max.pValue, found.max.equivalent, found.mean.pValue]).toEqual([null, null, null]);
    expect(found.max.smallestThreshold).toBeLessThan(equivalenceTest(study)!.max.smallestThreshold);
    expect(equivalenceTest(makeStudy([0], [1], [[1]]))).toBeNull();
    expect(() => equivalenceTest(study, { threshold: 0 })).toThrow(
      "threshold: 0 is not a positive number. Give the largest placebo effect that would not matter, in units of the outcome.",
    );
  });
});

describe("folded normal", () => {
  it("is the distribution of an absolute value", () => {
    expect(foldedNormalCdf(1, 0, 1)).toBeCloseTo(0.6826894921370859, 14);
    expect(foldedNormalCdf(0, 3, 1)).toBe(0);
    expect(foldedNormalCdf(2, 5, 0.5)).toBeCloseTo(normal.cdf(-6) - normal.cdf(-14), 20);
    expect(foldedNormalMean(0.01, 1, 0.05)).toBe(0);
    // Far from zero the other tail is nothing.
    expect(foldedNormalMean(10, 1, 0.05)).toBeCloseTo(10 + normal.isf(0.05), 10);
  });
});
