import { normal } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equivalenceTest } from "../../src/index.ts";
import { foldedNormalCdf, foldedNormalMean } from "../../src/pretrend/folded-normal.ts";
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
          for (const key of ["max", "mean"] as const) {
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
