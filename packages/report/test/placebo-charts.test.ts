import type { PlaceboResult } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { rejectionRegion } from "../src/charts/rejection-region.ts";
import { placeboSheet, plotPlacebo, plotPlaceboPValues, plotRejection, sheetToText } from "../src/index.ts";
import { placebo, studentisedPlacebo } from "./factories.ts";

/** Draws 1 to n, every second one negative. */
function drawn(n: number, spec: Record<string, unknown> = {}): PlaceboResult {
  const values = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1) * (i + 1));
  return { ...placebo(), values, spec: { ...placebo().spec, ...spec } };
}

/** The share that `placebo` would count for an estimate. */
function pOf(at: number, { values, spec }: PlaceboResult): number {
  const isExtreme = (v: number) =>
    spec.alternative === "greater"
      ? v >= at
      : spec.alternative === "less"
        ? v <= at
        : Math.abs(v) >= Math.abs(at);
  const extreme = values.filter(isExtreme).length;
  return spec.pValueRule === "extreme / all" ? extreme / values.length : (1 + extreme) / (1 + values.length);
}

describe("the rejection region", () => {
  it.each([
    [19, {}],
    [20, {}],
    [99, {}],
    [100, { level: 0.9 }],
    [500, { alternative: "greater" }],
    [500, { alternative: "less" }],
    [20, { pValueRule: "extreme / all" }],
    [27, { pValueRule: "extreme / all" }],
    [60, { pValueRule: "extreme / all", alternative: "greater", level: 0.99 }],
  ])("of %i draws holds exactly the estimates whose p is small enough: %o", (n, spec) => {
    const result = drawn(n, spec);
    const { size, low, high } = rejectionRegion(result);
    // Draws themselves where the actual one is among them, numbers between them otherwise.
    const estimates = "pValueRule" in spec ? result.values : result.values.map((v) => v + 0.5);
    for (const at of [...estimates, n + 5, -n - 5]) {
      if ("pValueRule" in spec && !result.values.includes(at)) continue;
      const rejected = (low !== null && at < low) || (high !== null && at > high);
      expect(rejected, `${at}`).toBe(pOf(at, result) <= size + 1e-12);
    }
  });

  it("is empty where the draws are too few", () => {
    expect(rejectionRegion(drawn(18))).toEqual({ size: 0.05, low: null, high: null });
    expect(JSON.stringify(plotRejection(drawn(18)))).toContain("too few draws to reject at 5%");
    expect(JSON.stringify(plotRejection(drawn(18), { lang: "zh" }))).toContain(
      "抽样过少，无法在5%水平上拒绝",
    );
  });
});

describe("charts of a placebo", () => {
  const data = (spec: object) => {
    const found: Record<string, unknown>[] = [];
    JSON.stringify(spec, (key, value) => {
      if (key === "values" && Array.isArray(value)) found.push(...value.filter((v) => typeof v === "object"));
      return value;
    });
    return found;
  };

  it("count every draw once in the bars, coloured where rejected", () => {
    const result = drawn(200);
    const { high } = rejectionRegion(result);
    const bars = data(plotRejection(result, { bars: 17 })).filter((row) => "from" in row) as Record<
      string,
      number
    >[];
    const count = (rows: typeof bars) => rows.reduce((sum, row) => sum + row.high! - row.low!, 0);
    expect(count(bars)).toBe(200);
    const outside = result.values.filter((v) => Math.abs(v) > high!).length;
    const layers = (plotRejection(result, { bars: 17 }) as { layer: object[] }).layer;
    expect(count(data(layers[2]!) as typeof bars)).toBe(outside);
    expect(plotRejection({ ...result, values: [1, 1, 1] })).toBeDefined();
  });

  it("show a p value for each draw that has one, and thin out very many", () => {
    const few = studentisedPlacebo();
    const p = few.studentised!.pValues.map((v, i) => (i === 3 ? null : v));
    const points = (result: PlaceboResult) =>
      data(plotPlaceboPValues(result)).filter((row) => "p" in row && "x" in row);
    expect(points({ ...few, studentised: { ...few.studentised!, pValues: p } }).length).toBe(499);
    const n = 30_000;
    const many = {
      ...few,
      values: Array.from({ length: n }, (_, i) => i),
      studentised: { ...few.studentised!, pValues: Array.from({ length: n }, (_, i) => i / n) },
    };
    expect(points(many).length).toBe(2000);
    expect(points(many)[7]).toEqual({ x: 105, p: 105 / n });
    expect(
      data(plotPlacebo(many, { bandwidth: 1 })).filter((row) => "x" in row && !("y" in row)).length,
    ).toBe(2000);
  });

  it("refuse draws without p values", () => {
    expect(() => plotPlaceboPValues(placebo())).toThrow(
      "studentised: the draws have no p values of their own. Run the placebo test with studentised draws.",
    );
  });

  it("name the p value of the alternative", () => {
    const one = { ...placebo(), spec: { alternative: "less" } };
    expect(plotPlacebo(one).title).toMatchObject({ subtitle: "500 draws, one-sided p (less) = 1.000" });
    expect(plotPlacebo(one, { lang: "zh" }).title).toMatchObject({ subtitle: "500次抽样，左侧p值 = 1.000" });
  });
});

describe("the table of a placebo", () => {
  it("has the test by t statistics, and names the strata", () => {
    const result = studentisedPlacebo();
    const text = sheetToText(
      placeboSheet({ ...result, spec: { ...result.spec, strata: ["region", "size"] } }),
    );
    expect(text).toMatch(/t statistic, actual +3\.617\n/);
    expect(text).toMatch(/p value, two-sided, by t statistics +0\.004\n/);
    expect(text).toContain("Treatment is dealt out within levels of region and size only.");
    expect(text).toContain("By t statistics: each draw's estimate over its own standard error");
    const zh = sheetToText(placeboSheet(result, { lang: "zh" }));
    expect(zh).toMatch(/双侧p值（按t统计量） +0\.004\n/);
    expect(zh).toContain("按t统计量：每次抽样的估计系数除以其自身的标准误");
  });
});
