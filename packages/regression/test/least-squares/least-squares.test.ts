import type { Factor } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeAbsorber } from "../../src/absorb/make-absorber.ts";
import { cluster, iid, leastSquares } from "../../src/index.ts";
import { closeTo } from "../close-to.ts";
import { backwards, factor, noise, panelModel, withDummies } from "../panel-models.ts";

describe("absorbing equals dummies", () => {
  test.each([
    ["sorted, balanced", panelModel(12, 5, 0), undefined, "sums"],
    ["sorted, unbalanced", panelModel(12, 5, 7), undefined, "sums"],
    ["sorted, weighted", panelModel(12, 5, 7), true, "sums"],
    ["unsorted, balanced", backwards(panelModel(12, 5, 0)), undefined, "double-demeaning"],
    ["unsorted, unbalanced", backwards(panelModel(12, 5, 7)), undefined, "schur"],
    ["unsorted, weighted", backwards(panelModel(12, 5, 7)), true, "schur"],
    [
      "one effect",
      { ...panelModel(12, 5, 7), fixedEffects: [panelModel(12, 5, 7).fixedEffects[0]!] },
      true,
      "means",
    ],
  ] as const)("%s", (_, base, weighted, method) => {
    const n = base.outcome.values.length;
    const model = { ...base, weights: weighted ? noise(n, 3).map((v) => v + 0.1) : undefined };
    const absorbed = leastSquares(model);
    const dummies = leastSquares(withDummies(model));
    expect(absorbed.absorption.method).toBe(method);
    expect(dummies.terms.length).toBe(2 + absorbed.nEffects);
    for (let j = 0; j < 2; j++) closeTo(dummies.coefficients[j]!, absorbed.coefficients[j]!, 1e-11);
    closeTo(dummies.rss, absorbed.rss, 1e-11);
    const [a, d] = [iid().estimate(absorbed).matrix, iid().estimate(dummies).matrix];
    closeTo(d[0]!, a[0]!, 1e-10);
    for (let i = 0; i < n; i++) closeTo(dummies.residuals[i]!, absorbed.residuals[i]!, 0, 1e-11);
  });

  test("three effects, two of them connected in separate parts", () => {
    const base = panelModel(12, 6, 5);
    const [unit, time] = base.fixedEffects as [Factor, Factor];
    const half = factor(
      "half",
      [...time.codes].map((t, i) => (unit.codes[i]! % 2) * 10 + Math.floor(t / 2)),
    );
    const model = { ...base, fixedEffects: [unit, time, half] };
    const absorbed = leastSquares(model);
    const dummies = leastSquares(withDummies(model));
    expect(dummies.terms.length).toBe(2 + absorbed.nEffects);
    closeTo(dummies.coefficients[0]!, absorbed.coefficients[0]!, 1e-10);
  });
});

describe("iteration", () => {
  test.each([
    [2, 0],
    [2, 7],
    [3, 7],
  ])("agrees with the exact way: %i effects, gap %i", (nEffects, gap) => {
    const base = panelModel(30, 8, gap);
    const n = base.outcome.values.length;
    const third = factor(
      "third",
      [...noise(n, 9)].map((v) => Math.floor(v * 6)),
    );
    const factors = [...base.fixedEffects, third].slice(0, nEffects);
    const weights = noise(n, 4).map((v) => v + 0.2);
    const exact = base.outcome.values.slice();
    const iterated = base.outcome.values.slice();
    makeAbsorber(n, factors, weights).absorb(exact);
    const pass = makeAbsorber(n, factors, weights, { iterate: true }).absorb(iterated);
    expect(pass.converged).toBe(true);
    expect(pass.iterations).toBeGreaterThan(0);
    for (let i = 0; i < n; i++) closeTo(iterated[i]!, exact[i]!, 0, 1e-10);
  });
});

describe("two large effects", () => {
  test("are iterated to orthogonal residuals, and their components counted", () => {
    const n = 12_000;
    const draw = (seed: number, levels: number) =>
      factor(
        `f${seed}`,
        [...noise(n, seed)].map((v) => Math.floor(v * levels)),
      );
    const [a, b] = [draw(11, 1500), draw(12, 1400)];
    const fit = leastSquares({
      outcome: { name: "y", values: noise(n, 13) },
      regressors: [{ name: "x", values: noise(n, 14), role: "control" }],
      fixedEffects: [a, b],
    });
    expect(fit.absorption.method).toBe("iterative");
    expect(fit.absorption.converged).toBe(true);
    expect(fit.nEffects).toBe(a.labels.length + b.labels.length - 1);
    for (const f of [a, b]) {
      const sums = new Float64Array(f.labels.length);
      f.codes.forEach((c, i) => {
        sums[c]! += fit.residuals[i]!;
      });
      // The stated tolerance is 1e-12 of the right-hand side; sums of 8 residuals of size 0.3.
      for (const sum of sums) closeTo(sum, 0, 0, 1e-10);
    }
  });
});

describe("properties", () => {
  const shape = fc.record({
    nUnits: fc.integer({ min: 6, max: 20 }),
    nPeriods: fc.integer({ min: 3, max: 7 }),
    gap: fc.constantFrom(0, 5, 7),
  });

  test("the outcome's scale and level carry through", () => {
    fc.assert(
      fc.property(
        shape,
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (s, b, a) => {
          const model = panelModel(s.nUnits, s.nPeriods, s.gap);
          const fit = leastSquares(model);
          const moved = leastSquares({
            ...model,
            outcome: { name: "y", values: model.outcome.values.map((v) => a + b * v) },
          });
          const se = (f: typeof fit) => Math.sqrt(cluster({ by: [model.unit] }).estimate(f).matrix[0]!);
          // A level of 1e6 costs the outcome 1e-10 of its variation.
          closeTo(moved.coefficients[0]!, b * fit.coefficients[0]!, 1e-7, 1e-9 * b);
          closeTo(se(moved), b * se(fit), 1e-7);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("weights of 2 equal duplicated rows", () => {
    const model = panelModel(10, 4, 5);
    const twice = <T extends Float64Array | Int32Array>(v: T): T =>
      (v.constructor as unknown as { from(a: ArrayLike<number>): T }).from([...v, ...v]);
    const doubled = leastSquares({
      outcome: { name: "y", values: twice(model.outcome.values) },
      regressors: model.regressors.map((r) => ({ ...r, values: twice(r.values) })),
      fixedEffects: model.fixedEffects.map((f) => ({ ...f, codes: twice(f.codes) })),
    });
    const weighted = leastSquares({
      ...model,
      weights: new Float64Array(model.outcome.values.length).fill(2),
    });
    for (let j = 0; j < 2; j++) closeTo(weighted.coefficients[j]!, doubled.coefficients[j]!, 1e-12);
    closeTo(weighted.rss, doubled.rss, 1e-12);
    closeTo(weighted.bread[0]!, doubled.bread[0]!, 1e-12);
  });

  test.each([false, true])("the order of rows changes nothing but rounding; weights %s", (weighted) => {
    const base = panelModel(10, 4, 5);
    const n = base.outcome.values.length;
    const weights = weighted ? noise(n, 6).map((v) => v + 0.1) : undefined;
    const model = { ...base, weights };
    const order = Int32Array.from({ length: n }, (_, i) => i).sort(
      (a, b) => noise(n, 8)[a]! - noise(n, 8)[b]!,
    );
    const mix = (v: Float64Array) => Float64Array.from(order, (i) => v[i]!);
    const mixed = leastSquares({
      outcome: { name: "y", values: mix(model.outcome.values) },
      regressors: model.regressors.map((r) => ({ ...r, values: mix(r.values) })),
      fixedEffects: model.fixedEffects.map((f) => ({
        ...f,
        codes: Int32Array.from(order, (i) => f.codes[i]!),
      })),
      weights: weights && mix(weights),
    });
    const fit = leastSquares(model);
    for (let j = 0; j < 2; j++) closeTo(mixed.coefficients[j]!, fit.coefficients[j]!, 1e-12);
  });

  test("a level of 1e9 under variation of 1 keeps seven digits", () => {
    const model = panelModel(20, 6, 0);
    const lifted = leastSquares({
      ...model,
      outcome: {
        name: "y",
        values: model.outcome.values.map((v) => Math.round(v * 2 ** 20) / 2 ** 20 + 2 ** 30),
      },
    });
    const plain = leastSquares({
      ...model,
      outcome: { name: "y", values: model.outcome.values.map((v) => Math.round(v * 2 ** 20) / 2 ** 20) },
    });
    // Both outcomes are exact in binary, so only the arithmetic can differ.
    closeTo(lifted.coefficients[0]!, plain.coefficients[0]!, 1e-12);
  });
});
