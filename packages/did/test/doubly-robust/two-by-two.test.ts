import { CeterisError, randomStream } from "@ceteris/core";
import { binaryModel } from "@ceteris/regression";
import { describe, expect, test } from "vitest";
import { TWO_BY_TWO_METHODS, type TwoByTwo, type TwoByTwoData, twoByTwo } from "../../src/index.ts";
import { nsw, nswCovariates, reference } from "../weighting/nsw.ts";

const plain = { y1: nsw("re78"), y0: nsw("re75"), d: nsw("d"), x: nswCovariates };
const weighted = { ...plain, w: nsw("w") };

function stdError({ influence }: TwoByTwo): number {
  return Math.sqrt(influence.reduce((sum, v) => sum + v * v, 0)) / influence.length;
}

/** Thirty units with two covariates, the second 0/1. */
function smallData(seed = 7, n = 30): Required<TwoByTwoData> {
  const random = randomStream(seed);
  const column = (value: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => value(i));
  const x = column(() => random.uniform() * 2 - 1);
  const z = column(() => (random.uniform() < 0.5 ? 1 : 0));
  const d = column((i) => (random.uniform() < 1 / (1 + Math.exp(-0.6 * x[i]! - 0.4 * z[i]! + 0.3)) ? 1 : 0));
  const y0 = column((i) => x[i]! + random.uniform());
  const y1 = column((i) => y0[i]! + x[i]! + 0.5 * z[i]! + d[i]! + random.uniform());
  const w = column(() => 0.5 + random.uniform());
  return {
    y1,
    y0,
    d,
    w,
    x: [
      { name: "x", values: x },
      { name: "z", values: z },
    ],
  };
}

describe("twoByTwo", () => {
  // The same estimators on the same doubles. DRDID fits the balancing score of the improved estimator to about
  // 1e-8, which its estimate does not feel but each unit's influence does.
  test.each(TWO_BY_TWO_METHODS)("%s: estimate, error and influence of DRDID", (method) => {
    const loose = method === "dr-improved" ? 1e-6 : 1e-10;
    for (const [name, data] of Object.entries({ plain, weighted })) {
      const found = twoByTwo(data, { method });
      const want = reference.doublyRobust[name as "plain" | "weighted"][method]!;
      expect(Math.abs(found.att - want.att)).toBeLessThan(1e-12);
      expect(Math.abs(stdError(found) - want.stdError)).toBeLessThan(loose);
      want.influence.forEach((v, i) => {
        expect(Math.abs(found.influence[i]! - v)).toBeLessThan(loose);
      });
    }
  });

  test.each(TWO_BY_TWO_METHODS)("%s: without covariates the difference of mean changes", (method) => {
    const { y1, y0, d } = smallData();
    const change = (group: number) => {
      const own = [...d.keys()].filter((i) => d[i] === group);
      return own.reduce((sum, i) => sum + y1[i]! - y0[i]!, 0) / own.length;
    };
    expect(twoByTwo({ y1, y0, d }, { method }).att).toBeCloseTo(change(1) - change(0), 13);
  });

  // Brute force: the influence of a unit is the derivative of the estimate by its weight, times n at weights of
  // mean one. The central difference with step h is off by h², and by rounding over h.
  test.each(TWO_BY_TWO_METHODS)("%s: influence is the derivative by a unit's weight", (method) => {
    const data = smallData();
    const n = data.d.length;
    const w = new Float64Array(n).fill(1);
    const { influence } = twoByTwo({ ...data, w }, { method });
    const at = (i: number, h: number) =>
      twoByTwo({ ...data, w: w.map((v, j) => (j === i ? v + h : v)) }, { method }).att;
    for (let i = 0; i < n; i++) {
      const h = 1e-4;
      const slope = (at(i, h) - at(i, -h)) / (2 * h);
      expect(Math.abs(n * slope - influence[i]!)).toBeLessThan(1e-5);
    }
    expect(Math.abs(influence.reduce((a, b) => a + b))).toBeLessThan(1e-9);
  });

  test.each(TWO_BY_TWO_METHODS)(
    "%s: units of measurement, copies and order of covariates change nothing",
    (method) => {
      const data = smallData();
      const base = twoByTwo(data, { method });
      const [x, z] = data.x as [(typeof data.x)[0], (typeof data.x)[0]];
      const other = twoByTwo(
        {
          ...data,
          y1: data.y1.map((v) => 3 + 2 * v),
          y0: data.y0.map((v) => 1 + 2 * v),
          w: data.w.map((v) => 10 * v),
          x: [z, { name: "copy", values: x.values.map((v) => 5 - v / 1000) }, x],
        },
        { method },
      );
      expect(other.att).toBeCloseTo(2 * base.att, 8);
      other.influence.forEach((v, i) => {
        expect(v).toBeCloseTo(2 * base.influence[i]!, 6);
      });
    },
  );

  test("a weight of 2 counts as two units", () => {
    const data = smallData();
    const w = data.d.map((_, i) => 1 + (i % 2));
    const rows = [...data.d.keys()].flatMap((i) => (i % 2 === 1 ? [i, i] : [i]));
    const take = (v: Float64Array) => Float64Array.from(rows, (i) => v[i]!);
    const twice = {
      y1: take(data.y1),
      y0: take(data.y0),
      d: take(data.d),
      x: data.x.map((c) => ({ name: c.name, values: take(c.values) })),
    };
    for (const method of TWO_BY_TWO_METHODS) {
      expect(twoByTwo({ ...data, w }, { method }).att).toBeCloseTo(twoByTwo(twice, { method }).att, 9);
    }
  });

  test("controls with a score at or above the limit are left out, after the score is fitted to all", () => {
    const { y1, y0, d, x } = smallData();
    const { fitted } = binaryModel({
      outcome: d,
      regressors: x.map((c) => ({ ...c, role: "control" as const })),
      link: "logit",
    });
    const mean = (weight: (i: number) => number) => {
      const w = Array.from(d, (_, i) => weight(i));
      return w.reduce((sum, v, i) => sum + v * (y1[i]! - y0[i]!), 0) / w.reduce((sum, v) => sum + v, 0);
    };
    const limit = 0.5;
    const kept = (i: number) => d[i] === 0 && fitted[i]! < limit;
    expect(Array.from(d.keys()).filter((i) => d[i] === 0 && !kept(i)).length).toBeGreaterThan(2);
    const want = mean((i) => d[i]!) - mean((i) => (kept(i) ? fitted[i]! / (1 - fitted[i]!) : 0));
    expect(twoByTwo({ y1, y0, d, x }, { method: "ipw", trim: limit }).att).toBeCloseTo(want, 11);
  });

  test("collinear among the controls only", () => {
    const data = smallData();
    const x = [
      ...data.x,
      { name: "only treated", values: data.d.map((d, i) => (d === 1 && i % 3 === 0 ? 1 : 0)) },
    ];
    expect(() => twoByTwo({ ...data, x }, { method: "reg" })).toThrow(
      /^outcome regression of the controls: the \d+ controls do not identify the coefficients of “x”, “z”, “only treated”, which are collinear among them\. Leave covariates out, or add controls\.$/,
    );
    expect(() => twoByTwo({ ...data, x }, { method: "dr-improved" })).toThrow(
      "score of treatment (balancing): “only treated” is",
    );
  });

  test("a score that separates says so in the covariates' own terms", () => {
    const data = smallData();
    const x = [...data.x, { name: "tells", values: data.d.map((d, i) => 10 * d + (i % 4)) }];
    expect(() => twoByTwo({ ...data, x })).toThrow(
      "score of treatment (logit): “tells” separates the outcomes completely: it is at most 3 in every row with outcome 0 and at least 10 in every other",
    );
  });

  test.each([
    [
      "NOT_FINITE",
      { y1: Float64Array.of(Number.NaN, 1, 2) },
      "“y1” is missing or infinite in row 1. Leave these units out.",
    ],
    [
      "TREATMENT_NOT_BINARY",
      { d: Float64Array.of(0, 2, 1) },
      "d is neither 0 nor 1 in row 2. Code it as 0 and 1.",
    ],
    [
      "WEIGHTS_INVALID",
      { w: Float64Array.of(1, 0, 1) },
      "the weight is not a positive number in row 2. Leave these units out.",
    ],
    [
      "NO_TREATED",
      { d: Float64Array.of(0, 0, 0) },
      "no unit is treated. Check the treatment and the sample.",
    ],
    [
      "NO_UNTREATED",
      { d: Float64Array.of(1, 1, 1) },
      "every unit is treated, so there is nobody to compare with. Add untreated units.",
    ],
  ] as const)("%s", (code, part, text) => {
    const data = {
      y1: Float64Array.of(1, 2, 3),
      y0: Float64Array.of(1, 2, 3),
      d: Float64Array.of(0, 0, 1),
      ...part,
    };
    expect(() => twoByTwo(data)).toThrow(`two-by-two comparison: ${text}`);
    try {
      twoByTwo(data);
    } catch (error) {
      expect(error).toBeInstanceOf(CeterisError);
      expect((error as CeterisError).code).toBe(code);
    }
  });

  test("arrays of different length are a mistake of the caller", () => {
    const data = { y1: Float64Array.of(1, 2), y0: Float64Array.of(1), d: Float64Array.of(0, 1) };
    expect(() => twoByTwo(data)).toThrow("arrays of a two-by-two comparison differ in length");
  });
});

/**
 * The designs of Sant'Anna and Zhao (2020) in small: score and trend each depend on x, and the model of one is
 * given exp(x) instead where it is wrong. The effect is zero.
 */
describe("double robustness (Monte Carlo)", () => {
  const draws = 100;
  const n = 800;

  function meanAtt(
    scoreOf: "x" | "other",
    trendOf: "x" | "other",
    methods: readonly (typeof TWO_BY_TWO_METHODS)[number][],
  ) {
    const sums = methods.map(() => 0);
    const squares = methods.map(() => 0);
    const covered = methods.map(() => 0);
    for (let draw = 0; draw < draws; draw++) {
      const random = randomStream(1000 + draw);
      const normal = () =>
        Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
      const x = Float64Array.from({ length: n }, normal);
      // What the data follow where the model, which has x, is wrong.
      const other = x.map((v) => Math.abs(v + 0.5) - 0.9);
      const index = scoreOf === "x" ? x : other;
      const trend = trendOf === "x" ? x : other;
      const d = index.map((v) => (random.uniform() < 1 / (1 + Math.exp(-0.7 * v)) ? 1 : 0));
      const y0 = x.map((v) => v + normal());
      const y1 = y0.map((v, i) => v + 2 * trend[i]! + normal());
      methods.forEach((method, m) => {
        const found = twoByTwo({ y1, y0, d, x: [{ name: "x", values: x }] }, { method });
        sums[m]! += found.att;
        squares[m]! += found.att ** 2;
        if (Math.abs(found.att) < 1.96 * stdError(found)) covered[m]!++;
      });
    }
    return methods.map((_, m) => {
      const mean = sums[m]! / draws;
      const sd = Math.sqrt((squares[m]! / draws - mean * mean) / draws);
      return { mean, z: mean / sd, coverage: covered[m]! / draws };
    });
  }

  // A mean of 100 draws lies within four of its standard errors with probability 0.9999; coverage of 95% within
  // 0.95 ± 4 × 0.022.
  test("both right: every method is unbiased and covers", () => {
    for (const { z, coverage } of meanAtt("x", "x", TWO_BY_TWO_METHODS)) {
      expect(Math.abs(z)).toBeLessThan(4);
      expect(coverage).toBeGreaterThan(0.87);
    }
  });

  test("wrong trend: dr and ipw are unbiased, reg is not", () => {
    const [dr, improved, ipw, reg] = meanAtt("x", "other", TWO_BY_TWO_METHODS) as [
      Found,
      Found,
      Found,
      Found,
    ];
    for (const { z } of [dr, improved, ipw]) expect(Math.abs(z)).toBeLessThan(4);
    expect(Math.abs(reg.z)).toBeGreaterThan(10);
    expect(reg.coverage).toBeLessThan(0.6);
  });

  test("wrong score: dr and reg are unbiased, ipw is not", () => {
    const [dr, improved, ipw, reg] = meanAtt("other", "x", TWO_BY_TWO_METHODS) as [
      Found,
      Found,
      Found,
      Found,
    ];
    for (const { z } of [dr, improved, reg]) expect(Math.abs(z)).toBeLessThan(4);
    expect(Math.abs(ipw.z)).toBeGreaterThan(6);
    expect(ipw.coverage).toBeLessThan(0.9);
  });

  test("both wrong: nobody is unbiased", () => {
    for (const { z } of meanAtt("other", "other", TWO_BY_TWO_METHODS))
      expect(Math.abs(z)).toBeGreaterThan(10);
  });
});

interface Found {
  readonly mean: number;
  readonly z: number;
  readonly coverage: number;
}
