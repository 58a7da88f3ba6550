import { definePanel, selectRows } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compositeIndex, type IndexMethod, type IndexOptions, normaliseIndicators } from "../src/index.ts";
import { panelOf, positive } from "./helpers.ts";

const YEARS = [2016, 2017, 2018];
const METHODS: IndexMethod[] = ["entropy", "equal", "cv", "critic", "pca", "topsis"];

/** Columns of 4 units × 3 years of small integers, none constant in a year. */
const column = fc
  .array(fc.integer({ min: -50, max: 50 }), { minLength: 12, maxLength: 12 })
  .filter((v) => YEARS.every((_, t) => new Set(v.filter((_x, i) => i % 3 === t)).size > 1));
const columns = fc.record({ a: column, b: column, c: column });
const indicators = positive("a", "b", "c");
const method = fc.constantFrom(...METHODS);

// Min-max of transformed values differs by rounding alone; PCA amplifies it where eigenvalues are near.
function close(a: ArrayLike<number>, b: ArrayLike<number>, tolerance = 1e-11) {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(tolerance);
}

const weightsOf = (result: ReturnType<typeof compositeIndex>) => result.index.weights.map((w) => w.weight);

describe("properties", () => {
  it("weights sum to 1 and scores lie between 0 and 1", () => {
    const options = fc.record({
      method,
      range: fc.constantFrom("pooled" as const, "per-year" as const),
      weights: fc.constantFrom("pooled" as const, "per-year" as const),
    });
    fc.assert(
      fc.property(columns, options, (values, chosen: Partial<IndexOptions>) => {
        const { index, column } = compositeIndex(panelOf(values, YEARS), { indicators, ...chosen });
        close([index.weights.reduce((s, w) => s + w.weight, 0)], [1], 1e-14);
        for (const w of index.weights) expect(w.weight).toBeGreaterThanOrEqual(0);
        for (const s of column.values) expect(s >= 0 && s <= 1 + 1e-15).toBe(true);
      }),
    );
  });

  it("the order of rows changes no bit", () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { minLength: 12 });
    fc.assert(
      fc.property(columns, order, method, (values, rows, m) => {
        const panel = panelOf(values, YEARS);
        const shuffled = definePanel(selectRows(panel.table, Int32Array.from(rows)), panel.spec);
        const before = compositeIndex(panel, { indicators, method: m });
        const after = compositeIndex(shuffled, { indicators, method: m });
        expect(after.index).toEqual(before.index);
        rows.forEach((row, i) => {
          expect(after.column.values[i]).toBe(before.column.values[row]);
        });
      }),
    );
  });

  it("a positive affine change of an indicator changes nothing", () => {
    const slope = fc.double({ min: 0.01, max: 1000, noNaN: true });
    const shift = fc.double({ min: -1000, max: 1000, noNaN: true });
    const safe = fc.constantFrom<IndexMethod>("entropy", "cv", "critic", "topsis", "equal");
    fc.assert(
      fc.property(columns, slope, shift, safe, (values, b, a, m) => {
        const before = compositeIndex(panelOf(values, YEARS), { indicators, method: m });
        const moved = { ...values, a: values.a.map((v) => a + b * v) };
        const after = compositeIndex(panelOf(moved, YEARS), { indicators, method: m });
        // a + b·v with |a| up to 1000 and b down to 0.01 keeps about 11 digits of the spread.
        close(weightsOf(after), weightsOf(before), 1e-9);
        close(after.column.values, before.column.values, 1e-9);
      }),
    );
  });

  it("a negative indicator is the positive one of −x, with and without normalisation", () => {
    const preset = fc.constantFrom("canonical" as const, "spssau" as const);
    fc.assert(
      fc.property(columns, preset, (values, chosen) => {
        const negative = [{ name: "a", direction: "negative" as const }, ...positive("b", "c")];
        const flipped = { ...values, a: values.a.map((v) => 0 - v) };
        const before = compositeIndex(panelOf(values, YEARS), { indicators: negative, preset: chosen });
        const after = compositeIndex(panelOf(flipped, YEARS), { indicators, preset: chosen });
        close(weightsOf(after), weightsOf(before), 1e-15);
        close(after.column.values, before.column.values, 1e-13);
      }),
    );
  });

  it("every row twice: e becomes (e ln N + ln 2)/ln 2N, weights and scores stay", () => {
    fc.assert(
      fc.property(columns, (values) => {
        const twice = Object.fromEntries(Object.entries(values).map(([k, v]) => [k, [...v, ...v]]));
        const before = compositeIndex(panelOf(values, YEARS), { indicators });
        const after = compositeIndex(panelOf(twice, YEARS), { indicators });
        close(
          after.index.weights.map((w) => w.entropy!),
          before.index.weights.map((w) => (w.entropy! * Math.log(12) + Math.LN2) / Math.log(24)),
        );
        close(weightsOf(after), weightsOf(before));
        close(after.column.values.slice(0, 12), before.column.values);
        close(after.column.values.slice(12), before.column.values);
      }),
    );
  });

  it("equal columns get equal weights", () => {
    const safe = fc.constantFrom<IndexMethod>("entropy", "cv", "pca", "topsis");
    fc.assert(
      fc.property(column, safe, (values, m) => {
        const panel = panelOf({ a: values, b: values, c: values }, YEARS);
        close(weightsOf(compositeIndex(panel, { indicators, method: m })), [1 / 3, 1 / 3, 1 / 3]);
      }),
    );
  });

  it("the order of indicators changes nothing but the order of rows", () => {
    fc.assert(
      fc.property(columns, fc.constantFrom<IndexMethod>("entropy", "cv", "critic", "topsis"), (values, m) => {
        const panel = panelOf(values, YEARS);
        const before = compositeIndex(panel, { indicators, method: m });
        const after = compositeIndex(panel, { indicators: [...indicators].reverse(), method: m });
        close(weightsOf(after).reverse(), weightsOf(before));
        close(after.column.values, before.column.values);
      }),
    );
  });

  it("a difference-in-differences of the score is the weighted sum of those of the indicators", () => {
    // Means of units 0–1 against 2–3, last year against the first two.
    const did = (v: Float64Array) => {
      const cell = (treated: boolean, post: boolean) => {
        const of = [...v].filter((_, i) => Math.floor(i / 3) < 2 === treated && (i % 3 === 2) === post);
        return of.reduce((a, b) => a + b, 0) / of.length;
      };
      return cell(true, true) - cell(true, false) - cell(false, true) + cell(false, false);
    };
    fc.assert(
      fc.property(columns, (values) => {
        const panel = panelOf(values, YEARS);
        const scored = compositeIndex(panel, { indicators });
        const parts = normaliseIndicators(panel, { indicators }).map((z) => did(z.values));
        const beta = did(scored.column.values);
        close([beta], [weightsOf(scored).reduce((sum, w, j) => sum + w * parts[j]!, 0)], 1e-13);
        expect(beta).toBeGreaterThanOrEqual(Math.min(...parts) - 1e-13);
        expect(beta).toBeLessThanOrEqual(Math.max(...parts) + 1e-13);
      }),
    );
  });

  it("SPSSAU on data normalised first is the canonical method with a shift of 0.01", () => {
    fc.assert(
      fc.property(columns, (values) => {
        const panel = panelOf(values, YEARS);
        const spssau = compositeIndex(panel, { indicators, preset: "spssau", normalise: "min-max" });
        const shifted = compositeIndex(panel, { indicators, zero: { shift: 0.01 } });
        expect(weightsOf(spssau)).toEqual(weightsOf(shifted));
        expect(spssau.column).toEqual(shifted.column);
      }),
    );
  });
});
