import { readFileSync } from "node:fs";
import { CeterisError, codedFactor, type Factor } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cluster,
  cr2,
  driscollKraay,
  effectColumns,
  fitStatistics,
  hc1,
  hc2,
  hc3,
  iid,
  type LinearModel,
  leastSquares,
} from "../src/index.ts";
import { parseSlope, type SlopedFactor } from "../src/sloped-factor.ts";
import {
  castleColumns,
  castlePanel,
  type FixtureCase,
  filterColumns,
  fitCastle,
  unbalancedRule,
} from "./castle.ts";
import { closeTo } from "./close-to.ts";

interface Dummies {
  readonly coefficients: readonly number[];
  readonly dofResidual: number;
  readonly iid: readonly number[];
  readonly hc2: readonly number[];
  readonly hc3: readonly number[];
  readonly cr2_region: { readonly se: readonly number[]; readonly dof: readonly number[] };
  readonly cr2_sid: { readonly se: readonly number[]; readonly dof: readonly number[] };
}
const fixture = JSON.parse(
  readFileSync(new URL("./fixtures/slopes.json", import.meta.url), "utf8"),
) as Record<string, FixtureCase> & { readonly dummies: Dummies };

const controls = ["unemployrt", "l_income"];
const balanced = castlePanel();
const unbalanced = castlePanel(filterColumns(castleColumns(), unbalancedRule));

const cases: [string, ReturnType<typeof fitCastle>][] = [
  ["trends", fitCastle(balanced, ["sid[year]", "year"], { controls })],
  ["repeated", fitCastle(unbalanced, ["sid", "year", "sid[year]"], { controls })],
  ["weighted", fitCastle(unbalanced, ["sid[year]", "year"], { controls, weights: "popwt" })],
  ["slopesOnly", fitCastle(unbalanced, ["sid[[year]]", "year"], { controls })],
  ["regional", fitCastle(unbalanced, ["sid", "year", "region[[year]]"], { controls })],
  ["alone", fitCastle(unbalanced, ["sid[year]"], { controls })],
  ["two", fitCastle(unbalanced, ["sid[year]", "sid[[robbery]]", "year"], { controls })],
];

describe.each(cases)("varying slopes against fixest: %s", (name, { fit, factor }) => {
  const expected = fixture[name]!;
  const k = expected.coefficients.length;

  test("coefficients and fit", () => {
    expect(fit.absorption).toEqual({ method: "slopes", iterations: expect.any(Number), converged: true });
    expect(fit.nObs).toBe(expected.nObs);
    // fixest demeans to a tolerance of 3e-12, and reaches 1e-8 with slopes.
    for (let j = 0; j < k; j++) closeTo(fit.coefficients[j]!, expected.coefficients[j]!, 1e-7, 1e-9);
    const stats = fitStatistics(fit, iid().estimate(fit));
    closeTo(stats.r2!, expected.r2, 1e-8);
    closeTo(stats.r2Within!, expected.r2Within!, 1e-7);
    closeTo(stats.rmse!, expected.rmse, 1e-8);
  });

  const estimators = {
    iid: () => iid(),
    hc1: () => hc1(),
    sid: () => cluster({ by: [factor("sid")] }),
    sid_year: () => cluster({ by: [factor("sid"), factor("year")] }),
    year: () => cluster({ by: [factor("year")] }),
    dk: () => driscollKraay({ time: factor("year") }),
  };
  test.each(Object.entries(expected.covariances))("covariance %s", (key, { vcov, dof }) => {
    const found = estimators[key as keyof typeof estimators]().estimate(fit);
    const scale = (i: number) =>
      Math.sqrt(vcov[Math.floor(i / k) * k + Math.floor(i / k)]! * vcov[(i % k) * k + (i % k)]!);
    for (const [i, v] of vcov.entries()) closeTo(found.matrix[i]!, v, 1e-6, 1e-6 * scale(i));
    expect([...found.dof]).toEqual(new Array(k).fill(dof));
  });
});

describe("varying slopes against lm with dummies", () => {
  const { fit, factor } = fitCastle(unbalanced, ["sid[year]", "year"], { controls });
  const expected = fixture.dummies;
  const errors = (matrix: Float64Array) => [0, 1, 2].map((j) => Math.sqrt(matrix[j * 3 + j]!));
  const near = (found: ArrayLike<number>, wanted: readonly number[], tolerance: number) => {
    for (const [j, v] of wanted.entries()) closeTo(found[j]!, v, tolerance);
  };

  test("coefficients, degrees of freedom, errors without fixest's count of parameters", () => {
    near(fit.coefficients, expected.coefficients, 1e-9);
    const exact = iid({ smallSample: "reghdfe" }).estimate(fit);
    expect(exact.dof[0]).toBe(expected.dofResidual);
    expect(fitStatistics(fit, exact).dofResidual).toBe(expected.dofResidual);
    near(errors(exact.matrix), expected.iid, 1e-9);
    near(errors(hc2().estimate(fit).matrix), expected.hc2, 1e-9);
    near(errors(hc3().estimate(fit).matrix), expected.hc3, 1e-9);
  });

  test.each(["region", "sid"] as const)("CR2 by %s as clubSandwich", (by) => {
    const found = cr2({ by: factor(by) }).estimate(fit);
    // I − H is singular within clusters; clubSandwich inverts its own noise there.
    near(errors(found.matrix), expected[`cr2_${by}`].se, 1e-6);
    near(found.dof, expected[`cr2_${by}`].dof, 1e-5);
  });
});

describe("varying slopes", () => {
  const factorOf = (name: string, codes: number[]): Factor =>
    codedFactor(name, Int32Array.from(codes), Math.max(...codes) + 1, String);
  const sloped = (factor: Factor, values: Float64Array, withEffects = true): SlopedFactor => ({
    ...factor,
    name: `${factor.name}[t]`,
    slope: { of: factor.name, on: "t", values, withEffects },
  });

  test("equal a regression on dummies and their trends, whatever the origin of time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.boolean(), fc.boolean()), {
          minLength: 36,
          maxLength: 36,
        }),
        fc.constantFrom(0, 2000, 1e7),
        (cells, origin) => {
          const kept = cells.flatMap((c, i) => (i % 6 < 4 || c[2] ? [i] : []));
          const unit = factorOf(
            "unit",
            kept.map((i) => Math.floor(i / 6)),
          );
          const time = factorOf(
            "time",
            kept.map((i) => i % 6),
          );
          const t = Float64Array.from(kept, (i) => i % 6);
          const y = Float64Array.from(kept, (i) => cells[i]![0] + ((i * 7919) % 13) / 5);
          const x = Float64Array.from(kept, (i) => ((i * i * 31 + i * 7) % 11) - Number(cells[i]![1]) / 2);
          const model = (
            fixedEffects: readonly Factor[],
            more: LinearModel["regressors"] = [],
          ): LinearModel => ({
            outcome: { name: "y", values: y },
            regressors: [{ name: "x", values: x, role: "treatment" }, ...more],
            fixedEffects,
          });
          const shifted = Float64Array.from(t, (v) => v + origin);
          const found = leastSquares(model([unit, time, sloped(unit, shifted)]));
          // Of six trends one is linear in the time effects.
          const trends = [1, 2, 3, 4, 5].map((u) => ({
            name: `trend${u}`,
            values: t.map((v, i) => (unit.codes[i] === u ? v : 0)),
            role: "control" as const,
          }));
          const wanted = leastSquares(model([unit, time], trends));
          closeTo(found.coefficients[0]!, wanted.coefficients[0]!, 1e-8, 1e-9);
          expect(found.nObs - found.nEffects - 1).toBe(wanted.nObs - wanted.nEffects - wanted.terms.length);
          closeTo(found.rss, wanted.rss, 1e-9, 1e-9);
        },
      ),
      { numRuns: 60, seed: 5 },
    );
  });

  test("many levels on both sides are iterated, and leave nothing of effects and slopes", () => {
    const n = 12_000;
    const hash = (i: number, salt: number) => {
      const x = Math.sin(i * 12.9898 + salt * 78.233) * 43758.5453;
      return x - Math.floor(x);
    };
    const codes = (levels: number, salt: number) =>
      Array.from({ length: n }, (_, i) => (i < levels ? i : Math.floor(hash(i, salt) * levels)));
    const worker = factorOf("worker", codes(1500, 1));
    const firm = factorOf("firm", codes(1100, 2));
    const t = Float64Array.from({ length: n }, (_, i) => 2000 + Math.floor(hash(i, 3) * 12));
    const fit = leastSquares({
      outcome: { name: "y", values: t.map((_, i) => hash(i, 4)) },
      regressors: [{ name: "x", values: t.map((_, i) => hash(i, 5)), role: "treatment" }],
      fixedEffects: [sloped(worker, t), firm],
    });
    expect(fit.absorption.method).toBe("iterative");
    expect(fit.absorption.converged).toBe(true);
    expect(fit.absorption.iterations).toBeGreaterThan(5);
    for (const values of [fit.residuals, fit.within[0]!]) {
      const sums = [new Float64Array(1500), new Float64Array(1500), new Float64Array(1100)];
      values.forEach((v, i) => {
        sums[0]![worker.codes[i]!]! += v;
        sums[1]![worker.codes[i]!]! += v * (t[i]! - 2006);
        sums[2]![firm.codes[i]!]! += v;
      });
      for (const sum of sums) for (const v of sum) expect(Math.abs(v)).toBeLessThan(1e-8);
    }
  });

  test("a treatment that is a line within units is refused, and says so", () => {
    const unit = factorOf("city", [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
    const t = Float64Array.of(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
    const refused = () =>
      leastSquares({
        outcome: { name: "y", values: t.map((v, i) => v * v + i) },
        regressors: [{ name: "did", values: t.map((v, i) => 3 * v * unit.codes[i]!), role: "treatment" }],
        fixedEffects: [sloped(unit, t)],
      });
    expect(refused).toThrow(CeterisError);
    expect(refused).toThrow(
      "treatment “did”: absorbed by city[t]: treatment follows a straight line in t within each city. Use fixed effects within which treatment switches on for some and not for others.",
    );
  });

  test("names", () => {
    expect(parseSlope("city[year]")).toEqual({ of: "city", on: "year", withEffects: true });
    expect(parseSlope("a^b[[year]]")).toEqual({ of: "a^b", on: "year", withEffects: false });
    for (const name of ["city", "city[year", "city[]", "[year]", "city[year]]", "city[[year]"]) {
      expect(parseSlope(name)).toBeNull();
    }
    expect(effectColumns("a ^ b[year]")).toEqual(["a", "b", "year"]);
  });
});
