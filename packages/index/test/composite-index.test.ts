import { readFileSync } from "node:fs";
import {
  definePanel,
  fromColumns,
  type Indicator,
  panelNumbers,
  selectRows,
  withColumn,
} from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { compositeIndex, type IndexOptions, normaliseIndicators } from "../src/index.ts";
import { CLOSED_FORM, panelOf, positive } from "./helpers.ts";

interface Fixture {
  readonly indicators: readonly Indicator[];
  readonly cases: Record<
    string,
    {
      readonly options: Partial<IndexOptions>;
      readonly entropy: readonly number[] | Record<string, never>;
      readonly weight: readonly number[];
      readonly scores: { mean: number; sd: number; min: number; max: number; first: readonly number[] };
    }
  >;
}

const here = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const fixture: Fixture = JSON.parse(here("castle.json"));

function castle() {
  const [head, ...lines] = here("castle.csv").trim().split("\n");
  const rows = lines.map((line) => line.split(",").map(Number));
  const columns = head!.split(",").map((name, j) => [name, rows.map((r) => r[j]!)] as const);
  return definePanel(fromColumns(Object.fromEntries(columns), "castle.csv"), {
    unit: "sid",
    time: "year",
    treatment: { treat: "post" },
  });
}

describe("compositeIndex against R and COINr, on castle", () => {
  const panel = castle();

  // 15 printed digits and sums of 550 terms: 1e-11 relative.
  const near = (actual: number, expected: number) =>
    expect(Math.abs(actual - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-11);

  it.each(Object.entries(fixture.cases))("%s", (_, { options, entropy, weight, scores }) => {
    const { index, column } = compositeIndex(panel, { indicators: fixture.indicators, ...options });
    index.weights.forEach((row, j) => {
      near(row.weight, weight[j]!);
      if (Array.isArray(entropy)) {
        near(row.entropy!, entropy[j]);
        near(row.divergence!, 1 - entropy[j]);
      } else expect(row.entropy).toBeNull();
    });
    near(index.scores.mean, scores.mean);
    near(index.scores.sd!, scores.sd);
    near(index.scores.min, scores.min);
    near(index.scores.max, scores.max);
    scores.first.forEach((score, i) => {
      near(column.values[i]!, score);
    });
    expect(index.scores.n).toBe(550);
  });

  it("reproduces the figures printed to nine digits in the reference case", () => {
    const { index } = compositeIndex(panel, { indicators: fixture.indicators });
    const weights = Object.fromEntries(index.weights.map((w) => [w.indicator, w.weight]));
    expect(weights.burglary).toBeCloseTo(0.236328165746618, 9);
    expect(weights.l_police).toBeCloseTo(0.0201770460529562, 9);
    expect(index.scores.sd).toBeCloseTo(0.147557136010331, 9);
  });
});

/**
 * By hand. With z1 = (0, 0, 1, 1), p = (0, 0, 1/2, 1/2) and e = ln 2/ln 4 = 1/2; z2 = (0, 0, 0, 1) has all
 * its mass in one row, e = 0; z3 = (0, 1/2, 1/2, 1) has p = (0, 1/4, 1/4, 1/2) and e = 3/4. So d = (1/2, 1,
 * 1/4), w = (2, 4, 1)/7 and the scores are (0, 1/14, 5/14, 1).
 */
describe("compositeIndex by hand", () => {
  const panel = panelOf({ x1: [3, 3, 5, 5], x2: [10, 10, 10, 4], x3: [-1, 0, 0, 1] }, [2016, 2017]);
  const indicators: readonly Indicator[] = [
    { name: "x1", direction: "positive", label: { en: "One", zh: "一" }, dimension: "A", group: "g" },
    { name: "x2", direction: "negative" },
    { name: "x3", direction: "positive" },
  ];

  it("gives the rational weights and scores", () => {
    const { index, column } = compositeIndex(panel, { indicators });
    [1 / 2, 0, 3 / 4].forEach((e, j) => {
      expect(index.weights[j]!.entropy).toBeCloseTo(e, 14);
    });
    [2 / 7, 4 / 7, 1 / 7].forEach((w, j) => {
      expect(index.weights[j]!.weight).toBeCloseTo(w, 14);
    });
    [0, 1 / 14, 5 / 14, 1].forEach((s, i) => {
      expect(column.values[i]).toBeCloseTo(s, 14);
    });
    expect(index.scores.mean).toBeCloseTo(5 / 14, 14);
    // Deviations (−5, −4, 0, 9)/14: variance 122/196/3.
    expect(index.scores.sd).toBeCloseTo(Math.sqrt(122 / 588), 14);
    expect(index.weights[0]).toMatchObject({
      indicator: "x1",
      label: { en: "One", zh: "一" },
      dimension: "A",
      group: "g",
      direction: "positive",
    });
    expect(index.weights[1]).toMatchObject({ label: "x2", dimension: null, group: null });
  });

  it("gives the scores in the order of the table's rows", () => {
    const shuffled = selectRows(panel.table, Int32Array.of(2, 0, 3, 1));
    const { column } = compositeIndex(definePanel(shuffled, panel.spec), { indicators });
    const scored = definePanel(withColumn(shuffled, "score", column), panel.spec);
    [5 / 14, 0, 1, 1 / 14].forEach((s, i) => {
      expect(column.values[i]).toBeCloseTo(s, 14);
    });
    expect(panelNumbers(scored, "score")[3]).toBeCloseTo(1, 14);
  });

  it("weighs over 8 rows as SPSSAU does, without normalising", () => {
    // p = (1, 1, 2, 4, …, 64)/128: e = 1.984375/3; p = (1, 1, 1, 1, 2, 2, 4, 4)/16: e = 2.75/3.
    const raw = panelOf({ a: [1, 1, 2, 4, 8, 16, 32, 64], b: [1, 1, 1, 1, 2, 2, 4, 4] }, [2016, 2017]);
    const { index, column } = compositeIndex(raw, { indicators: positive("a", "b"), preset: "spssau" });
    expect(index.weights[0]!.entropy).toBeCloseTo(1.984375 / 3, 14);
    expect(index.weights[0]!.weight).toBeCloseTo(65 / 81, 14);
    expect(column.values[7]).toBeCloseTo((65 * 64 + 16 * 4) / 81, 12);
  });

  it("raises only columns that are not positive under the preset spssau, negative indicators being −x", () => {
    const raw = panelOf({ a: [-1, 0, 1, 2], b: [1, 2, 3, 4], c: [1, 2, 3, 4] }, [2016, 2017]);
    const { column, index } = compositeIndex(raw, {
      indicators: [...positive("a", "b"), { name: "c", direction: "negative" }],
      preset: "spssau",
    });
    const [wa, wb, wc] = index.weights.map((w) => w.weight);
    expect(column.values[0]).toBeCloseTo(wa! * 0.01 + wb! * 1 + wc! * 3.01, CLOSED_DIGITS);
    expect(column.values[3]).toBeCloseTo(wa! * 3.01 + wb! * 4 + wc! * 0.01, CLOSED_DIGITS);
  });
});

const CLOSED_DIGITS = -Math.log10(CLOSED_FORM);

describe("choices", () => {
  const panel = panelOf(
    {
      a: [1, 4, 2, 8, 5, 7, 3, 9, 6],
      b: [2, 7, 1, 8, 2, 8, 1, 9, 4],
      c: [5, 5, 1, 2, 6, 7, 4, 8, 3],
      group: [0, 0, 0, 1, 1, 1, 0, 0, 0],
    },
    [2016, 2017, 2018],
    { group: "group", start: 2018 },
  );
  const indicators = positive("a", "b", "c");

  it("prints them, with the count whose logarithm was taken", () => {
    const { index } = compositeIndex(panel, { indicators });
    expect(index.convention).toMatchObject({
      preset: "canonical",
      method: "entropy",
      normalise: "min-max",
      range: "pooled",
      zero: "limit",
      logBase: "rows",
      logCount: 9,
      weights: "pooled",
      hierarchy: "flat",
      aggregate: "sum",
    });
    expect(index.convention.statement).toBe(
      "z = (x − min)/(max − min), reversed for negative indicators, min and max over all rows together; w in proportion to 1 − e, e = −Σ p ln p / ln(number of rows), 0·ln 0 = 0, over all rows together; score = Σ w z",
    );
  });

  it("lets an explicit option override the preset", () => {
    const { index } = compositeIndex(panel, { indicators, preset: "spssau", normalise: "min-max" });
    expect(index.convention).toMatchObject({
      preset: "spssau",
      normalise: "min-max",
      zero: "shift-nonpositive",
    });
    const corrected = compositeIndex(panel, { indicators, preset: "mistake-log-periods", logBase: "rows" });
    expect(corrected.index.weights).toEqual(compositeIndex(panel, { indicators }).index.weights);
    expect(corrected.index.warnings.map((w) => w.code)).not.toContain("INDEX_KNOWN_MISTAKE");
  });

  it.each<Partial<IndexOptions>>([
    {},
    { preset: "spssau" },
    { preset: "mistake-zero-column" },
    { preset: "mistake-log-periods" },
    { method: "topsis", zero: { shift: 0.5 } },
    { range: "base-year", baseYear: 2016 },
    { range: "controls", method: "critic" },
    { weights: "per-year" },
  ])("can be re-run from spec: %o", (options) => {
    const first = compositeIndex(panel, { indicators, ...options });
    const { unit: _u, time: _t, ...spec } = JSON.parse(JSON.stringify(first.index.spec));
    const again = compositeIndex(panel, spec);
    expect(again.index).toEqual(first.index);
    expect(again.column).toEqual(first.column);
    expect(JSON.parse(JSON.stringify(first.index))).toEqual(first.index);
    expect(Object.isFrozen(first.index)).toBe(true);
  });

  it("takes base-year and control weights from the rows of the range, unless told otherwise", () => {
    const base = compositeIndex(panel, { indicators, range: "base-year", baseYear: "2016" }).index;
    expect(base.convention).toMatchObject({ weights: "base-year", baseYear: "2016", logCount: 3 });
    expect(compositeIndex(panel, { indicators, range: "controls" }).index.convention.weights).toBe(
      "controls",
    );
    const split = compositeIndex(panel, { indicators, weights: "base-year", baseYear: 2016 }).index;
    expect(split.convention).toMatchObject({ range: "pooled", weights: "base-year" });
  });

  it("gives each period weights of its own, and their averages", () => {
    const { index, column } = compositeIndex(panel, { indicators, weights: "per-year" });
    expect(index.byPeriod).toHaveLength(9);
    const of2017 = index.byPeriod!.filter((r) => r.period === "2017");
    expect(of2017.reduce((s, r) => s + r.weight, 0)).toBeCloseTo(1, 14);
    const z = normaliseIndicators(panel, { indicators });
    expect(column.values[1]).toBeCloseTo(
      of2017.reduce((s, r, j) => s + r.weight * z[j]!.values[1]!, 0),
      14,
    );
    const mine = index.byPeriod!.filter((r) => r.indicator === "a");
    expect(index.weights[0]!.weight).toBeCloseTo(mine.reduce((s, r) => s + r.weight, 0) / 3, 14);
    expect(compositeIndex(panel, { indicators }).index).not.toHaveProperty("byPeriod");
  });

  it("nests dimensions: one with a single indicator, and all equal", () => {
    const dims = [
      { ...indicators[0]!, dimension: { en: "Roads", zh: "道路" } },
      { ...indicators[1]!, dimension: { en: "Roads", zh: "道路" } },
      { ...indicators[2]!, dimension: "Water" },
    ];
    const equal = compositeIndex(panel, { indicators: dims, hierarchy: "equal-dimensions" }).index.weights;
    expect(equal[2]!.weight).toBe(0.5);
    const flat = compositeIndex(panel, { indicators }).index.weights;
    expect(equal[0]!.weight / equal[1]!.weight).toBeCloseTo(flat[0]!.weight / flat[1]!.weight, 12);
    for (const method of ["critic", "pca", "cv", "equal"] as const) {
      const rows = compositeIndex(panel, { indicators: dims, hierarchy: "nested", method }).index.weights;
      expect(rows.reduce((s, r) => s + r.weight, 0)).toBeCloseTo(1, 14);
    }
  });

  it("takes given weights, flat, nested or within equal dimensions", () => {
    const given = [
      { ...indicators[0]!, dimension: "A", weight: 0.5 },
      { ...indicators[1]!, dimension: "A", weight: 0.3 },
      { ...indicators[2]!, dimension: "B", weight: 0.2 },
    ];
    const weightsOf = (options: Partial<IndexOptions>) =>
      compositeIndex(panel, { indicators: given, method: "given", ...options }).index.weights.map(
        (w) => w.weight,
      );
    expect(weightsOf({})).toEqual([0.5, 0.3, 0.2]);
    expect(weightsOf({ hierarchy: "nested" })).toEqual([0.5, 0.3, 0.2]);
    const within = weightsOf({ hierarchy: "equal-dimensions" });
    [0.3125, 0.1875, 0.5].forEach((w, j) => {
      expect(within[j]).toBeCloseTo(w, 14);
    });
  });
});
