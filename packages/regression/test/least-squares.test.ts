import { CeterisError, type Factor, fromColumns, getColumn, makeFactor } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeAbsorber } from "../src/absorb/absorber.ts";
import { cluster, iid, type LinearModel, leastSquares } from "../src/index.ts";
import { closeTo } from "./close-to.ts";

function factor(name: string, values: readonly (number | string)[]): Factor {
  return makeFactor(name, getColumn(fromColumns({ [name]: values }), name));
}

/** Numbers from 0 to 1 without a pattern: the fractional parts of multiples of an irrational. */
function noise(n: number, seed: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    const v = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return v - Math.floor(v);
  });
}

/** A panel of units × periods with every `gap`-th cell left out (0: none). */
function panelModel(nUnits: number, nPeriods: number, gap: number): LinearModel & { readonly unit: Factor } {
  const cells = Array.from({ length: nUnits * nPeriods }, (_, c) => c).filter(
    (c) => gap === 0 || c % gap !== 1,
  );
  const unit = factor(
    "unit",
    cells.map((c) => Math.floor(c / nPeriods)),
  );
  const time = factor(
    "time",
    cells.map((c) => c % nPeriods),
  );
  const n = cells.length;
  const status = Float64Array.from(cells, (c) =>
    Math.floor(c / nPeriods) % 3 === 0 && c % nPeriods >= nPeriods / 2 ? 1 : 0,
  );
  const control = noise(n, 1);
  const shock = noise(n, 2);
  const y = Float64Array.from(
    cells,
    (c, i) => Math.floor(c / nPeriods) + (c % nPeriods) ** 2 + 2 * status[i]! - control[i]! + shock[i]!,
  );
  return {
    unit,
    outcome: { name: "y", values: y },
    regressors: [
      { name: "did", values: status, role: "treatment" },
      { name: "control", values: control, role: "control" },
    ],
    fixedEffects: [unit, time],
  };
}

/** The same model with its rows the other way round, so that they are not sorted by unit. */
function backwards(model: LinearModel): LinearModel {
  const turn = (values: Float64Array) => values.slice().reverse();
  return {
    outcome: { ...model.outcome, values: turn(model.outcome.values) },
    regressors: model.regressors.map((r) => ({ ...r, values: turn(r.values) })),
    fixedEffects: model.fixedEffects.map((f) => ({ ...f, codes: f.codes.slice().reverse() })),
    weights: model.weights && turn(model.weights),
  };
}

/** The same model with a dummy for every level but redundant ones, which are dropped by collinearity. */
function withDummies(model: LinearModel): LinearModel {
  const dummies = model.fixedEffects.flatMap((f) =>
    f.labels.map((label, level) => ({
      name: `${f.name}:${label}`,
      values: Float64Array.from(f.codes, (c) => (c === level ? 1 : 0)),
      role: "control" as const,
    })),
  );
  return { ...model, regressors: [...model.regressors, ...dummies], fixedEffects: [], intercept: false };
}

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

describe("collinearity", () => {
  const base = panelModel(12, 5, 7);
  const [did, control] = base.regressors as [LinearModel["regressors"][0], LinearModel["regressors"][0]];
  const other = { name: "other", values: noise(base.outcome.values.length, 5), role: "control" as const };
  const sum = {
    name: "sum",
    values: control.values.map((v, i) => 3 * v - 2 * other.values[i]! + 7),
    role: "control" as const,
  };

  test("the later-named control goes, and is named with what explains it", () => {
    const fit = leastSquares({ ...base, regressors: [did, control, other, sum] });
    expect(fit.terms).toEqual(["did", "control", "other"]);
    expect(fit.dropped).toEqual([{ name: "sum", collinearWith: ["control", "other"] }]);
    const without = leastSquares({ ...base, regressors: [did, control, other] });
    for (let j = 0; j < 3; j++) closeTo(fit.coefficients[j]!, without.coefficients[j]!, 1e-12);
    for (let i = 0; i < 9; i++) closeTo(fit.bread[i]!, without.bread[i]!, 1e-10, 1e-14);
    const first = leastSquares({ ...base, regressors: [did, sum, other, control] });
    expect(first.dropped).toEqual([{ name: "control", collinearWith: ["sum", "other"] }]);
  });

  test("never the treatment, wherever it is named", () => {
    const twin = { name: "twin", values: did.values.map((v) => 1 - 2 * v), role: "control" as const };
    const fit = leastSquares({ ...base, regressors: [twin, control, did] });
    expect(fit.terms).toEqual(["control", "did"]);
    expect(fit.dropped).toEqual([{ name: "twin", collinearWith: ["did"] }]);
  });

  test("a control that an effect absorbs is named with that effect, or with all", () => {
    const [unit, time] = base.fixedEffects as [Factor, Factor];
    const byUnit = {
      name: "area",
      values: Float64Array.from(unit.codes, (c) => Math.sqrt(c + 0.3)),
      role: "control" as const,
    };
    const bySum = {
      name: "both",
      values: Float64Array.from(unit.codes, (c, i) => Math.sqrt(c) + Math.log(1 + time.codes[i]!)),
      role: "control" as const,
    };
    const constant = {
      name: "one",
      values: new Float64Array(unit.codes.length).fill(3),
      role: "control" as const,
    };
    const fit = leastSquares({ ...base, regressors: [did, byUnit, bySum, constant, control] });
    expect(fit.terms).toEqual(["did", "control"]);
    expect(fit.dropped).toEqual([
      { name: "area", collinearWith: ["unit"] },
      { name: "both", collinearWith: ["unit", "time"] },
      { name: "one", collinearWith: ["(intercept)"] },
    ]);
  });
});

describe("errors", () => {
  function errorOf(action: () => unknown): CeterisError {
    try {
      action();
    } catch (error) {
      if (error instanceof CeterisError) return error;
      throw error;
    }
    throw new Error("nothing was thrown");
  }
  const base = panelModel(12, 5, 7);
  const [unit, time] = base.fixedEffects as [Factor, Factor];
  const treat = (values: Float64Array) => [{ name: "did", values, role: "treatment" as const }];

  test("TREATMENT_ABSORBED by one effect", () => {
    const cell: Factor = { ...unit, name: "province^year" };
    const values = Float64Array.from(unit.codes, (c) => c % 2);
    const error = errorOf(() =>
      leastSquares({ ...base, fixedEffects: [cell, time], regressors: treat(values) }),
    );
    expect(error.code).toBe("TREATMENT_ABSORBED");
    expect(error.message).toBe(
      "treatment “did”: absorbed by province^year: treatment does not vary within province and year. Use fixed effects within which treatment switches on for some and not for others.",
    );
  });

  test("TREATMENT_ABSORBED by two effects together, and a constant one", () => {
    const values = Float64Array.from(unit.codes, (c, i) => (c % 2) + (time.codes[i]! > 2 ? 1 : 0));
    const both = errorOf(() => leastSquares({ ...base, regressors: treat(values) }));
    expect(both.message).toContain("absorbed by unit and time together");
    const constant = errorOf(() =>
      leastSquares({ ...base, regressors: treat(new Float64Array(values.length)) }),
    );
    expect(constant.message).toBe(
      "treatment “did”: treatment does not vary in the sample. Check the treatment column and the rows that were dropped.",
    );
  });

  test("TOO_FEW_ROWS", () => {
    const small = panelModel(3, 2, 0);
    const n = small.outcome.values.length;
    const controls = [6, 7].map((seed) => ({
      name: `x${seed}`,
      values: noise(n, seed),
      role: "control" as const,
    }));
    const error = errorOf(() => leastSquares({ ...small, regressors: controls }));
    expect(error.code).toBe("TOO_FEW_ROWS");
    expect(error.message).toBe(
      "regression: 6 rows leave no degrees of freedom for 6 parameters (2 coefficients and 4 fixed effects). Use more rows, fewer controls or coarser fixed effects.",
    );
  });

  test("VALUE_TOO_LARGE where squares overflow, in outcome or regressor, with and without effects", () => {
    const huge = Float64Array.from(unit.codes, (c, i) => (c % 2 ? 1e307 : -1e307) * (1 + (i % 3)));
    const small = Float64Array.from(unit.codes, (c, i) => ((c * 5 + i * 3) % 7) + 1);
    for (const fixedEffects of [[unit, time], [unit], []]) {
      const outcome = errorOf(() =>
        leastSquares({
          ...base,
          fixedEffects,
          outcome: { name: "y", values: huge },
          regressors: treat(small),
        }),
      );
      expect(outcome.code).toBe("VALUE_TOO_LARGE");
      expect(outcome.message).toBe(
        "regression, column “y”: its values are too large to be squared and summed. Look for codes for missing values, or use a larger unit of measurement.",
      );
      const regressor = errorOf(() => leastSquares({ ...base, fixedEffects, regressors: treat(huge) }));
      expect(regressor.where).toBe("regression, column “did”");
    }
  });

  test("nearlyDropped tells what all but explains a regressor, whatever its unit and the effects", () => {
    const x = noise(unit.codes.length, 3);
    const jitter = noise(unit.codes.length, 4);
    const regressors = [
      ...treat(noise(unit.codes.length, 5)),
      { name: "x", values: x, role: "control" as const },
      { name: "twin", values: x.map((v, i) => 1e6 * (v + 1e-7 * jitter[i]!)), role: "control" as const },
    ];
    for (const fixedEffects of [[unit, time], [unit], []]) {
      const { nearlyDropped, dropped } = leastSquares({ ...base, fixedEffects, regressors });
      expect(dropped).toEqual([]);
      expect(nearlyDropped!.map(({ name, collinearWith }) => [name, collinearWith])).toEqual([
        ["x", ["twin"]],
        ["twin", ["x"]],
      ]);
      for (const { share } of nearlyDropped!) expect(Math.abs(Math.log10(share) + 7)).toBeLessThan(0.5);
    }
  });
});
