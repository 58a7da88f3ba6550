import { codedFactor, type Factor, randomStream } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  cluster,
  leastSquares,
  type WildDraws,
  type WildDrawsOptions,
  wildDraws,
  wildInterval,
  wildPValue,
  wildStatistics,
} from "../../src/index.ts";

function named(name: string, codes: readonly number[]): Factor {
  return codedFactor(name, Int32Array.from(codes), Math.max(...codes) + 1, String);
}

/** Clusters of one row each: y = x·β + error without effects or intercept. */
function plain(x: readonly number[], y: readonly number[]) {
  const by = named(
    "row",
    x.map((_, i) => i),
  );
  const fit = leastSquares({
    outcome: { name: "y", values: Float64Array.from(y) },
    regressors: [{ name: "x", values: Float64Array.from(x), role: "treatment" }],
    fixedEffects: [],
    intercept: false,
  });
  return { fit, by };
}

/** A panel with unit and time effects in which half of the clusters are treated half of the time. */
function panel(clusters: number, seed: number, effect = 0, treated = Math.floor(clusters / 2)) {
  const stream = randomStream(seed);
  const rows = Array.from({ length: clusters * 6 }, (_, i) => ({ u: Math.floor(i / 6), t: i % 6 }));
  const walk = Array.from({ length: clusters }, () => stream.normal());
  const status = rows.map(({ u, t }) => (u < treated && t >= 3 ? 1 : 0));
  const y = rows.map(({ u, t }, i) => {
    if (t > 0) walk[u]! += stream.normal();
    return walk[u]! + effect * status[i]! + 0.1 * t;
  });
  const unit = named(
    "unit",
    rows.map((r) => r.u),
  );
  const time = named(
    "time",
    rows.map((r) => r.t),
  );
  const fit = leastSquares({
    outcome: { name: "y", values: Float64Array.from(y) },
    regressors: [{ name: "did", values: Float64Array.from(status), role: "treatment" }],
    fixedEffects: [unit, time],
  });
  return { fit, by: unit };
}

const draw = ({ fit, by }: ReturnType<typeof panel>, more: Partial<WildDrawsOptions> = {}) =>
  wildDraws(fit, { term: fit.terms[0]!, by, ...more });

describe("a case worked by hand", () => {
  // With x = 1 and the null β = 0 imposed, residuals are y, a draw's estimate is the mean of v·y and
  // its variance Σ (v·y − mean)²/36.
  const y = [3, 1, 2, -1, 4, 2];
  const design = plain([1, 1, 1, 1, 1, 1], y);
  const draws = draw(design, { draws: 64, weights: "rademacher" });

  const statistics = Array.from({ length: 64 }, (_, b) => {
    const drawn = y.map((value, g) => ((b >> g) & 1 ? -value : value));
    const mean = drawn.reduce((a, c) => a + c, 0) / 6;
    return mean / Math.sqrt(drawn.reduce((a, c) => a + (c - mean) ** 2, 0) / 36);
  });

  it("uses each of the 64 draws once", () => {
    expect(draws).toMatchObject({ nDraws: 64, enumerated: true, nClusters: 6 });
    expect(draws.estimate).toBeCloseTo(11 / 6, 14);
    wildStatistics(draws, 0).forEach((t, b) => {
      expect(t).toBeCloseTo(statistics[b]!, 12);
    });
  });

  it("has the p-value counted by hand: of |Σ ±y| as large as 11", () => {
    // t grows with |Σ ±y| when Σ y² is fixed. 13 = all but −1 turned; 11 = the data, or −1 and one 1 turned:
    // sums of 13 − 2·(numbers turned): at least 11 needs none turned or the 1s alone, one at a time.
    expect(wildPValue(draws, 0)).toBe(6 / 64);
    expect(wildPValue(draws, 0, "equal-tailed")).toBe(6 / 64);
  });

  it("needs one draw more than half as many to fall back on chance", () => {
    expect(draw(design, { draws: 63, weights: "rademacher" })).toMatchObject({
      nDraws: 63,
      enumerated: false,
    });
    expect(draw(design, { draws: 9999 })).toMatchObject({ nDraws: 9999, enumerated: false, weights: "webb" });
  });
});

describe("the interval", () => {
  const variants: [string, Partial<WildDrawsOptions>][] = [
    ["enumerated", { weights: "rademacher", draws: 5000 }],
    ["webb", { weights: "webb", draws: 999 }],
    ["mammen", { weights: "mammen", draws: 999 }],
    ["null not imposed", { imposeNull: false, draws: 999 }],
  ];
  it.each(variants)("ends where the p-value crosses 5%%: %s", (_, more) => {
    for (const tails of ["symmetric", "equal-tailed"] as const) {
      const draws = draw(panel(12, 3, 1.5), more);
      const { confLow, confHigh } = wildInterval(draws, 0.95, tails);
      const width = confHigh! - confLow!;
      for (const [end, outward] of [
        [confLow!, -1],
        [confHigh!, 1],
      ] as const) {
        expect(wildPValue(draws, end - outward * 1e-6 * width, tails)).toBeGreaterThan(0.05);
        expect(wildPValue(draws, end + outward * 1e-6 * width, tails)).toBeLessThanOrEqual(0.05 + 1e-12);
      }
      expect(confLow).toBeLessThan(draws.estimate);
      expect(confHigh).toBeGreaterThan(draws.estimate);
    }
  });

  it("without the null imposed is the estimate ± a quantile of |t| standard errors", () => {
    const draws = draw(panel(14, 8), { imposeNull: false, draws: 999 });
    const sorted = wildStatistics(draws, 0).map(Math.abs).sort();
    // p > 5% while more than 49.95 of 999 draws are at least as large: 50 of them.
    const half = sorted[999 - 50]! * Math.sqrt(draws.variance);
    const { confLow, confHigh } = wildInterval(draws, 0.95);
    expect(confLow!).toBeCloseTo(draws.estimate - half, 8);
    expect(confHigh!).toBeCloseTo(draws.estimate + half, 8);
  });

  it("has no ends where even far values are not rejected", () => {
    const five = draw(panel(5, 2), { weights: "rademacher" });
    expect(five.nDraws).toBe(32);
    // The data and their mirror image are 2 of 32 draws, more than 5%.
    expect(wildInterval(five, 0.95)).toEqual({ confLow: null, confHigh: null });
    expect(wildInterval(five, 0.9).confLow).not.toBeNull();
  });

  it("is far too wide with one treated cluster, and far too narrow when the null is not imposed", () => {
    // MacKinnon and Webb (2018).
    const width = (more: Partial<WildDrawsOptions>) => {
      const { confLow, confHigh } = wildInterval(draw(panel(13, 2, 0, 1), more), 0.95);
      return confHigh! - confLow!;
    };
    expect(width({}) / width({ imposeNull: false })).toBeGreaterThan(3);
  });

  it("moves with the outcome and turns with its sign", () => {
    const { fit, by } = panel(13, 4, 0.5);
    const again = (scale: number): WildDraws =>
      wildDraws(
        {
          ...fit,
          coefficients: fit.coefficients.map((c) => scale * c),
          residuals: fit.residuals.map((e) => scale * e),
        },
        { term: "did", by },
      );
    const { confLow, confHigh } = wildInterval(again(1), 0.95);
    const turned = wildInterval(again(-3), 0.95);
    expect(turned.confLow!).toBeCloseTo(-3 * confHigh!, 8);
    expect(turned.confHigh!).toBeCloseTo(-3 * confLow!, 8);
  });
});

describe("draws", () => {
  it("are the same for the same seed, others for another", () => {
    const one = draw(panel(15, 6), { draws: 3000 });
    expect(draw(panel(15, 6), { draws: 3000 })).toEqual(one);
    expect(draw(panel(15, 6), { draws: 3000, seed: 2 }).numerators).not.toEqual(one.numerators);
    // The first draws of many are the draws of few.
    expect(draw(panel(15, 6), { draws: 1500 }).numerators).toEqual(one.numerators.slice(0, 1500));
  });

  it("have the actual statistic of the clustered covariance", () => {
    const { fit, by } = panel(15, 6);
    const draws = draw({ fit, by }, { draws: 9 });
    const { matrix } = cluster({ by: [by], smallSample: "none" }).estimate(fit);
    expect(draws.variance / matrix[0]!).toBeCloseTo(1, 12);
  });

  it("take Webb's weights below 12 clusters", () => {
    expect(draw(panel(11, 1), { draws: 9 }).weights).toBe("webb");
    expect(draw(panel(12, 1), { draws: 9 }).weights).toBe("rademacher");
  });

  it("reject a true null about as often as they say, with 12 clusters", () => {
    // t with 11 degrees of freedom over-rejects or under-rejects with the errors; here 400 panels, 399 draws.
    const panels = 400;
    let rejected = 0;
    for (let i = 0; i < panels; i++) {
      if (wildPValue(draw(panel(12, 1000 + i), { draws: 399 }), 0) <= 0.05) rejected++;
    }
    // 5% ± 3 standard errors of a share of 400.
    expect(rejected / panels).toBeGreaterThan(0.05 - 3 * 0.0109);
    expect(rejected / panels).toBeLessThan(0.05 + 3 * 0.0109);
  });
});

describe("what cannot be drawn", () => {
  it("says so", () => {
    const base = panel(6, 1);
    expect(() => draw(base, { draws: 0 })).toThrow(
      "draws: 0 is not a whole number above zero. Give a number such as 9999.",
    );
    expect(() => draw(base, { weights: "normal" as never })).toThrow(
      "wildWeights: “normal” is not known. Give one of rademacher, webb, mammen.",
    );
    expect(() => draw(base, { by: { ...base.by, codes: base.by.codes.map(() => 0) } })).toThrow(
      "cluster “unit”: all rows are in one cluster (0).",
    );
    expect(() => draw(base, { term: "x" })).toThrow(RangeError);
  });

  it("refuses too many levels across clusters", () => {
    const n = 3000;
    const stream = randomStream(1);
    const column = () => Float64Array.from({ length: n }, () => stream.normal());
    const fit = leastSquares({
      outcome: { name: "y", values: column() },
      regressors: [{ name: "did", values: column(), role: "treatment" }],
      fixedEffects: [
        named(
          "firm",
          Array.from({ length: n }, (_, i) => i % 1100),
        ),
      ],
    });
    const by = named(
      "city",
      Array.from({ length: n }, (_, i) => Math.floor(i / 100)),
    );
    expect(() => wildDraws(fit, { term: "did", by, draws: 9 })).toThrow(
      "clusters of “city”: the fixed effects that are not nested in them (firm) have 1100 levels, more than 1024. Cluster at a level that contains the larger fixed effects, or use coarser ones.",
    );
  });
});
