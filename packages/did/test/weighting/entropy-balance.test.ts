import { CeterisError, invertPositive } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entropyBalance } from "../../src/index.ts";
import { nsw, nswCovariates, weightsDiffer } from "./nsw.ts";

const rowsOf = (range: number, minLength: number, maxLength: number) =>
  fc.array(fc.array(fc.integer({ min: -range, max: range }), { minLength: 3, maxLength: 3 }), {
    minLength,
    maxLength,
  });

/** Controls spread wider than the treated, so that moments can nearly always be met. */
const units = fc
  .record({ treated: rowsOf(100, 2, 6), controls: rowsOf(500, 40, 60) })
  .map(({ treated, controls }) => {
    const rows = [...treated, ...controls];
    return {
      treated: Float64Array.from(rows, (_, i) => (i < treated.length ? 1 : 0)),
      covariates: [0, 1, 2].map((j) => ({ name: `x${j}`, values: Float64Array.from(rows, (r) => r[j]!) })),
    };
  });

function meanOf(x: Float64Array, weights: Float64Array, treated: Float64Array, group: 0 | 1): number {
  let sum = 0;
  let total = 0;
  x.forEach((v, i) => {
    if (treated[i] !== group) return;
    sum += weights[i]! * v;
    total += weights[i]!;
  });
  return sum / total;
}

/** Weights, or null where the moments cannot be met. */
function tryBalance(...[data, options]: Parameters<typeof entropyBalance>): Float64Array | null {
  try {
    return entropyBalance(data, options);
  } catch (error) {
    if (error instanceof CeterisError && error.code === "MOMENTS_INFEASIBLE") return null;
    throw error;
  }
}

describe("entropyBalance", () => {
  const treated = nsw("d");
  const data = { covariates: nswCovariates, treated };

  // WeightIt's optimiser leaves means up to 1e-6 of a standard deviation apart, which moves weights by 1e-5.
  test("has the weights of WeightIt", () => {
    expect(weightsDiffer(entropyBalance(data), "entropy-att")).toBeLessThan(1e-5);
    expect(weightsDiffer(entropyBalance(data, { estimand: "ate" }), "entropy-ate")).toBeLessThan(1e-5);
    expect(weightsDiffer(entropyBalance(data, { moments: 2 }), "entropy-att-2")).toBeLessThan(1e-4);
    const base = nsw("w");
    const beyond = entropyBalance({ ...data, base }).map((w, i) => w / base[i]!);
    expect(weightsDiffer(beyond, "entropy-att-base")).toBeLessThan(1e-5);
  });

  test("meets its moments to 1e-8 of a standard deviation, variances and skewness too", () => {
    for (const moments of [1, 2, 3] as const) {
      const some = nswCovariates.filter(
        ({ name }) => moments < 3 || ["age", "educ", "married"].includes(name),
      );
      const weights = entropyBalance({ treated, covariates: some }, { moments });
      for (const { values } of some) {
        const mean = meanOf(values, weights, treated, 1);
        const binary = values.every((v) => v === 0 || v === 1);
        for (let power = 1; power <= (binary ? 1 : moments); power++) {
          const moment = values.map((v) => (v - mean) ** power);
          const spread = Math.sqrt(
            meanOf(
              moment.map((v) => v * v),
              weights.map(() => 1),
              treated,
              0,
            ),
          );
          const off = meanOf(moment, weights, treated, 0) - meanOf(moment, weights, treated, 1);
          expect(Math.abs(off) / spread).toBeLessThan(1e-8);
        }
      }
    }
  });

  test("one 0/1 covariate: the closed form", () => {
    const weights = entropyBalance({
      covariates: [{ name: "z", values: Float64Array.of(1, 1, 1, 0, 1, 0, 0, 0) }],
      treated: Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0),
    });
    // Three quarters of four treated on the one control with z = 1, a quarter on the three others.
    const want = [1, 1, 1, 1, 3, 1 / 3, 1 / 3, 1 / 3];
    weights.forEach((w, i) => {
      expect(w).toBeCloseTo(want[i]!, 9);
    });
  });

  test("is the closest to the base weights: log(w/q) is linear in the covariates", () => {
    fc.assert(
      fc.property(units, ({ treated: d, covariates }) => {
        const weights = tryBalance({ covariates, treated: d });
        if (!weights) return;
        const at = [...d.keys()].filter((i) => d[i] === 0 && weights[i]! > 1e-12);
        const columns = [at.map(() => 1), ...covariates.map(({ values }) => at.map((i) => values[i]!))];
        const gram = columns.flatMap((a) => columns.map((b) => a.reduce((s, v, i) => s + v * b[i]!, 0)));
        const inverse = invertPositive(gram, 4);
        if (!inverse) return;
        const right = columns.map((a) => a.reduce((s, v, i) => s + v * Math.log(weights[at[i]!]!), 0));
        const c = columns.map((_, a) => right.reduce((s, v, b) => s + inverse[a * 4 + b]! * v, 0));
        at.forEach((row, i) => {
          const fitted = columns.reduce((s, column, a) => s + c[a]! * column[i]!, 0);
          expect(Math.abs(Math.log(weights[row]!) - fitted)).toBeLessThan(1e-6 * (1 + Math.abs(fitted)));
        });
      }),
      { numRuns: 40 },
    );
  });

  test("weights are positive, sum to the treated and balance whatever the units of measurement", () => {
    fc.assert(
      fc.property(units, fc.double({ min: 0.001, max: 1000, noNaN: true }), (some, scale) => {
        const weights = tryBalance(some);
        if (!weights) return;
        const n = some.treated.reduce((a, b) => a + b);
        const ofControls = weights.filter((_, i) => some.treated[i] === 0);
        expect(ofControls.every((w) => w >= 0)).toBe(true);
        expect(ofControls.reduce((a, b) => a + b)).toBeCloseTo(n, 9);
        const other = some.covariates.map((x) => ({ ...x, values: x.values.map((v) => 7 + scale * v) }));
        const again = entropyBalance({ ...some, covariates: other });
        again.forEach((w, i) => {
          expect(Math.abs(w - weights[i]!)).toBeLessThan(1e-7);
        });
      }),
      { numRuns: 40 },
    );
  });

  test("a base weight of 2 counts as two units, and order does not matter", () => {
    const x = Float64Array.of(2, 3, 0, 1, 4, 5);
    const d = Float64Array.of(1, 1, 0, 0, 0, 0);
    const base = Float64Array.of(1, 2, 1, 2, 1, 1);
    const once = entropyBalance({ covariates: [{ name: "x", values: x }], treated: d, base });
    const rows = [0, 1, 1, 2, 3, 3, 4, 5].toReversed();
    const twice = entropyBalance({
      covariates: [{ name: "x", values: Float64Array.from(rows, (i) => x[i]!) }],
      treated: Float64Array.from(rows, (i) => d[i]!),
    });
    rows.forEach((row, i) => {
      expect(twice[i]).toBeCloseTo(once[row]! / base[row]!, 9);
    });
  });

  test("redundant moments do no harm: dummies that sum to one, a copy, a constant", () => {
    const base = { treated: Float64Array.of(1, 1, 0, 0, 0, 0), values: Float64Array.of(1, 0, 1, 1, 0, 0) };
    const z = { name: "z", values: base.values };
    const alone = entropyBalance({ covariates: [z], treated: base.treated });
    const all = entropyBalance({
      covariates: [
        z,
        { name: "not z", values: base.values.map((v) => 1 - v) },
        { name: "copy", values: base.values.map((v) => 3 * v + 2) },
        { name: "constant", values: base.values.map(() => 4) },
      ],
      treated: base.treated,
    });
    all.forEach((w, i) => {
      expect(w).toBeCloseTo(alone[i]!, 12);
    });
  });

  test("a mean outside the controls' range is refused by name", () => {
    const run = () =>
      entropyBalance({
        covariates: [
          { name: "age", values: Float64Array.of(50, 60, 20, 30, 40) },
          { name: "income", values: Float64Array.of(1, 3, 0, 2, 4) },
        ],
        treated: Float64Array.of(1, 1, 0, 0, 0),
      });
    expect(run).toThrow(
      "entropy balancing: “age” is 55 on average in the treated units, but lies between 20 and 40 in the controls. Leave these covariates or moments out, drop units without counterparts, or take the overlap estimand of another method.",
    );
    expect(caught(run)).toMatchObject({ code: "MOMENTS_INFEASIBLE", details: { covariates: ["age"] } });
  });

  test("means that can be met one by one but not together are refused by name", () => {
    const run = () =>
      entropyBalance({
        covariates: [
          { name: "a", values: Float64Array.of(0.9, 0, 1, 0, 1, 0) },
          { name: "noise", values: Float64Array.of(1, 2, 0, 0, 2, 2) },
          { name: "b", values: Float64Array.of(0.9, 0, 0, 1, 0, 1) },
        ],
        treated: Float64Array.of(1, 0, 0, 0, 0, 0),
      });
    expect(run).toThrow(
      "no weights of the controls give the means of the treated units for all of these at once: “a” 0.9, “b” 0.9",
    );
    expect(caught(run)).toMatchObject({ details: { covariates: ["a", "b"] } });
  });

  test("a moment that others fix in the controls must be right for the treated as well", () => {
    const run = () =>
      entropyBalance({
        covariates: [
          { name: "a", values: Float64Array.of(1, 0, 1, 2) },
          { name: "twice", values: Float64Array.of(3, 0, 2, 4) },
        ],
        treated: Float64Array.of(1, 0, 0, 0),
      });
    expect(run).toThrow("for all of these at once: “a” 1, “twice” 3");
  });

  test("in two dimensions it finds weights exactly when the target lies in the hull (brute force)", () => {
    const coordinate = fc.integer({ min: -6, max: 6 });
    const point = fc.tuple(coordinate, coordinate);
    let inside = 0;
    let outside = 0;
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 7 }), point, (points, target) => {
        const side = sideOfHull(points, target);
        if (side === "edge") return;
        side === "inside" ? inside++ : outside++;
        const rows = [target, ...points];
        const weights = tryBalance({
          covariates: [0, 1].map((j) => ({ name: `x${j}`, values: Float64Array.from(rows, (r) => r[j]!) })),
          treated: Float64Array.from(rows, (_, i) => (i === 0 ? 1 : 0)),
        });
        expect(weights === null).toBe(side === "outside");
      }),
      { numRuns: 300, seed: 3 },
    );
    expect(Math.min(inside, outside)).toBeGreaterThan(30);
  });
});

type Point = readonly [number, number];

/** Where a point lies: in a triangle of the points, on a segment of two, or neither. */
function sideOfHull(points: readonly Point[], [x, y]: Point): "inside" | "edge" | "outside" {
  const cross = (a: Point, b: Point) => (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
  const strictly = points.some((a) =>
    points.some((b) =>
      points.some((c) => {
        const signs = [cross(a, b), cross(b, c), cross(c, a)];
        return signs.every((s) => s > 0) || signs.every((s) => s < 0);
      }),
    ),
  );
  if (strictly) return "inside";
  const between = (a: Point, b: Point) =>
    cross(a, b) === 0 &&
    x >= Math.min(a[0], b[0]) &&
    x <= Math.max(a[0], b[0]) &&
    y >= Math.min(a[1], b[1]) &&
    y <= Math.max(a[1], b[1]);
  return points.some((a) => points.some((b) => between(a, b))) ? "edge" : "outside";
}

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
}
