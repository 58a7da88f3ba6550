import { describe, expect, it } from "vitest";
import { normaliseIndicators } from "../src/index.ts";
import { panelOf } from "./helpers.ts";

describe("normaliseIndicators", () => {
  const panel = panelOf({ a: [0, 10, 4, 30], b: [2, 4, 6, 8], pilot: [0, 0, 1, 1] }, [2016, 2017], {
    group: "pilot",
    start: 2017,
  });
  const indicators = [
    { name: "a", direction: "positive" as const },
    { name: "b", direction: "negative" as const },
  ];
  const values = (options: object) =>
    normaliseIndicators(panel, { indicators, ...options }).map((column) => [...column.values]);

  it("pooled", () => {
    expect(values({})).toEqual([
      [0, 10 / 30, 4 / 30, 1],
      [1, 4 / 6, 2 / 6, 0],
    ]);
    expect(normaliseIndicators(panel, { indicators })[0]!.ranges).toEqual([
      { period: null, min: 0, max: 30 },
    ]);
  });

  it("per year", () => {
    expect(values({ range: "per-year" })).toEqual([
      [0, 0, 1, 1],
      [1, 1, 0, 0],
    ]);
    expect(normaliseIndicators(panel, { indicators, range: "per-year" })[1]!.ranges).toEqual([
      { period: "2016", min: 2, max: 6 },
      { period: "2017", min: 4, max: 8 },
    ]);
  });

  it("base year: other years may leave 0 … 1", () => {
    expect(values({ range: "base-year", baseYear: 2016 })).toEqual([
      [0, 2.5, 1, 7.5],
      [1, 0.5, 0, -0.5],
    ]);
  });

  it("never-treated units alone", () => {
    expect(values({ range: "controls" })).toEqual([
      [0, 1, 0.4, 3],
      [1, 0, -1, -2],
    ]);
  });

  it("none: raw values, a negative indicator as −x", () => {
    expect(values({ normalise: "none" })).toEqual([
      [0, 10, 4, 30],
      [-2, -4, -6, -8],
    ]);
  });
});
