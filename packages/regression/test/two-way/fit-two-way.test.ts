import { type Factor, fromColumns, getColumn, makeFactor } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cluster, hc1, iid, type LinearModel, leastSquares } from "../../src/index.ts";
import { fitTwoWay } from "../../src/two-way/fit-two-way.ts";
import { closeTo } from "../close-to.ts";

const factor = (name: string, values: readonly number[]): Factor =>
  makeFactor(name, getColumn(fromColumns({ [name]: values }), name));

interface Panel {
  readonly model: LinearModel;
  readonly unit: Factor;
  readonly region: Factor;
}

/** A random panel sorted by unit: holes, weights, a level and a trend as large as asked. */
function panel(seed: number, level: number, weighted: boolean): Panel {
  let state = seed * 2654435761 + 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const rows: [number, number][] = [];
  for (let u = 0; u < 25; u++) for (let t = 0; t < 7; t++) if (t < 2 || uniform() < 0.85) rows.push([u, t]);
  const draw = () => Float64Array.from(rows, uniform);
  const x = draw().map((v, i) => v + level * Math.sin(rows[i]![0]) + rows[i]![1]);
  const d = Float64Array.from(rows, ([u, t]) => (u % 3 === 0 && t > 2 + (u % 2) ? 1 : 0));
  const y = draw().map((v, i) => v + level * Math.cos(rows[i]![0]) + 0.5 * d[i]! - x[i]! + rows[i]![1] ** 2);
  const unit = factor(
    "unit",
    rows.map((r) => r[0]),
  );
  return {
    unit,
    region: factor(
      "region",
      rows.map((r) => Math.floor(r[0] / 5)),
    ),
    model: {
      outcome: { name: "y", values: y },
      regressors: [
        { name: "d", values: d, role: "treatment" },
        { name: "x", values: x, role: "control" },
      ],
      fixedEffects: [
        unit,
        factor(
          "time",
          rows.map((r) => r[1]),
        ),
      ],
      weights: weighted ? draw().map((v) => v + 0.1) : undefined,
    },
  };
}

/** The general way: the effects named in the other order of size would not do, so a third, empty one is added. */
function general(model: LinearModel): LinearModel {
  const one = factor(
    "one",
    Array.from(model.outcome.values, () => 1),
  );
  return { ...model, fixedEffects: [...model.fixedEffects, one] };
}

describe("fitTwoWay", () => {
  it("gives what the general way gives: coefficients, residuals, covariances", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.constantFrom(0, 1, 100),
        fc.boolean(),
        (seed, level, weighted) => {
          const { model, unit, region } = panel(seed, level, weighted);
          const fast = fitTwoWay(model, model.fixedEffects, [0, 1]);
          const slow = leastSquares(general(model));
          expect(fast).not.toBeNull();
          expect(slow.absorption.method).not.toBe("sums");
          expect(fast!.nEffects).toBe(slow.nEffects);
          for (let j = 0; j < 2; j++) closeTo(fast!.coefficients[j]!, slow.coefficients[j]!, 1e-10, 1e-12);
          closeTo(fast!.rss, slow.rss, 1e-10);
          closeTo(fast!.tss, slow.tss, 1e-11);
          closeTo(fast!.tssWithin, slow.tssWithin, 1e-10);
          for (let i = 0; i < fast!.nObs; i++) closeTo(fast!.residuals[i]!, slow.residuals[i]!, 0, 1e-9);
          for (const make of [iid, hc1, () => cluster({ by: [unit] }), () => cluster({ by: [region] })]) {
            const [a, b] = [make().estimate(fast!).matrix, make().estimate(slow).matrix];
            const scale = Math.max(b[0]!, b[3]!);
            for (let i = 0; i < a.length; i++) closeTo(a[i]!, b[i]!, 1e-9, 1e-9 * scale);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("clusters across groups from the residuals themselves", () => {
    const { model } = panel(7, 1, false);
    const time = model.fixedEffects[1]!;
    const [fast, slow] = [leastSquares(model), leastSquares(general(model))];
    expect(fast.absorption.method).toBe("sums");
    const [a, b] = [fast, slow].map((fit) => cluster({ by: [time] }).estimate(fit).matrix);
    for (let i = 0; i < a!.length; i++) closeTo(a![i]!, b![i]!, 1e-10);
  });

  it("counts a row twice when its weight is 2", () => {
    const { model } = panel(11, 1, false);
    const n = model.outcome.values.length;
    const twice = (values: Float64Array) => Float64Array.from({ length: 2 * n }, (_, i) => values[i >> 1]!);
    const doubled: LinearModel = {
      outcome: { name: "y", values: twice(model.outcome.values) },
      regressors: model.regressors.map((r) => ({ ...r, values: twice(r.values) })),
      fixedEffects: model.fixedEffects.map((f) => ({
        ...f,
        codes: Int32Array.from({ length: 2 * n }, (_, i) => f.codes[i >> 1]!),
      })),
    };
    const weighted = { ...model, weights: new Float64Array(n).fill(2) };
    const [a, b] = [leastSquares(doubled), leastSquares(weighted)];
    expect([a.absorption.method, b.absorption.method]).toEqual(["sums", "sums"]);
    closeTo(a.coefficients[0]!, b.coefficients[0]!, 1e-11);
    closeTo(a.rss, b.rss, 1e-11);
  });

  it.each([
    ["collinear controls", (x: Float64Array) => x.slice()],
    ["nearly collinear controls", (x: Float64Array) => x.map((v, i) => v + 1e-7 * Math.sin(i * i))],
    ["a control that units explain", (_: Float64Array, unit: Factor) => Float64Array.from(unit.codes)],
    [
      "a control that units nearly explain",
      (_: Float64Array, unit: Factor) => Float64Array.from(unit.codes, (u, i) => u + 1e-6 * Math.sin(i * i)),
    ],
  ])("leaves %s to the general way", (_, make) => {
    const { model, unit } = panel(3, 1, false);
    const more = { name: "z", values: make(model.regressors[1]!.values, unit), role: "control" as const };
    const wider = { ...model, regressors: [...model.regressors, more] };
    expect(fitTwoWay(wider, wider.fixedEffects, [0, 1, 2])).toBeNull();
  });

  it.each([
    [1e3, "sums", 1e-11],
    [1e6, "schur", 1e-8],
  ])("keeps the digits of columns at %d", (level, method, tolerance) => {
    const { model } = panel(5, 1, false);
    const far = (values: Float64Array) => values.map((v) => level + v);
    const moved: LinearModel = {
      ...model,
      outcome: { name: "y", values: far(model.outcome.values) },
      regressors: model.regressors.map((r) => ({ ...r, values: far(r.values) })),
    };
    const [near, away] = [leastSquares(model), leastSquares(moved)];
    expect(away.absorption.method).toBe(method);
    for (let j = 0; j < 2; j++) closeTo(away.coefficients[j]!, near.coefficients[j]!, tolerance);
  });
});
