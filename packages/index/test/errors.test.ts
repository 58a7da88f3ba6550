import type { Indicator } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { errorOf } from "../../../test/error-of.ts";
import { compositeIndex, type IndexOptions, normaliseIndicators } from "../src/index.ts";
import { panelOf, positive, type Values } from "./helpers.ts";

const YEARS = [2016, 2017];
const good = { a: [1, 2, 3, 5], b: [4, 1, 3, 2] };
const run = (values: Values, options: IndexOptions) =>
  errorOf(() => compositeIndex(panelOf(values, YEARS), options));
const ab = positive("a", "b");

describe("errors of the indicators", () => {
  it("INDICATOR_CONSTANT names indicator and value", () => {
    const error = run(
      { ...good, b: [7, 7, 7, 7] },
      { indicators: [ab[0]!, { name: "b", label: { en: "Beds", zh: "床位" }, direction: "positive" }] },
    );
    expect(error.code).toBe("INDICATOR_CONSTANT");
    expect(error.message).toBe(
      "panel.csv, indicator “b” (Beds): the value is 7 in all 4 rows, so it tells nothing apart. Leave the indicator out.",
    );
  });

  it("INDICATOR_CONSTANT in one period, and for a spread that is rounding", () => {
    const error = run({ ...good, b: [7, 1, 7, 2] }, { indicators: ab, range: "per-year" });
    expect(error.message).toBe(
      "panel.csv, indicator “b”: the value is 7 in all 2 rows in 2016, so it tells nothing apart. Leave the indicator out, or take range and weights from all rows (pooled).",
    );
    expect(run({ ...good, b: [0.3, 0.1 + 0.2, 0.3, 0.3] }, { indicators: ab }).code).toBe(
      "INDICATOR_CONSTANT",
    );
    expect(run({ ...good, b: [7, 7, 7, 7] }, { indicators: ab, preset: "spssau" }).code).toBe(
      "INDICATOR_CONSTANT",
    );
    expect(run({ ...good, b: [0, 0, 0, 0] }, { indicators: ab }).code).toBe("INDICATOR_CONSTANT");
  });

  it("OPTION_INVALID for a misspelt option", () => {
    const options = { indicators: ab, methd: "cv" } as unknown as IndexOptions;
    expect(run(good, options).message).toBe("methd: there is no such option. Did you mean “method”?");
  });

  it("INDICATOR_MISSING counts for each indicator and names the first rows", () => {
    const error = run({ a: [1, null, 3, 5], b: [null, null, null, null] }, { indicators: ab });
    expect(error.code).toBe("INDICATOR_MISSING");
    expect(error.message).toBe(
      "panel.csv: missing values: indicator “a” has 1 of 4 (U0000 2017 in row 2); indicator “b” has 4 of 4 (U0000 2016 in row 1, U0000 2017 in row 2, U0001 2016 in row 3 and 1 more). Fill these cells by a rule you can defend (in a study, the transform interpolate), or leave the rows or the indicator out: an index of incomplete rows would compare unlike with unlike.",
    );
    expect(error.details).toEqual({ missing: { a: 1, b: 4 } });
  });

  it("NOT_FINITE", () => {
    const error = run(
      { ...good, a: [1, Number.POSITIVE_INFINITY, 3, Number.NEGATIVE_INFINITY] },
      { indicators: ab },
    );
    expect(error.code).toBe("NOT_FINITE");
    expect(error.message).toBe(
      "panel.csv, indicator “a”: infinite values in row 2, row 4. Correct these cells; an infinity often comes from a division by zero or the logarithm of zero.",
    );
  });

  it("INDICATOR_DIRECTION", () => {
    const indicators = [{ name: "a" }, { name: "b", direction: "up" }] as unknown as Indicator[];
    const error = run(good, { indicators });
    expect(error.code).toBe("INDICATOR_DIRECTION");
    expect(error.message).toBe(
      "indicators: every indicator needs a direction, but “a” has none, “b” has “up”. Write direction: positive where more is better, direction: negative where less is better.",
    );
  });

  it("UNKNOWN_COLUMN and NOT_NUMERIC come from the table", () => {
    expect(run(good, { indicators: positive("a", "bb") }).message).toBe(
      "panel.csv: there is no column “bb”. Did you mean “b”?",
    );
    expect(run({ ...good, a: ["x", "2", "3", "5"] }, { indicators: ab }).code).toBe("NOT_NUMERIC");
  });

  it("refuses an indicator twice, and fewer than two", () => {
    expect(run(good, { indicators: positive("a", "b", "a") }).message).toBe(
      "indicators: listed more than once: a. Keep one entry of each: a second one would double its weight.",
    );
    expect(run(good, { indicators: positive("a") }).message).toBe(
      "indicators: a composite index needs at least two indicators, but 1 is given. List two or more, each with name and direction; a single indicator can be used as a column directly.",
    );
    expect(run(good, { indicators: [] }).what).toContain("but 0 are given");
    expect(run(good, {} as IndexOptions).what).toContain("but 0 are given");
  });

  it("INDICATOR_DIVERGENCE names indicator, cause and mend", () => {
    const error = run(
      { a: [1, 2, 3, 5, 4, 4], b: [4, 1, 3, 2, 9, 8] },
      { indicators: ab, logBase: "periods" },
    );
    expect(error.code).toBe("INDICATOR_DIVERGENCE");
    expect(error.message).toMatch(
      /^panel\.csv, indicator “a”: the divergence d = 1 − e is −1\.\d+: entropy exceeds 1 because it is divided by ln 2 \(logBase “periods”\) while the sum runs over 6 rows, and such weights are upside down\. Set logBase to "rows", so that entropy is divided by the logarithm of the rows it is summed over\.$/,
    );
  });

  it("INDICATOR_DIVERGENCE where divergences cancel", () => {
    // Over two periods z = (0, 0, 1, 1) has d = 0 for either indicator.
    const same = { a: [1, 1, 2, 2], b: [5, 5, 9, 9] };
    const error = run(same, { indicators: ab, preset: "mistake-log-periods" });
    expect(error.code).toBe("INDICATOR_DIVERGENCE");
    expect(error.what).toBe("the divergences d = 1 − e sum to zero, so they give no weights");
  });
});

describe("errors of given weights", () => {
  const given = (a?: number, b?: number): IndexOptions => ({
    method: "given",
    indicators: [
      { name: "a", direction: "positive", weight: a },
      { name: "b", direction: "positive", weight: b },
    ],
  });

  it("WEIGHTS_INVALID", () => {
    const error = run(good, given(-0.2, undefined));
    expect(error.code).toBe("WEIGHTS_INVALID");
    expect(error.message).toBe(
      "indicators: method “given” needs a weight of zero or more for every indicator, but “a” has -0.2, “b” has none. Write a weight for each indicator; they should sum to 1.",
    );
    expect(run(good, given(0, 0)).what).toBe("every weight is zero");
    expect(run(good, given(Number.NaN, 1)).code).toBe("WEIGHTS_INVALID");
    expect(run(good, given(Number.POSITIVE_INFINITY, 1)).code).toBe("WEIGHTS_INVALID");
  });
});

describe("errors of options", () => {
  const cases: [string, object, string][] = [
    [
      "method",
      { method: "entrpy" },
      "method: “entrpy” is not known. Did you mean “entropy”? The choices are entropy, equal, cv, critic, pca, topsis, given.",
    ],
    [
      "preset",
      { preset: "xyz" },
      "preset: “xyz” is not known. The choices are canonical, spssau, mistake-log-periods, mistake-zero-column.",
    ],
    [
      "range",
      { preset: "spssau", range: "pooled" },
      'range: “pooled” has no effect on values that are not normalised. Leave it out, or set normalise to "min-max".',
    ],
    [
      "baseYear",
      { range: "base-year" },
      'baseYear: missing, while range or weights is "base-year". Give a period before treatment, such as 2016.',
    ],
    [
      "baseYear unused",
      { baseYear: 2016 },
      'baseYear: “2016” is given, but neither range nor weights is "base-year". Set range to "base-year", or leave baseYear out.',
    ],
    [
      "zero",
      { zero: { shift: 0 } },
      'zero: a shift of 0 is not a positive number. Give a small positive shift such as { shift: 0.0001 }, or "limit" to shift nothing.',
    ],
    [
      "zero of a mistake",
      { zero: "zero-entropy" },
      "zero: “zero-entropy” is not known. The choices are limit, shift-nonpositive.",
    ],
    [
      "hierarchy",
      { hierarchy: "nested" },
      'hierarchy: indicator “a”, indicator “b” have no dimension. Give every indicator a dimension, or set hierarchy to "flat".',
    ],
    [
      "logBase",
      { weights: "per-year", logBase: "periods" },
      'logBase: “periods” counts only one in 2016, and entropy cannot be divided by ln 1. Set logBase to "rows".',
    ],
  ];
  it.each(cases)("OPTION_INVALID: %s", (_, options, message) => {
    const error = run(good, { indicators: ab, ...options });
    expect(error.code).toBe("OPTION_INVALID");
    expect(error.message).toBe(message);
  });

  it("OPTION_INVALID: entropy of negative values", () => {
    const error = run({ ...good, a: [-1, 2, 3, 5] }, { indicators: ab, normalise: "none" });
    expect(error.message).toBe(
      'method: entropy needs values of zero or more, but indicator “a” goes down to −1 without normalisation. Normalise by "min-max", or set zero to "shift-nonpositive".',
    );
    const base = run(
      { a: [1, 0, 3, 5], b: [4, 1, 3, 2] },
      { indicators: ab, range: "base-year", baseYear: 2016, weights: "pooled" },
    );
    expect(base.message).toBe(
      'method: entropy needs values of zero or more, but indicator “a” goes down to −0.5 on the scale of the range chosen. Compute weights from the rows of the range: leave weights out, or set it to "base-year".',
    );
  });

  it("OPTION_INVALID: a coefficient of variation of mixed signs", () => {
    const error = run({ ...good, a: [-1, 2, 3, 5] }, { indicators: ab, normalise: "none", method: "cv" });
    expect(error.message).toBe(
      'method: a coefficient of variation needs values of one sign, but indicator “a” has both. Normalise by "min-max", with weights from the rows of the range.',
    );
  });

  it("NO_VARIATION: CRITIC of columns that agree perfectly", () => {
    const error = run({ a: [0, 1, 1, 2], b: [0, 1, 1, 2] }, { indicators: ab, method: "critic" });
    expect(error.code).toBe("NO_VARIATION");
    expect(error.message).toBe(
      'panel.csv, indicator “a”, indicator “b”: method “critic” finds nothing that tells these columns apart. Use method "equal", or other indicators.',
    );
  });

  it("BASE_NOT_OBSERVED", () => {
    const error = run(good, { indicators: ab, range: "base-year", baseYear: 2012 });
    expect(error.code).toBe("BASE_NOT_OBSERVED");
    expect(error.message).toBe(
      "baseYear: “2012” is not a period of panel.csv (2016 to 2017). Give a period that the data hold.",
    );
  });

  it("controls without a treatment, or without a never-treated unit", () => {
    const without = run(good, { indicators: ab, range: "controls" });
    expect(without.code).toBe("TREATMENT_MISSING");
    expect(without.what).toBe(
      "nothing says which units are never treated, and the index is to be scaled by them",
    );
    const panel = panelOf({ ...good, post: [0, 1, 0, 1] }, YEARS, { treat: "post" });
    const none = errorOf(() => normaliseIndicators(panel, { indicators: ab, range: "controls" }));
    expect(none.code).toBe("NO_UNTREATED");
    expect(none.message).toBe(
      'panel.csv: all 2 units are treated at some time, so none can set the scale of the index. Use range "base-year" with a period before the first treatment.',
    );
  });
});
