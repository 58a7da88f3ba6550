import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquared, fisherF, normal, studentT, twoSidedT } from "../../src/index.ts";

type Distribution = Record<string, (...args: number[]) => number>;
const DISTRIBUTIONS = { normal, studentT, chiSquared, fisherF } as unknown as Record<string, Distribution>;

const table = JSON.parse(
  readFileSync(new URL("../fixtures/distributions.json", import.meta.url), "utf8"),
) as { rows: [string, number[], number][] };

/** Rounding of an exponent of −690 alone costs 1e-13; the promise is 1e-10. */
const TOLERANCE = 1e-12;

describe("distributions against a table in 40 digits", () => {
  const names = [...new Set(table.rows.map(([name]) => name))];
  it.each(names)("%s", (name) => {
    const [distribution, method] = name.split(".") as [string, string];
    const rows = table.rows.filter(([n]) => n === name);
    expect(rows.length).toBeGreaterThan(5);
    for (const [, args, value] of rows) {
      const got = DISTRIBUTIONS[distribution]![method]!(...args);
      const miss = value === 0 ? Math.abs(got) : Math.abs(got / value - 1);
      expect(miss, `${name}(${args.join(", ")}) = ${got}, not ${value}`).toBeLessThan(TOLERANCE);
    }
  });

  it("reaches far tails and huge, small and fractional degrees of freedom", () => {
    const has = (name: string, test: (args: number[], value: number) => boolean) =>
      table.rows.some(([n, args, value]) => n === name && test(args, value));
    for (const name of [
      "normal.sf",
      "studentT.sf",
      "chiSquared.sf",
      "chiSquared.cdf",
      "fisherF.sf",
      "fisherF.cdf",
    ]) {
      expect(has(name, (_, value) => value < 1e-250)).toBe(true);
    }
    expect(has("studentT.sf", ([, dof]) => dof === 1e8)).toBe(true);
    expect(has("chiSquared.sf", ([, dof]) => dof === 1e8)).toBe(true);
    expect(has("fisherF.sf", ([, d1, d2]) => d1 === 1e8 && d2 === 1e8)).toBe(true);
    expect(has("studentT.sf", ([, dof]) => dof === 4.7)).toBe(true);
  });

  // x is recovered up to the conditioning of the inverse, p / (x·pdf).
  it.each(["studentT", "chiSquared", "fisherF"])("%s: quantiles invert the tails", (name) => {
    const distribution = DISTRIBUTIONS[name]!;
    for (const [full, [x, ...dof], p] of table.rows) {
      const inverse = full === `${name}.sf` ? "isf" : full === `${name}.cdf` ? "quantile" : null;
      if (inverse === null || p > 0.6) continue;
      const got = distribution[inverse]!(p, ...dof);
      const condition = Math.max(1, p / (x! * distribution.pdf!(x!, ...dof)));
      expect(Math.abs(got / x! - 1) / condition, `${name}.${inverse}(${p}, ${dof})`).toBeLessThan(TOLERANCE);
    }
  });
});

describe("exact cases and identities", () => {
  it("knows the ends of the range", () => {
    expect(normal.quantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normal.isf(0)).toBe(Number.POSITIVE_INFINITY);
    expect(normal.isf(0.5)).toBe(0);
    expect(normal.sf(40)).toBe(0);
    expect(normal.logSf(Number.NEGATIVE_INFINITY)).toBe(-0);
    expect(studentT.sf(Number.POSITIVE_INFINITY, 3)).toBe(0);
    expect(studentT.cdf(Number.POSITIVE_INFINITY, 3)).toBe(1);
    expect(studentT.quantile(0.5, 3)).toBe(0);
    expect(studentT.isf(1, 3)).toBe(Number.NEGATIVE_INFINITY);
    expect([chiSquared.sf(0, 2), chiSquared.cdf(-1, 2), chiSquared.pdf(0, 2)]).toEqual([1, 0, 0.5]);
    expect([chiSquared.quantile(0, 2), chiSquared.isf(0, 2)]).toEqual([0, Number.POSITIVE_INFINITY]);
    expect([fisherF.sf(0, 2, 3), fisherF.cdf(Number.POSITIVE_INFINITY, 2, 3), fisherF.pdf(0, 2, 9)]).toEqual([
      1, 1, 1,
    ]);
    expect([fisherF.quantile(0, 2, 3), fisherF.quantile(1, 2, 3)]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  it("says NaN to arguments outside the domain", () => {
    for (const value of [
      normal.quantile(1.1),
      studentT.sf(1, 0),
      studentT.isf(-0.1, 3),
      chiSquared.sf(1, -1),
    ]) {
      expect(value).toBeNaN();
    }
    expect(fisherF.sf(Number.NaN, 2, 3)).toBeNaN();
    expect(chiSquared.isf(2, 3)).toBeNaN();
  });

  it("t with infinite degrees of freedom is normal, and twoSidedT takes null for it", () => {
    expect(studentT.sf(2.5, Number.POSITIVE_INFINITY)).toBe(normal.sf(2.5));
    expect(studentT.isf(0.01, Number.POSITIVE_INFINITY)).toBe(normal.isf(0.01));
    expect(twoSidedT(-2.5, null)).toBe(2 * normal.sf(2.5));
    expect(twoSidedT(-2.5, 10)).toBe(2 * studentT.sf(2.5, 10));
    expect(twoSidedT(0, 7)).toBeCloseTo(1, 15);
  });

  it("F with infinite denominator is χ²/d1, and its reciprocal with infinite numerator", () => {
    expect(fisherF.sf(2.5, 3, Number.POSITIVE_INFINITY)).toBe(chiSquared.sf(7.5, 3));
    expect(fisherF.pdf(2.5, 3, Number.POSITIVE_INFINITY)).toBeCloseTo(fisherF.pdf(2.5, 3, 1e12), 10);
    expect(fisherF.sf(2, Number.POSITIVE_INFINITY, 8)).toBeCloseTo(fisherF.sf(2, 1e12, 8), 10);
    expect(fisherF.pdf(2, Number.POSITIVE_INFINITY, 8)).toBeCloseTo(fisherF.pdf(2, 1e12, 8), 10);
  });

  const dof = fc.double({ min: 0.3, max: 3000, noNaN: true });
  const probability = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
  const close = (got: number, expected: number) =>
    Math.abs(got - expected) <= 1e-11 * Math.max(Math.abs(expected), 1e-300);

  it("χ² with 2 degrees of freedom is exponential; t² is F; 1/F is F", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 200, noNaN: true }), dof, dof, (x, d1, d2) => {
        expect(close(chiSquared.sf(x, 2), Math.exp(-x / 2))).toBe(true);
        expect(close(fisherF.sf(x * x, 1, d2), 2 * studentT.sf(x, d2))).toBe(true);
        expect(close(fisherF.sf(x, d1, d2), fisherF.cdf(1 / x, d2, d1))).toBe(true);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("quantiles invert cdf and sf at any probability", () => {
    fc.assert(
      fc.property(probability, dof, dof, (p, d1, d2) => {
        expect(close(studentT.sf(studentT.isf(p, d1), d1), p)).toBe(true);
        expect(close(normal.cdf(normal.quantile(p)), p)).toBe(true);
        if (d1 > 1) expect(close(chiSquared.cdf(chiSquared.quantile(p, d1), d1), p)).toBe(true);
        expect(close(fisherF.sf(fisherF.isf(p, d1, d2), d1, d2), p)).toBe(true);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it("the large-parameter expansion of χ² joins the series without a step", () => {
    for (const z of [-5, -1, 0, 1, 5]) {
      const tail = (dof: number) => {
        const x = dof + z * Math.sqrt(2 * dof);
        return z < 0 ? chiSquared.cdf(x, dof) : chiSquared.sf(x, dof);
      };
      // The threshold is at 2e5 degrees of freedom; over a change of 2e-10 the tail itself moves by 1.3e-11 at most.
      expect(Math.abs(tail(2e5 + 4e-5) / tail(2e5) - 1)).toBeLessThan(2e-11);
    }
  });
});
