import { definePanel, fromColumns, type Panel } from "@ceteris/core";
import { describe, expect, test } from "vitest";
import { matchScores, type PsmDidOptions, psmDid } from "../../src/index.ts";
import { weightBins } from "../../src/matching/audit/weight-bins.ts";
import { bruteRadius, weightsOf } from "./brute-force.ts";
import { CASTLE_CONTROLS, castlePanel } from "./castle.ts";

const panel = castlePanel();
const base = { outcome: "l_homicide", controls: CASTLE_CONTROLS } as const;
const run = (options: Partial<PsmDidOptions>, on: Panel = panel) => psmDid(on, { ...base, ...options });

describe("weights of the controls", () => {
  test("effective number, largest weight and share of the heaviest tenth, by hand", () => {
    // Of 21 treated states, matched one to one with replacement: weights are how often a control serves.
    const { audit, matching } = run({ match: "nearest" });
    const counts = audit.weightBins.flatMap((bin) =>
      Array.from({ length: bin.count }, () => (bin.low + bin.high) / 2),
    );
    const sum = counts.reduce((a, b) => a + b, 0);
    expect(sum).toBe(matching.onSupport);
    expect(counts.length).toBe(matching.nMatchedControls);
    expect(audit.effectiveControls).toBeCloseTo(sum ** 2 / counts.reduce((a, b) => a + b * b, 0), 12);
    expect(audit.largestWeight).toBe(Math.max(...counts));
    expect(audit.topTenthShare).toBeCloseTo(Math.max(...counts) / sum, 12);
  });

  test("equal weights are worth their number", () => {
    const { audit, matching } = run({ match: "radius", caliper: 1 });
    expect(audit.effectiveControls).toBeCloseTo(matching.nControls, 9);
    expect(audit.overlapAfter).toBeCloseTo(audit.overlapBefore, 12);
  });

  test("bins hold every weight once, the largest in the last", () => {
    const weights = [0.125, 0.25, 0.25, 1.3, 2.5];
    const bins = weightBins(weights);
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(5);
    expect(bins.at(-1)).toEqual({ low: 2.375, high: 2.5, count: 1 });
    expect(weightBins([1, 1, 3])).toEqual([
      { low: 0.5, high: 1.5, count: 2 },
      { low: 1.5, high: 2.5, count: 0 },
      { low: 2.5, high: 3.5, count: 1 },
    ]);
  });
});

describe("partners over time", () => {
  // Treated T; its nearest control by x is A in periods 1 and 2, B in period 3, A again in period 4.
  const x: Readonly<Record<string, readonly number[]>> = {
    T: [5.1, 5.2, 5.3, 5.4],
    A: [5, 5, 9, 5.3],
    B: [9, 1, 5, 9],
    C: [1, 9, 8, 1],
    U: [4.2, 4.1, 4.4, 4.3],
    D: [4, 4, 4.3, 4.5],
  };
  const units = Object.keys(x);
  const rows = units.flatMap((unit) => x[unit]!.map((value, t) => ({ unit, t, value })));
  const small = definePanel(
    fromColumns({
      unit: rows.map((r) => r.unit),
      time: rows.map((r) => r.t + 1),
      on: rows.map((r) => (r.t >= 2 && (r.unit === "T" || r.unit === "U") ? 1 : 0)),
      x: rows.map((r) => r.value),
      y: rows.map((r, i) => Math.sin(3 * i) + r.t),
    }),
    { unit: "unit", time: "time", treatment: { treat: "on" } },
  );
  const options = { outcome: "y", matchOn: ["x"], design: "by-period", match: "mahalanobis" } as const;

  test("stability is the share of partner units kept in the next period", () => {
    const { audit } = psmDid(small, options);
    // T: A → A → B → A keeps 1 of 3; U: D, D, D, D keeps 3 of 3.
    expect(audit.partnerStability).toBeCloseTo((1 + 3) / 6, 12);
    // A has a weight in three periods, B in one, D in all; T and U in all.
    expect(audit.controlsWithGaps).toBe(2);
    expect(audit.treatedWithGaps).toBe(0);
    expect(audit.lost).toEqual([]);
  });

  test("there is none where units are matched once", () => {
    const { audit } = psmDid(small, { ...options, design: "pre-means" });
    expect(audit.partnerStability).toBeNull();
    expect(audit.controlsWithGaps).toBe(0);
  });
});

describe("who is lost", () => {
  test("treated units, their rows, the reason and their mean score", () => {
    const { audit, matching } = run({
      design: "pooled",
      match: "radius",
      caliper: 0.001,
      trim: 0.1,
      common: true,
    });
    const lost = audit.lost.reduce((sum, unit) => sum + unit.nLost, 0);
    expect(lost).toBe(matching.offSupport);
    expect(audit.lost.map((unit) => Number(unit.unit))).toEqual(
      audit.lost.map((unit) => Number(unit.unit)).sort((a, b) => a - b),
    );
    expect(new Set(audit.lost.map((unit) => unit.reason))).toEqual(
      new Set(["trimmed", "outside-range", "no-partner"]),
    );
    for (const unit of audit.lost) {
      expect(unit.nRows).toBe(11);
      expect(unit.nLost).toBeLessThanOrEqual(unit.nRows);
      if (unit.nLost === unit.nRows && unit.reason === "trimmed") expect(unit.score).toBeGreaterThan(0.5);
    }
    expect(audit.cutoffs).toEqual([{ time: null, cutoff: 0.1 }]);
    expect(audit.trimmedTreated + audit.trimmedControls).toBeGreaterThan(0);
  });

  test("by trimming alone: the counts add up with the DID's rows", () => {
    const { audit, matching, variants } = run({ match: "radius", caliper: 1, trim: "crump" });
    expect(audit.cutoffs[0]!.cutoff).toBeGreaterThan(0.05);
    expect(matching.offSupport).toBe(audit.trimmedTreated);
    expect(matching.nControls - matching.nMatchedControls).toBe(audit.trimmedControls);
    const kept = matching.onSupport + matching.nMatchedControls;
    expect(variants.find((v) => v.sample === "matched")!.nObs).toBe(11 * kept);
  });

  test("the thinnest support goes first", () => {
    const { audit, matching } = run({ match: "radius", caliper: 1, trimThin: 0.1 });
    expect(matching.offSupport).toBe(2);
    expect(audit.lost.map((unit) => unit.reason)).toEqual(["thin-support", "thin-support"]);
  });
});

describe("methods through psmDid", () => {
  test("exact columns keep partners within their cells", () => {
    const table = panel.table;
    const year = table.columns.get("year")!.values as Float64Array;
    // Pooled matching that is exact on the year is matching within periods with one score.
    const exact = run({ design: "pooled", match: "radius", caliper: 0.05, exact: ["year"] });
    expect(exact.matching.matchedToOtherPeriod).toBe(0);
    expect(year.length).toBe(550);
    expect(exact.spec.exact).toEqual(["year"]);
    expect(
      run({ design: "pooled", match: "radius", caliper: 0.05 }).matching.matchedToOtherPeriod,
    ).toBeGreaterThan(0);
  });

  test("local linear weights that are negative are left out, with a warning", () => {
    const { warnings, audit, matching } = run({ match: "local-linear", bandwidth: 0.2 });
    expect(warnings.find((w) => w.code === "NEGATIVE_MATCH_WEIGHTS")!.message).toMatch(
      /^Local linear matching gives some controls a negative weight, together \d+\.\d% of the weight of the others; no sample can be weighted by it, so they were left out and the others scaled to the same sum\. Use kernel matching, or a larger bandwidth\.$/,
    );
    expect(audit.weightBins.reduce((sum, bin) => sum + bin.count, 0)).toBe(matching.nMatchedControls);
  });

  test("means before treatment: the baseline design where covariates do not change", () => {
    const columns = [...panel.table.columns].map(([name, c]) => [name, c.values] as const);
    const sid = panel.table.columns.get("sid")!.values as Float64Array;
    const still = fromColumns({
      ...Object.fromEntries(columns),
      z: Array.from(sid, (s) => Math.sin(s)),
      w: Array.from(sid, (s) => Math.cos(7 * s)),
    });
    const on = definePanel(still, panel.spec);
    const options = { controls: [], matchOn: ["z", "w"], match: "kernel", bandwidth: 0.1 } as const;
    const means = run({ ...options, design: "pre-means" }, on);
    const baseline = run({ ...options, design: "baseline" }, on);
    expect(means.matching).toEqual(baseline.matching);
    means.variants.forEach((v, i) => {
      expect(v.estimate).toBeCloseTo(baseline.variants[i]!.estimate!, 8);
    });
    expect(means.warnings.map((w) => w.code)).not.toContain("MATCH_ON_POST_TREATMENT");
  });

  test("means before treatment are plain means of each unit's rows", () => {
    const result = run({ design: "pre-means" });
    const { unit, time } = panel;
    const values = panel.table.columns.get("poverty")!.values as Float64Array;
    const cohort = panel.treatment!.cohort;
    const means = new Map<number, number>();
    for (let u = 0; u < unit.nLevels; u++) {
      const own = [...values.keys()].filter(
        (i) => unit.codes[i] === u && Number(time.labels[time.codes[i]!]) < 2006,
      );
      means.set(u, own.reduce((sum, i) => sum + values[i]!, 0) / own.length);
    }
    const treated = [...means].filter(([u]) => Number.isFinite(cohort[u]!)).map(([, m]) => m);
    const row = result.balance.find((r) => r.covariate === "poverty" && r.sample === "before")!;
    expect(row.meanTreated).toBeCloseTo(treated.reduce((a, b) => a + b, 0) / treated.length, 10);
  });
});

test("matchScores gives the partners and weights of the kernels", () => {
  const treated = Float64Array.of(0.3, 0.5, 0.95);
  const controls = Float64Array.of(0.29, 0.52, 0.32, 0.7);
  const radius = matchScores(treated, controls, { match: "radius", caliper: 0.03 });
  expect([...radius.partners]).toEqual([2, 1, 0]);
  expect([...radius.weights]).toEqual(weightsOf(bruteRadius(treated, controls, 0.03), 4));
  expect([...matchScores(treated, controls, { match: "nearest", replace: false }).weights]).toEqual([
    1, 1, 0, 1,
  ]);
  expect([...matchScores(treated, controls, { match: "kernel" }).partners]).toEqual([2, 1, 0]);
  const linear = matchScores(treated, controls, { match: "local-linear" });
  expect(linear.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(2, 12);
});

test("matchScores refuses scores and options that cannot be", () => {
  const scores = Float64Array.of(0.1, Number.NaN);
  const fine = Float64Array.of(0.1);
  expect(() => matchScores(scores, fine, { match: "nearest" })).toThrow(
    "treated: score 2 is NaN. Leave out rows without a score.",
  );
  expect(() => matchScores(fine, scores, { match: "nearest" })).toThrow("controls: score 2 is NaN.");
  expect(() => matchScores(fine, fine, { match: "radius", caliper: 0 })).toThrow(
    "caliper: 0 is not a positive number",
  );
  expect(() => matchScores(fine, fine, { match: "nearest", ratio: 0 })).toThrow(
    "ratio: 0 is not a whole number",
  );
  expect(() => matchScores(fine, fine, { match: "kernel", bandwidth: -1 })).toThrow("bandwidth: -1 is not");
});
