import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chiSquared, estimateRows, fisherF, studentT, waldTest } from "../src/index.ts";

describe("waldTest", () => {
  const b = [1, 2, 3];
  const v = Float64Array.of(2, 1, 0, 1, 2, 0, 0, 0, 9);

  it("tests coefficients jointly, in both forms", () => {
    // b′V⁻¹b of the first two: (2·1 − 2·1·2 + 2·4) / 3 = 2; the third adds 1.
    expect(waldTest(b, v, [0, 1], null)).toEqual({
      statistic: expect.closeTo(2, 14),
      dof1: 2,
      dof2: null,
      pValue: expect.closeTo(Math.exp(-1), 14),
      distribution: "chi2",
    });
    expect(waldTest(b, v, [0, 1, 2], 49)).toEqual({
      statistic: expect.closeTo(1, 14),
      dof1: 3,
      dof2: 49,
      pValue: expect.closeTo(fisherF.sf(1, 3, 49), 14),
      distribution: "F",
    });
    expect(Object.isFrozen(waldTest(b, v, [0], 9))).toBe(true);
  });

  it("is the squared t test for one coefficient, and does not depend on units or order", () => {
    expect(waldTest(b, v, [2], 9)!.pValue).toBeCloseTo(2 * studentT.sf(1, 9), 14);
    const scaled = Float64Array.of(2e-12, 1e-12 * 1e3, 0, 1e-9, 2e-6, 0, 0, 0, 9);
    expect(waldTest([1e-6, 2e-3, 3], scaled, [1, 0], null)!.statistic).toBeCloseTo(2, 12);
  });

  it("on a deficient covariance tests as many restrictions as the rank", () => {
    // The second coefficient is minus the first: one restriction, (b₁/σ)² = 4.
    const deficient = Float64Array.of(1, -1, -1, 1);
    expect(waldTest([2, -2], deficient, [0, 1], null)).toMatchObject({ dof1: 1 });
    expect(waldTest([2, -2], deficient, [0, 1], null)!.statistic).toBeCloseTo(4, 12);
    expect(waldTest([2, -2], deficient, [0, 1], null)!.pValue).toBeCloseTo(chiSquared.sf(4, 1), 12);
  });

  it("is null where nothing can be tested", () => {
    expect(waldTest(b, v, [], 9)).toBeNull();
    expect(waldTest([1], Float64Array.of(0), [0], 9)).toBeNull();
    expect(waldTest([1], Float64Array.of(-1), [0], 9)).toBeNull();
    expect(waldTest([Number.NaN], Float64Array.of(1), [0], 9)).toBeNull();
    expect(waldTest([1], Float64Array.of(Number.NaN), [0], 9)).toBeNull();
    expect(waldTest([1], Float64Array.of(1), [0], 0)).toBeNull();
    // Indefinite, not merely deficient.
    expect(waldTest([1, 1], Float64Array.of(1, 2, 2, 1), [0, 1], 9)).toBeNull();
  });
});

interface FixestCase {
  terms: string[];
  coefficients: number[];
  covariance: number[][];
  dof: number;
  rows: number[];
  statistic: number;
  dof1: number;
  pValue: number;
  table: { stdError: number[]; statistic: number[]; pValue: number[] };
  interval: [number, number][];
}
const { cases } = JSON.parse(readFileSync(new URL("./fixtures/wald.json", import.meta.url), "utf8")) as {
  cases: FixestCase[];
};

/** The covariance comes with 15 digits, and its condition takes up to four of them. */
const TOLERANCE = 1e-10;

describe("joint tests and rows against fixest", () => {
  const near = (got: number | null, expected: number) =>
    expect(Math.abs(got! / expected - 1)).toBeLessThan(TOLERANCE);

  it.each(cases.map((c) => [c.rows.length, c] as const))("%i restrictions", (_, c) => {
    const covariance = Float64Array.from(c.covariance.flat());
    const test = waldTest(c.coefficients, covariance, c.rows, c.dof)!;
    expect(test).toMatchObject({ dof1: c.dof1, dof2: c.dof, distribution: "F" });
    near(test.statistic, c.statistic);
    near(test.pValue, c.pValue);
    const dof = c.terms.map(() => c.dof);
    estimateRows(c.terms, c.coefficients, covariance, dof, 0.9).forEach((row, i) => {
      near(row.stdError, c.table.stdError[i]!);
      near(row.statistic, c.table.statistic[i]!);
      near(row.pValue, c.table.pValue[i]!);
      near(row.confLow, c.interval[i]![0]);
      near(row.confHigh, c.interval[i]![1]);
    });
  });
});
