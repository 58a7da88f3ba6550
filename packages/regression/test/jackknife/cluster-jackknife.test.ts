import { CeterisError, codedFactor, type Factor } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { clusterJackknife, cr3, type LinearModel, leastSquares } from "../../src/index.ts";
import { recodeFactor } from "../../src/recode-factor.ts";
import { DESIGNS, makeDesign } from "../wild/designs.ts";

/** The model on the rows outside a level. */
function outside(model: LinearModel, by: Factor, level: number): LinearModel {
  const rows = Int32Array.from([...by.codes.keys()].filter((i) => by.codes[i] !== level));
  const take = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]!);
  return {
    ...model,
    outcome: { name: "y", values: take(model.outcome.values) },
    regressors: model.regressors.map((r) => ({ ...r, values: take(r.values) })),
    fixedEffects: model.fixedEffects.map((f) => recodeFactor(f, rows)),
    weights: model.weights && take(model.weights),
  };
}

/** The coefficient; NaN where it is not identified. */
function refit(model: LinearModel): number {
  try {
    return leastSquares(model).coefficients[0]!;
  } catch (error) {
    if (error instanceof CeterisError && error.code === "TREATMENT_ABSORBED") return Number.NaN;
    throw error;
  }
}

describe("leaving out a cluster equals a regression without it", () => {
  const cases = Object.keys(DESIGNS).flatMap((name) =>
    (["home", "time", "unit"] as const).map((by) => ({ name, by })),
  );
  it.each(cases)("$by: $name", ({ name, by: left }) => {
    const { model, by: home, factors } = makeDesign(DESIGNS[name]!);
    const by = left === "home" ? home : factors[left]!;
    const { coefficients, clusters } = clusterJackknife(leastSquares(model), { term: "did", by });
    expect(clusters.nLevels).toBe(by.nLevels);
    coefficients.forEach((got, g) => {
      const want = refit(outside(model, by, g));
      expect(Number.isNaN(got)).toBe(Number.isNaN(want));
      if (Number.isNaN(want)) return;
      // Relative to coefficients of order 1; the design without a cluster is worse conditioned.
      expect(Math.abs(got - want)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(want)));
    });
  });

  it("is not a number where the other clusters do not identify it", () => {
    const { model, by } = makeDesign({ units: 6, periods: 5 });
    const one = Float64Array.from(by.codes, (g, i) => (g === 0 && i % 5 > 2 ? 1 : 0));
    const fit = leastSquares({
      ...model,
      regressors: [{ name: "did", values: one, role: "treatment" }, ...model.regressors.slice(1)],
    });
    const { coefficients, partialLeverage } = clusterJackknife(fit, { term: "did", by });
    expect(coefficients[0]).toBeNaN();
    expect(coefficients.slice(1).every(Number.isFinite)).toBe(true);
    expect(partialLeverage[0]).toBeGreaterThan(0.5);
  });

  it("loses what only the cluster identifies, and keeps the rest", () => {
    const { model, by } = makeDesign({ units: 8, periods: 6 });
    const alone = Float64Array.from(by.codes, (g, i) => (g === 3 ? Math.sin(i) : 0));
    const odd: LinearModel = {
      ...model,
      regressors: [...model.regressors, { name: "alone", values: alone, role: "control" }],
    };
    const { coefficients } = clusterJackknife(leastSquares(odd), { term: "did", by });
    const without = leastSquares(outside(odd, by, 3));
    expect(without.terms).not.toContain("alone");
    expect(Math.abs(coefficients[3]! - without.coefficients[0]!)).toBeLessThan(1e-10);
  });
});

describe("leverage", () => {
  it.each(Object.keys(DESIGNS))("sums to the rank, partial leverage to one: %s", (name) => {
    const { model, by } = makeDesign(DESIGNS[name]!);
    const fit = leastSquares(model);
    const { leverage, partialLeverage, rank } = clusterJackknife(fit, { term: "did", by });
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    expect(sum(leverage)).toBeCloseTo(rank, 10);
    expect(sum(partialLeverage)).toBeCloseTo(1, 12);
  });

  it("of means is the share of rows, and of a dummy what is left of it by cluster", () => {
    const by = codedFactor("g", Int32Array.of(0, 0, 0, 1, 1, 2), 3, (code) => "abc"[code]!);
    const fit = leastSquares({
      outcome: { name: "y", values: Float64Array.of(1, 2, 4, 3, 5, 9) },
      regressors: [{ name: "did", values: Float64Array.of(0, 0, 1, 1, 0, 1), role: "treatment" }],
      fixedEffects: [],
    });
    // d − mean is ±½ everywhere: partial leverage is the share of rows; H = 1/6 + 4·dᵢdⱼ/6 has diagonal 1/3.
    const { leverage, partialLeverage, coefficients } = clusterJackknife(fit, { term: "did", by });
    expect([...partialLeverage]).toEqual([3, 2, 1].map((n) => expect.closeTo(n / 6, 14)));
    expect([...leverage]).toEqual([3, 2, 1].map((n) => expect.closeTo(n / 3, 14)));
    // Without a: treated 3 and 9, untreated 5; without b: 4 and 9, 1 and 2; without c: 4 and 3, 1, 2 and 5.
    expect([...coefficients]).toEqual([6 - 5, 6.5 - 1.5, 3.5 - 8 / 3].map((b) => expect.closeTo(b, 12)));
  });

  it("has the squares of CR3 in the jackknife", () => {
    const { model, by } = makeDesign(DESIGNS["clusters hold several units"]!);
    const fit = leastSquares(model);
    const { coefficients } = clusterJackknife(fit, { term: "did", by });
    const squares = coefficients.reduce((sum, b) => sum + (b - fit.coefficients[0]!) ** 2, 0);
    expect(squares / cr3({ by }).estimate(fit).matrix[0]!).toBeCloseTo(1, 9);
  });

  it("is refused for too many levels across too many clusters", () => {
    const n = 4000;
    const factor = (name: string, nLevels: number, of: (i: number) => number): Factor =>
      codedFactor(
        name,
        Int32Array.from({ length: n }, (_, i) => of(i)),
        nLevels,
        String,
      );
    const city = factor("city", 1000, (i) => i % 1000);
    const firm = factor("firm", 200, (i) => ((i * 7) % 200) ^ (i >> 11));
    const fit = leastSquares({
      outcome: { name: "y", values: Float64Array.from({ length: n }, (_, i) => Math.sin(i)) },
      regressors: [
        {
          name: "did",
          values: Float64Array.from({ length: n }, (_, i) => Math.cos(3 * i)),
          role: "treatment",
        },
      ],
      fixedEffects: [city, firm],
    });
    expect(() => clusterJackknife(fit, { term: "did", by: city })).toThrow(
      /^clusters of “city”: leaving out each of 1000 clusters with \d+ coefficients and levels of effects that span them needs too much memory\. Take coarser clusters, or fixed effects that lie within clusters\.$/,
    );
  });
});
