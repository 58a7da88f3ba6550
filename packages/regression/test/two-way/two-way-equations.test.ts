import { codedFactor, type Factor } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectedLevels, leastSquares, twoWayEquations } from "../../src/index.ts";
import { noise } from "../panel-models.ts";

interface Layout {
  readonly first: Factor;
  readonly second: Factor;
  readonly n: number;
}

const coded = (name: string, codes: readonly number[], nLevels: number) =>
  codedFactor(name, Int32Array.from(codes), nLevels, String);

/** Rows where they fall, of which some levels may have none. */
function layout(nFirst: number, nSecond: number, n: number, seed: number): Layout {
  const of = (k: number, from: number) => Array.from(noise(n, from), (v) => Math.floor(v * k));
  return {
    first: coded("first", of(nFirst, seed), nFirst),
    second: coded("second", of(nSecond, seed + 0.5), nSecond),
    n,
  };
}

const sizes = fc.record({
  nFirst: fc.integer({ min: 1, max: 12 }),
  nSecond: fc.integer({ min: 1, max: 12 }),
  n: fc.integer({ min: 1, max: 40 }),
  seed: fc.integer({ min: 1, max: 1000 }),
  weighted: fc.boolean(),
});

/** Weighted sums of values by the levels of a factor. */
function sumsBy(
  { codes, nLevels }: Factor,
  values: Float64Array,
  weights: Float64Array | null,
): Float64Array {
  const out = new Float64Array(nLevels);
  values.forEach((v, i) => {
    out[codes[i]!]! += v * (weights ? weights[i]! : 1);
  });
  return out;
}

/** The largest distance of D′WD (a, b) from (p, q), for the sums p and q of a column. */
function defect({ first, second, n }: Layout, weights: Float64Array | null, column: Float64Array): number {
  const [p, q] = [sumsBy(first, column, weights), sumsBy(second, column, weights)];
  const effects = twoWayEquations(first, second, weights).solve(p, q);
  const fitted = Float64Array.from(
    { length: n },
    (_, i) => effects.first[first.codes[i]!]! + effects.second[second.codes[i]!]!,
  );
  const distances = [
    ...sumsBy(first, fitted, weights).map((v, g) => v - p[g]!),
    ...sumsBy(second, fitted, weights).map((v, t) => v - q[t]!),
  ];
  return Math.max(...distances.map(Math.abs));
}

describe("twoWayEquations", () => {
  it("solves the normal equations, whichever factor is larger", () => {
    fc.assert(
      fc.property(sizes, ({ nFirst, nSecond, n, seed, weighted }) => {
        const weights = weighted ? noise(n, seed + 2).map((v) => v + 0.1) : null;
        expect(defect(layout(nFirst, nSecond, n, seed), weights, noise(n, seed + 1))).toBeLessThan(1e-11);
      }),
    );
  });

  it("iterates where both factors are large", () => {
    const n = 8000;
    const large = layout(1100, 1200, n, 5);
    // Conjugate gradients stop at 1e-12 of the right-hand side.
    expect(defect(large, null, noise(n, 6))).toBeLessThan(1e-9);
    expect(
      defect(
        large,
        noise(n, 7).map((v) => v + 0.1),
        noise(n, 6),
      ),
    ).toBeLessThan(1e-9);
  });

  it("leaves the residuals of least squares, far from zero too", () => {
    fc.assert(
      fc.property(sizes, ({ seed, weighted }) => {
        const { first, second, n } = layout(6, 4, 60, seed);
        const weights = weighted ? noise(n, seed + 2).map((v) => v + 0.1) : undefined;
        const column = noise(n, seed + 1).map((v, i) => 1e6 + v + first.codes[i]!);
        const effects = twoWayEquations(first, second, weights ?? null).fit(column);
        const { residuals } = leastSquares({
          outcome: { name: "y", values: column },
          regressors: [],
          fixedEffects: [first, second],
          weights,
        });
        column.forEach((v, i) => {
          const left = v - effects.first[first.codes[i]!]! - effects.second[second.codes[i]!]!;
          // Doubles near 1e6 are 1e-10 apart.
          expect(Math.abs(left - residuals[i]!)).toBeLessThan(1e-9);
        });
      }),
      { numRuns: 20 },
    );
  });

  it("gives levels without rows no effect", () => {
    const first = coded("first", [0, 0, 2, 2], 4);
    const second = coded("second", [0, 1, 0, 1], 3);
    const effects = twoWayEquations(first, second, null).fit(Float64Array.of(1, 2, 5, 6));
    expect([effects.first[1], effects.first[3], effects.second[2]]).toEqual([0, 0, 0]);
    expect(effects.first[2]! - effects.first[0]!).toBeCloseTo(4, 12);
  });
});

describe("connectedLevels", () => {
  it("joins levels that a row has both of, over any number of steps", () => {
    const first = coded("first", [0, 0, 1, 2, 3], 5);
    const second = coded("second", [0, 1, 1, 2, 2], 4);
    const { first: a, second: b, n } = connectedLevels(first, second);
    expect([a[0], a[1], b[0], b[1]].every((name) => name === a[0])).toBe(true);
    expect([a[2], a[3], b[2]].every((name) => name === a[2])).toBe(true);
    expect(new Set([a[0], a[2], a[4], b[3]]).size).toBe(4);
    expect(n).toBe(4);
  });
});
