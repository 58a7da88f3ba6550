import { describe, expect, it } from "vitest";
import { estimateRow, estimateRows } from "../src/index.ts";

describe("estimateRows", () => {
  // R: 2 * pt(-2, 9) and 0.2 + c(-1, 1) * qt(.975, 9) * 0.1
  it("gives t statistics, p-values and intervals", () => {
    const [row] = estimateRows(["did"], [0.2], Float64Array.of(0.01), [9], 0.95);
    expect(row).toMatchObject({ term: "did", estimate: 0.2, stdError: 0.1, statistic: 2, dof: 9 });
    expect(row!.pValue!).toBeCloseTo(0.0765528237707, 13);
    expect(row!.confLow!).toBeCloseTo(0.2 - 0.2262157162798205, 14);
    expect(row!.confHigh!).toBeCloseTo(0.2 + 0.2262157162798205, 14);
    expect(Object.isFrozen(row)).toBe(true);
  });

  it("is normal without degrees of freedom or with infinite ones", () => {
    const covariance = Float64Array.of(1, 0.3, 0.3, 4);
    const without = estimateRows(["a", "b"], [1.959963984540054, -6], covariance, null, 0.9);
    const infinite = estimateRows(["a", "b"], [1.959963984540054, -6], covariance, [1 / 0, 1 / 0], 0.9);
    expect(without).toEqual(infinite);
    expect(without[0]!.pValue!).toBeCloseTo(0.05, 14);
    expect(without[1]).toMatchObject({ stdError: 2, statistic: -3, dof: null });
    expect(without[1]!.confLow!).toBeCloseTo(-6 - 2 * 1.6448536269514722, 13);
  });

  it("says null, never NaN, where nothing is identified", () => {
    const rest = { stdError: null, statistic: null, dof: null, pValue: null, confLow: null, confHigh: null };
    for (const variance of [0, -1e-18, Number.NaN, Number.POSITIVE_INFINITY]) {
      const [row] = estimateRows(["x"], [0.5], Float64Array.of(variance), [10], 0.95);
      expect(row).toEqual({ term: "x", estimate: 0.5, ...rest });
    }
    expect(estimateRow("x", Number.NaN, 1, 10, 0.95)).toEqual({ term: "x", estimate: null, ...rest });
    expect(estimateRow("x", 1, null, 10, 0.95)).toEqual({ term: "x", estimate: 1, ...rest });
    expect(estimateRow("x", 1, 2, 0, 0.95)).toMatchObject({
      stdError: 2,
      statistic: 0.5,
      pValue: null,
      confLow: null,
    });
    expect(JSON.stringify(estimateRow("x", 1e300, 1e-300, 3, 0.95))).not.toContain("NaN");
  });
});
