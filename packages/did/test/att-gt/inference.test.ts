import { type AttGtResult, normal } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  aggregateEffects,
  attGt,
  honest,
  rebaseEventStudy,
  reviewPretrend,
  uniformBands,
} from "../../src/index.ts";
import { panelOf, staggeredRows } from "./panels.ts";

const STARTS = [0, 2003, 0, 2004, 2003, 0];
const panel = panelOf(staggeredRows(21, STARTS, 90, 5));

describe("the multiplier bootstrap", () => {
  const nDraws = 4000;
  const analytic = attGt(panel, { outcome: "y" });
  const drawn = attGt(panel, { outcome: "y", bootstrap: nDraws, uniform: true });

  /** Of the interquartile range of B normal draws, over the standard deviation: 1.17/√B. */
  const ownError = 1.17 / Math.sqrt(nDraws);

  it("has the analytic errors but for its own", () => {
    drawn.estimates.forEach((row, i) => {
      expect(row.estimate).toBe(analytic.estimates[i]!.estimate);
      const ratio = row.stdError! / analytic.estimates[i]!.stdError!;
      expect(Math.abs(ratio - 1)).toBeGreaterThan(0);
      expect(Math.abs(ratio - 1)).toBeLessThan(4 * ownError);
    });
    expect(drawn.vcov).toEqual(analytic.vcov);
    for (const type of ["simple", "dynamic", "group", "calendar"] as const) {
      const [a, b] = [analytic, drawn].map((effects) => aggregateEffects(effects, { type }));
      [...b!.estimates, b!.overall].forEach((row, i) => {
        const other = [...a!.estimates, a!.overall][i]!;
        expect(row.estimate).toBe(other.estimate);
        expect(Math.abs(row.stdError! / other.stdError! - 1)).toBeLessThan(4 * ownError);
      });
    }
  });

  it("has the joint distribution of the effects: variances and covariances of the draws", () => {
    const { terms, matrix } = analytic.vcov;
    const draws = drawn.draws!.deviations;
    terms.forEach((_, i) => {
      terms.forEach((__, j) => {
        const product = draws[i]!.reduce((sum, v, b) => sum + v * draws[j]![b]!, 0) / nDraws;
        const scale = Math.sqrt(matrix[i]![i]! * matrix[j]![j]!);
        expect(Math.abs(product - matrix[i]![j]!) / scale).toBeLessThan(4 * Math.sqrt(2 / nDraws));
      });
    });
  });

  it("gives the critical value of the largest |t|, near the one by integration", () => {
    const integrated = attGt(panel, { outcome: "y", uniform: true });
    const pointwise = normal.isf(0.025);
    expect(integrated.critical).toBeGreaterThan(pointwise);
    // The signs of 15 units in a cohort are less spread out than a normal distribution: 0.1 lower here.
    expect(drawn.critical!).toBeLessThan(integrated.critical!);
    expect(drawn.critical!).toBeGreaterThan(integrated.critical! - 0.15);
    const draws = drawn.draws!.deviations;
    const largest = draws[0]!.map((_, b) =>
      Math.max(...drawn.estimates.map((row, k) => Math.abs(draws[k]![b]!) / row.stdError!)),
    );
    expect(largest.filter((t) => t <= drawn.critical!)).toHaveLength(0.95 * nDraws);
    for (const row of integrated.estimates) {
      expect(row.confHigh! - row.estimate!).toBeCloseTo(integrated.critical! * row.stdError!, 12);
    }
    expect(analytic.critical).toBeNull();
    const path = aggregateEffects(attGt(panel, { outcome: "y" }), { type: "dynamic" });
    const bands = uniformBands(path)!;
    const own = aggregateEffects(integrated, { type: "dynamic" });
    expect(own.critical).toBeCloseTo(bands.critical, 6);
    expect(own.overall.confHigh! - own.overall.estimate!).toBeCloseTo(pointwise * own.overall.stdError!, 12);
  });

  it("draws the same again by its seed, and otherwise by another", () => {
    const of = (seed: number, bootstrap = 40) =>
      attGt(panel, { outcome: "y", bootstrap, seed }).draws!.deviations;
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(4));
    // A draw has a stream of its own: more of them leave it as it is.
    expect(of(3, 50).map((draws) => draws.slice(0, 40))).toEqual(of(3));
  });

  it("gives clusters one sign each", () => {
    const rows = staggeredRows(21, STARTS, 90, 5);
    const clustered = panelOf(rows, { c: rows.id.map((id) => id % 15) });
    const options = { outcome: "y", covariance: { type: "cluster", by: ["c"] } } as const;
    const { stdError } = aggregateEffects(attGt(clustered, options), { type: "simple" }).overall;
    const boot = aggregateEffects(attGt(clustered, { ...options, bootstrap: nDraws }), {
      type: "simple",
    }).overall;
    // With 15 clusters the draws are not quite normal.
    expect(Math.abs(boot.stdError! / stdError! - 1)).toBeLessThan(0.1);
    expect(stdError).not.toBeCloseTo(
      aggregateEffects(attGt(clustered, { outcome: "y" })).overall.stdError!,
      4,
    );
  });
});

describe("aggregateEffects", () => {
  it("works on a result that was stored and read again", () => {
    const effects = attGt(panel, { outcome: "y", bootstrap: 20 });
    const read = JSON.parse(JSON.stringify(effects)) as AttGtResult;
    for (const type of ["simple", "dynamic", "group", "calendar"] as const) {
      expect(JSON.stringify(aggregateEffects(read, { type }))).toBe(
        JSON.stringify(aggregateEffects(effects, { type })),
      );
    }
  });

  it("yields an event study that the review of pre-trends and honest take, from a universal base", () => {
    const path = aggregateEffects(attGt(panel, { outcome: "y", base: "universal", bootstrap: 200 }), {
      type: "dynamic",
    });
    expect(path.estimates.map((row) => row.eventTime)).toEqual([-3, -2, -1, 0, 1, 2]);
    path.vcov.terms.forEach((term, i) => {
      const row = path.estimates.find((r) => r.term === term)!;
      expect(Math.sqrt(path.vcov.matrix[i]![i]!)).toBeCloseTo(row.stdError!, 12);
    });
    expect(reviewPretrend(path)?.power).not.toBeNull();
    const { original, spec } = honest(path, { type: "smoothness", m: [0] });
    const first = path.estimates.find((row) => row.eventTime === 0)!;
    expect(original.confLow).toBeCloseTo(first.confLow!, 12);
    expect([spec.method, spec.estimationMethod]).toEqual(["flci", "dr"]);
  });

  it("cannot be re-based from a varying base, which honest needs", () => {
    const path = aggregateEffects(attGt(panel, { outcome: "y" }), { type: "dynamic" });
    expect(path.estimates.some((row) => row.reference)).toBe(false);
    expect(() => rebaseEventStudy(path, -1)).toThrow(
      "base: its effects are measured from no common base. Estimate the event study again with this base.",
    );
    expect(() => honest(path)).toThrow("no common base");
  });

  it("leaves periods of anticipation out of the joint test", () => {
    const effects = attGt(panel, { outcome: "y", anticipation: 1, base: "universal" });
    expect(effects.estimates.filter((row) => row.reference).map((row) => row.eventTime)).toEqual([-2, -2]);
    const before = effects.estimates.filter((row) => row.eventTime < -1 && !row.reference);
    expect(effects.pretrend?.dof1).toBe(before.length);
    expect(aggregateEffects(effects, { type: "dynamic" }).pretrend?.dof1).toBe(1);
  });
});

describe("coverage", () => {
  it("is near its level in samples of 80 units", () => {
    const runs = 200;
    let covered = 0;
    for (let run = 1; run <= runs; run++) {
      const own = panelOf(staggeredRows(7919 * run, STARTS, 80, 4));
      const { overall } = aggregateEffects(attGt(own, { outcome: "y" }), { type: "simple" });
      // Cohort 2003 is seen at event times 0 and 1, cohort 2004 at 0, with 27 and 13 units of 80.
      const truth = (27 * (0.3 + 0.4) + 13 * 0.3) / (2 * 27 + 13);
      if (overall.confLow! <= truth && truth <= overall.confHigh!) covered++;
    }
    // Four standard errors of a share of 200, and a little for the finite sample.
    expect(covered / runs).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / runs));
    expect(covered).toBeLessThan(runs);
  });
});
