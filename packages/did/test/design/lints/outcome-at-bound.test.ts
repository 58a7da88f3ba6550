import { describe, expect, it } from "vitest";
import { reviewDesign } from "../../../src/index.ts";
import { type Cell, seededPanel } from "./seeded-panel.ts";

const remarks = (y: (cell: Cell) => number) =>
  reviewDesign(seededPanel({ y }), { outcome: "y" }).filter(({ code }) => code === "OUTCOME_AT_BOUND");

describe("OUTCOME_AT_BOUND", () => {
  it("fires where the outcome was cut off, at either end", () => {
    let below = 0;
    const [low, high, ...more] = remarks(({ w }) => {
      if (w <= 0.2) below++;
      return Math.min(0.9, Math.max(0.2, w));
    });
    expect(more).toEqual([]);
    expect(low!.details).toMatchObject({ outcome: "y", end: "minimum", bound: 0.2, nRows: 360 });
    expect(high!.details).toMatchObject({ end: "maximum", bound: 0.9 });
    expect(below).toBeGreaterThan(18);
    expect(low!.details).toMatchObject({ count: below, share: below / 360 });
    expect(low!.message).toMatch(
      /^The outcome “y” equals its minimum, 0\.2, in \d+ of 360 rows \(\d\d\.\d%\)\. Rows at a bound cannot move beyond it, .* See Wooldridge \(2023\)\.$/,
    );
  });

  it("keeps silent on a continuous outcome, a yes or no, few rows at the bound, and without an outcome", () => {
    expect(remarks(({ w }) => w)).toEqual([]);
    expect(remarks(({ w }) => (w > 0.5 ? 1 : 0))).toEqual([]);
    // Infinite values are refused by every estimator.
    expect(remarks(({ w }) => (w < 0.2 ? Number.NEGATIVE_INFINITY : w))).toEqual([]);
    expect(remarks(({ u, t, w }) => (u < 3 && t < 3 ? 0 : 1 + w))).toEqual([]);
    expect(reviewDesign(seededPanel({ y: ({ w }) => Math.max(0.2, w) }))).toEqual([]);
  });
});
