import type { Indicator } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { compositeIndex, type IndexOptions } from "../src/index.ts";
import { panelOf, positive, type Values } from "./helpers.ts";

const YEARS = [2016, 2017];
const good = { a: [1, 2, 3, 5, 4, 4], b: [4, 1, 3, 2, 9, 8] };
const ab = positive("a", "b");
const found = (values: Values, options: IndexOptions) =>
  compositeIndex(panelOf(values, YEARS), options).index;
const codes = (index: ReturnType<typeof found>) => index.warnings.map((w) => w.code);

describe("diagnostic presets", () => {
  it("k = 1/ln T turns the weights upside down, and says so", () => {
    const right = found(good, { indicators: ab });
    const wrong = found(good, { indicators: ab, preset: "mistake-log-periods" });
    expect(wrong.weights.every((w) => w.divergence! < 0)).toBe(true);
    expect(right.weights[0]!.weight > right.weights[1]!.weight).not.toBe(
      wrong.weights[0]!.weight > wrong.weights[1]!.weight,
    );
    // e′ = e ln 6/ln 2.
    wrong.weights.forEach((w, j) => {
      expect(w.entropy).toBeCloseTo((right.weights[j]!.entropy! * Math.log(6)) / Math.LN2, 13);
    });
    expect(wrong.warnings[0]).toMatchObject({ code: "INDEX_KNOWN_MISTAKE" });
    expect(wrong.warnings[0]!.message).toMatch(
      /^These weights reproduce a known mistake and must not be reported: entropy is summed over all unit-periods but divided by the logarithm of the number of periods alone\..*upside down/,
    );
  });

  it("says where such weights are even negative", () => {
    // Over four rows and two periods e′ = 2e = 1, 0, 3/2, so d = 0, 1, −1/2 and w = 0, 2, −1.
    const wrong = found(
      { a: [0, 0, 1, 1], b: [0, 0, 0, 1], c: [0, 1, 1, 2] },
      { indicators: positive("a", "b", "c"), preset: "mistake-log-periods" },
    );
    [0, 2, -1].forEach((w, j) => {
      expect(wrong.weights[j]!.weight).toBeCloseTo(w, 14);
    });
    expect(wrong.warnings[0]!.message).toContain("Some weights are even negative.");
  });

  it("an entropy of zero for a column with a zero makes all min-max weights equal", () => {
    const wrong = found(good, { indicators: ab, preset: "mistake-zero-column" });
    expect(wrong.weights.map((w) => [w.entropy, w.weight])).toEqual([
      [0, 0.5],
      [0, 0.5],
    ]);
    expect(wrong.warnings[0]!.code).toBe("INDEX_KNOWN_MISTAKE");
    expect(wrong.warnings[0]!.message).toContain("After min-max normalisation that is every column");
    const raw = found(
      { ...good, a: [0, 1, 2, 3, 4, 5] },
      { indicators: ab, preset: "mistake-zero-column", normalise: "none" },
    );
    expect(raw.weights[0]!.entropy).toBe(0);
    expect(raw.weights[1]!.entropy).toBeGreaterThan(0.5);
  });

  it("are silent for methods without entropy", () => {
    expect(codes(found(good, { indicators: ab, preset: "mistake-zero-column", method: "equal" }))).toEqual(
      [],
    );
  });
});

describe("remarks on indicators", () => {
  it("INDICATOR_HEAVY: over 10% and over twice an equal share", () => {
    const even = Array.from({ length: 20 }, (_, j) => `i${j}`);
    const spread = (j: number) => Array.from({ length: 12 }, (_, i) => ((i * 7 + j * 5) % 12) + 1);
    const values = Object.fromEntries(even.map((name, j) => [name, spread(j)]));
    expect(codes(found(values, { indicators: positive(...even) }))).not.toContain("INDICATOR_HEAVY");
    values.i3 = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    const index = found(values, { indicators: positive(...even) });
    const heavy = index.warnings.find((w) => w.code === "INDICATOR_HEAVY")!;
    expect(heavy.message).toMatch(
      /^Much of the index is one indicator: indicator “i3” \d\d\.\d%, where an equal share is 5\.0%\./,
    );
    expect(heavy.details!.weights).toEqual({ i3: index.weights[3]!.weight });
    expect(codes(found(values, { indicators: positive(...even), method: "equal" }))).toEqual([]);
  });

  it("INDICATOR_NEAR_CEILING: the mean of z is at least 0.95", () => {
    const high = Array.from({ length: 40 }, (_, i) => (i === 7 ? 0 : 100));
    const other = Array.from({ length: 40 }, (_, i) => i);
    const index = found({ a: high, b: other }, { indicators: ab, method: "equal" });
    expect(index.warnings[0]!.code).toBe("INDICATOR_NEAR_CEILING");
    expect(index.warnings[0]!.message).toContain("indicator “a” 0.975");
  });

  it("INDEX_WEIGHTS_SCALED", () => {
    const indicators = ab.map((i, j) => ({ ...i, weight: [60, 40][j] }));
    const index = found(good, { indicators, method: "given" });
    expect(index.weights.map((w) => w.weight)).toEqual([0.6, 0.4]);
    expect(index.warnings[0]!.code).toBe("INDEX_WEIGHTS_SCALED");
    expect(index.warnings[0]!.message).toContain("sum to 100, not 1");
  });

  it("INDEX_PCA_OPPOSED, _TIED and _SHARE", () => {
    const index = found(
      { a: [1, 2, 3, 4, 5, 6], b: [1, 2, 3, 4, 6, 5], c: [6, 5, 4, 3, 2, 0] },
      { indicators: positive("a", "b", "c"), method: "pca" },
    );
    expect(codes(index)).toEqual(["INDEX_PCA_OPPOSED", "INDEX_PCA_SHARE"]);
    expect(index.warnings[0]!.message).toContain("runs against indicator “c”");
    const tied = found({ a: [0, 0, 1, 1], b: [0, 1, 0, 1] }, { indicators: ab, method: "pca" });
    expect(codes(tied)).toContain("INDEX_PCA_TIED");
    expect(tied.weights.reduce((s, w) => s + w.weight, 0)).toBeCloseTo(1, 14);
  });
});

describe("INDEX_USES_POST_TREATMENT", () => {
  const values = { ...good, pilot: [1, 1, 0, 0, 0, 0] };
  const panel = panelOf(values, YEARS, { group: "pilot", start: 2017 });
  const warned = (options: Partial<IndexOptions>) =>
    compositeIndex(panel, { indicators: ab, ...options }).index.warnings.find(
      (w) => w.code === "INDEX_USES_POST_TREATMENT",
    );

  it("names ranges and weights, and the mend", () => {
    expect(warned({})!.message).toBe(
      'The ranges and weights of the index (range “pooled”, weights “pooled”) were computed from rows that include treated units after treatment, so the treatment itself moves the scale on which its effect is measured. Check the result with range "base-year" and a period before treatment (such as 2016), or with range "controls".',
    );
    expect(warned({ method: "equal" })!.details!.parts).toEqual(["ranges"]);
    expect(warned({ preset: "spssau" })!.details!.parts).toEqual(["weights"]);
    expect(warned({ range: "base-year", baseYear: 2017 })!.details!.parts).toEqual(["ranges", "weights"]);
  });

  it("is silent for clean choices and without a treatment", () => {
    expect(warned({ range: "base-year", baseYear: 2016 })).toBeUndefined();
    expect(warned({ range: "controls" })).toBeUndefined();
    expect(codes(found(good, { indicators: ab }))).toEqual([]);
  });
});

describe("INDEX_DIRECTION_SUSPECT", () => {
  const suspect = (indicator: Partial<Indicator>, values: readonly number[]) =>
    found(
      { a: values, b: good.b },
      {
        indicators: [{ name: "a", direction: "positive", ...indicator }, ab[1]!],
        method: "equal",
      },
    ).warnings.find((w) => w.code === "INDEX_DIRECTION_SUSPECT");
  const perTeacher = [12, 13, 18, 15, 14, 16];

  it.each([
    { label: "Pupil-teacher ratio" },
    { label: "student to teacher ratio" },
    { label: { en: "Primary", zh: "普通小学师生比" } },
    { label: "Schools", unit: "pupils per teacher" },
  ])("%o", (indicator) => {
    expect(suspect(indicator, perTeacher)!.message).toContain("look like students for each teacher");
  });

  it("reads percentages", () => {
    const label = "师生比";
    expect(
      suspect(
        { label, unit: "%" },
        perTeacher.map((v) => v * 100),
      ),
    ).toBeDefined();
    expect(
      suspect(
        { label, unit: "%" },
        perTeacher.map((v) => 100 / v),
      ),
    ).toBeUndefined();
  });

  it("is silent for teachers per student, for negative, and for other names", () => {
    expect(
      suspect(
        { label: "师生比" },
        perTeacher.map((v) => 1 / v),
      ),
    ).toBeUndefined();
    expect(suspect({ label: "师生比", direction: "negative" }, perTeacher)).toBeUndefined();
    expect(suspect({ label: "Teachers" }, perTeacher)).toBeUndefined();
  });
});
