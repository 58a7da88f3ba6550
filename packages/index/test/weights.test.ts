import { describe, expect, it } from "vitest";
import {
  criticWeights,
  cvWeights,
  entropyWeights,
  equalWeights,
  pcaWeights,
  topsisCloseness,
  weightedSum,
} from "../src/index.ts";
import { correlations, sum } from "../src/moments.ts";

const z = (...values: number[]) => Float64Array.from(values);
const plain = { logCount: 4, zeroColumnsToZero: false };

describe("entropyWeights", () => {
  it("all mass in one row has entropy 0, even mass entropy 1", () => {
    const found = entropyWeights([z(0, 0, 0, 1), z(0.3, 0.3, 0.3, 0.3)], plain);
    expect(found.entropy).toEqual([0, 1]);
    expect(found.weights).toEqual([1, 0]);
  });

  it("mass even over m of n rows has entropy ln m / ln n", () => {
    const found = entropyWeights([z(1, 1, 0, 0), z(1, 1, 1, 0)], plain);
    expect(found.entropy[0]).toBeCloseTo(0.5, 15);
    expect(found.entropy[1]).toBeCloseTo(Math.log(3) / Math.log(4), 15);
  });

  it("keeps its digits where a column is nearly even", () => {
    // d = (x₁² + x₂² + …)/(2 n ln n) to leading order, for deviations x of relative size 1e-7.
    const t = 2 ** -23;
    const found = entropyWeights([z(1 - t, 1 + t, 1 - t, 1 + t), z(0, 1, 0, 1)], plain);
    expect(found.divergence[0]! / (t ** 2 / (2 * Math.log(4)))).toBeCloseTo(1, 12);
  });

  it("joins its series to its closed form smoothly", () => {
    for (const t of [0.0199, 0.0201, -0.0199, -0.0201, 0.9]) {
      const { divergence } = entropyWeights([z(1 + t, 1 - t), z(0, 1)], { ...plain, logCount: 2 });
      const p = [(1 + t) / 2, (1 - t) / 2];
      const direct = 1 + p.reduce((h, v) => h + v * Math.log2(v), 0);
      expect(Math.abs(divergence[0]! - direct)).toBeLessThan(4e-16);
    }
  });
});

describe("other weights", () => {
  it("equal", () => {
    expect(equalWeights([z(1, 2), z(3, 4), z(5, 6), z(0, 1)]).weights).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it("cv in proportion to sd / |mean|", () => {
    // (1, 3): √2/2; (−4, −8): √8/6. Ratio 3 : 2.
    const { weights } = cvWeights([z(1, 3), z(-4, -8)]);
    expect(weights[0]).toBeCloseTo(0.6, 14);
  });

  it("critic: with uncorrelated columns in proportion to sd", () => {
    const { weights } = criticWeights([z(0, 0, 1, 1), z(0, 2, 0, 2), z(0, 3, 3, 0)]);
    [1 / 6, 2 / 6, 3 / 6].forEach((w, j) => {
      expect(weights[j]).toBeCloseTo(w, 14);
    });
  });

  it("critic: a copy of a column conflicts with nothing", () => {
    // r = 1 between the copies, 0 with the third: conflicts 1, 1 and 2.
    const { weights } = criticWeights([z(0, 0, 1, 1), z(0, 0, 1, 1), z(0, 1, 0, 1)]);
    [0.25, 0.25, 0.5].forEach((w, j) => {
      expect(weights[j]).toBeCloseTo(w, 14);
    });
  });

  it("pca of two columns: eigenvalues 1 ± r, loadings √½", () => {
    const columns = [z(0, 1, 2, 3), z(0, 2, 1, 3)];
    const r = correlations(columns)[1]!;
    expect(r).toBeCloseTo(0.8, 14);
    const { weights, loadings, eigenvalues } = pcaWeights(columns);
    expect(eigenvalues[0]).toBeCloseTo(1.8, 14);
    expect(eigenvalues[1]).toBeCloseTo(0.2, 14);
    expect(loadings[0]).toBeCloseTo(Math.SQRT1_2, 14);
    expect(weights[0]).toBeCloseTo(0.5, 14);
  });
});

describe("aggregation", () => {
  const columns = [z(0, 0.25, 1), z(1, 0.5, 0)];
  const weights = [0.8, 0.2];

  it("sums", () => {
    expect([...weightedSum(columns, weights)]).toEqual([0.2, 0.8 * 0.25 + 0.1, 0.8]);
  });

  it("topsis equals distances computed row by row", () => {
    const ideals = [
      { best: 1, worst: 0 },
      { best: 1, worst: 0 },
    ];
    const found = topsisCloseness(columns, weights, ideals);
    for (let i = 0; i < 3; i++) {
      const row = columns.map((c, j) => weights[j]! * c[i]!);
      const plus = Math.hypot(...row.map((v, j) => weights[j]! - v));
      const minus = Math.hypot(...row);
      expect(found[i]).toBeCloseTo(minus / (plus + minus), 15);
    }
  });

  it("compensates sums", () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  });
});
