import { readFileSync } from "node:fs";
import { definePanel, fromColumns } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { twfe, twfeWeights } from "../../src/index.ts";
import { robustness } from "../../src/twfe-weights/robustness.ts";
import { close } from "../fixtures.ts";
import { readCsv } from "../read-csv.ts";
import { smallPanel } from "../small-panel.ts";

interface Summary {
  readonly beta: number;
  readonly nNegative: number;
  readonly nPositive: number;
  readonly sumNegative: number;
  readonly sumPositive: number;
  readonly sigma: number;
  readonly sigmaOpposite: number;
  readonly nCells: number;
}

/** Figures of R TwoWayFEWeights, written by fixtures/bacon.R. */
const fixture: Readonly<Record<string, Summary>> = JSON.parse(
  readFileSync(new URL("../fixtures/bacon.json", import.meta.url), "utf8"),
).weights;

const panel = definePanel(readCsv("fixtures/bacon.csv"), {
  unit: "unit",
  time: "time",
  treatment: { cohort: "cohort" },
});
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

describe("twfeWeights", () => {
  it.each([
    ["plain", {}],
    ["controls", { controls: ["x"] }],
    ["weighted", { controls: ["x"], weights: "w" }],
  ] as const)("equals R TwoWayFEWeights: %s", (name, options) => {
    const got = twfeWeights(panel, { outcome: "y", ...options });
    const want = fixture[name]!;
    const close8 = (a: number | null, b: number) => close(a, b, 1e-8);
    close8(got.estimate, want.beta);
    close8(got.sumNegative, want.sumNegative);
    close8(got.sumPositive, want.sumPositive);
    expect([got.nTreatedRows, got.nNegative]).toEqual([want.nCells, want.nNegative]);
    close8(got.shareNegative, want.nNegative / want.nCells);
    // R divides the variance of the weights by n − 1, the paper by n.
    close8(got.sigma, want.sigma * Math.sqrt(want.nCells / (want.nCells - 1)));
    close8(got.sigmaOpposite, want.sigmaOpposite);
  });

  it("weighs effects so that they add up to what they change in the estimate, with controls and weights", () => {
    fc.assert(
      fc.property(smallPanel(), fc.boolean(), (raw, weighted) => {
        const effect = raw.t.map((t, i) => (raw.g[i]! > 0 && t >= raw.g[i]! ? Math.sin(7 * i) : 0));
        const table = fromColumns({ ...raw, moved: raw.y.map((y, i) => y + effect[i]!) });
        const own = definePanel(table, { unit: "id", time: "t", treatment: { cohort: "g" } });
        const options = { controls: ["x"], weights: weighted ? "w" : null };
        const { weights } = twfeWeights(own, { outcome: "y", ...options });
        const effectOf = new Map(raw.t.map((t, i) => [`${raw.id[i]} ${t}`, effect[i]!]));
        const b = (outcome: string) => twfe(own, { outcome, ...options }).estimates[0]!.estimate!;
        close(sum(weights.map((row) => row.weight)), 1, 1e-10);
        close(
          sum(weights.map((row) => row.weight * effectOf.get(`${row.unit} ${row.time}`)!)),
          b("moved") - b("y"),
          1e-8,
          1e-9,
        );
      }),
      { numRuns: 60 },
    );
  });

  it("gives all rows of a common start on a balanced panel the same weight, and then no ratio", () => {
    const columns = { id: [1, 1, 1, 2, 2, 2], t: [1, 2, 3, 1, 2, 3], d: [0, 1, 1, 0, 0, 0] };
    const common = definePanel(fromColumns({ ...columns, y: [1, 4, 6, 1, 3, 2] }), {
      unit: "id",
      time: "t",
      treatment: { treat: "d" },
    });
    const result = twfeWeights(common, { outcome: "y" });
    expect(result).toMatchObject({ nNegative: 0, shareNegative: 0, sumNegative: 0 });
    expect(result).toMatchObject({ sigma: null, sigmaOpposite: null });
    for (const { weight } of result.weights) expect(weight).toBeCloseTo(0.5, 14);
    expect(result.weights.map((row) => `${row.unit} ${row.time}`)).toEqual(["1 2", "1 3"]);
  });

  it("needs no outcome for the weights; the result is frozen, plain JSON", () => {
    const bare = twfeWeights(panel);
    expect(bare).toMatchObject({ estimate: null, sigma: null, sigmaOpposite: null });
    expect(bare.weights).toEqual(twfeWeights(panel, { outcome: "y" }).weights);
    expect(bare.spec).toMatchObject({ outcome: null, controls: [], weights: null });
    expect(JSON.parse(JSON.stringify(bare))).toEqual(bare);
    expect(Object.isFrozen(bare.weights[0])).toBe(true);
  });

  it("refuses treatment that the controls explain", () => {
    const columns = { id: [1, 1, 1, 2, 2, 2], t: [1, 2, 3, 1, 2, 3], d: [0, 1, 1, 0, 0, 0] };
    const table = fromColumns({ ...columns, twin: columns.d });
    const own = definePanel(table, { unit: "id", time: "t", treatment: { treat: "d" } });
    expect(() => twfeWeights(own, { controls: ["twin"] })).toThrow(
      "treatment is explained by id, t, twin in the rows used. Leave out controls that tell who is treated when, or check which rows lack a value.",
    );
  });
});

describe("robustness", () => {
  /** Standard deviation across treated rows. */
  const spread = (shares: ArrayLike<number>, effects: readonly number[]) => {
    const mean = sum(effects.map((e, i) => shares[i]! * e));
    return Math.sqrt(sum(effects.map((e, i) => shares[i]! * (e - mean) ** 2)));
  };

  it("is the least spread of effects that gives the estimate with a mean of zero", () => {
    const shares = Float64Array.of(0.2, 0.3, 0.5);
    const weights = Float64Array.of(0.6, -0.1, 0.5);
    const { sigma } = robustness(2, shares, weights);
    // The minimiser is proportional to the relative weight less one.
    const relative = weights.map((w, i) => w / shares[i]! - 1);
    const scale = 2 / sum(weights.map((w, i) => w * relative[i]!));
    const effects = [...relative].map((r) => scale * r);
    expect(sum(effects.map((e, i) => shares[i]! * e))).toBeCloseTo(0, 12);
    expect(sigma).toBeCloseTo(spread(shares, effects), 12);
  });

  it("is no more than the spread of any effects of the opposite sign, and some come near", () => {
    const shares = Float64Array.of(0.25, 0.25, 0.2, 0.3);
    const weights = Float64Array.of(0.9, 0.5, -0.15, -0.25);
    const { sigmaOpposite } = robustness(1, shares, weights);
    let least = Number.POSITIVE_INFINITY;
    // Effects at most zero on a grid; the last is what makes the weighted sum 1.
    for (let a = 0; a <= 2; a += 0.05) {
      for (let b = 0; b <= 2; b += 0.05) {
        for (let c = 0; c <= 8; c += 0.05) {
          const rest = (1 + 0.9 * a + 0.5 * b - 0.15 * c) / 0.25;
          if (rest < 0) continue;
          least = Math.min(least, spread(shares, [-a, -b, -c, -rest]));
        }
      }
    }
    expect(least).toBeGreaterThanOrEqual(sigmaOpposite! - 1e-12);
    expect(least).toBeLessThan(1.001 * sigmaOpposite!);
  });

  it("has no second ratio without a negative weight or with an estimate of zero", () => {
    const shares = Float64Array.of(0.5, 0.5);
    expect(robustness(1, shares, Float64Array.of(0.4, 0.6)).sigmaOpposite).toBeNull();
    expect(robustness(0, shares, Float64Array.of(1.2, -0.2))).toEqual({ sigma: 0, sigmaOpposite: null });
  });
});
