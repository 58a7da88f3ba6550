import { type EventStudyResult, normal } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { uniformBands } from "../../src/index.ts";

/** An event study with base −1 whose estimates have these correlations, and standard errors 1, 2, … */
function study(correlation: readonly (readonly number[])[]): EventStudyResult {
  const times = correlation.map((_, i) => (i === 0 ? -2 : i - 1));
  const terms = times.map((t) => `event:${t}`);
  const rows = times.map((eventTime, i) => ({
    term: terms[i]!,
    eventTime,
    estimate: i,
    stdError: i + 1,
    reference: false,
  }));
  return {
    estimates: [
      ...rows.slice(0, 1),
      { term: "event:-1", eventTime: -1, estimate: 0, stdError: null, reference: true },
      ...rows.slice(1),
    ],
    vcov: { terms, matrix: correlation.map((row, i) => row.map((r, j) => r * (i + 1) * (j + 1))) },
  } as unknown as EventStudyResult;
}

const table = (k: number, entry: (i: number, j: number) => number) =>
  Array.from({ length: k }, (_, i) => Array.from({ length: k }, (_, j) => (i === j ? 1 : entry(i, j))));

describe("uniformBands", () => {
  it("are the pointwise interval of a single effect", () => {
    const bands = uniformBands(study([[1]]))!;
    expect(bands.critical).toBeCloseTo(normal.quantile(0.975), 8);
    expect(bands.rows).toEqual([
      { eventTime: -2, confLow: 0 - bands.critical, confHigh: 0 + bands.critical },
    ]);
  });

  it.each([2, 3, 4, 7])("follow Šidák for %i independent effects", (k) => {
    const bands = uniformBands(study(table(k, () => 0)))!;
    expect(Math.abs(bands.critical - normal.quantile((1 + 0.95 ** (1 / k)) / 2))).toBeLessThan(1e-5);
    expect(bands.rows.map((row) => row.eventTime)).toEqual([
      -2,
      ...Array.from({ length: k - 1 }, (_, i) => i),
    ]);
  });

  /** P(max |Z| ≤ c) when all correlations are ρ: given their common part, the variables are independent. */
  const alikeInside = (c: number, rho: number, k: number) => {
    const step = 0.01;
    let sum = 0;
    for (let u = -8; u <= 8; u += step) {
      const [mid, scale] = [Math.sqrt(rho) * u, Math.sqrt(1 - rho)];
      const one = normal.cdf((c - mid) / scale) - normal.cdf((-c - mid) / scale);
      sum += (step * Math.exp((-u * u) / 2) * one ** k) / Math.sqrt(2 * Math.PI);
    }
    return sum;
  };

  it.each([
    [4, 0.7, 0.9, 1e-6],
    // Beyond four effects the probability is good to 1e-4.
    [6, 0.5, 0.95, 1e-4],
    [9, 0.8, 0.95, 1e-4],
  ])("hold %i effects of correlation %f at level %f", (k, rho, level, tolerance) => {
    const { critical } = uniformBands(study(table(k, () => rho)), { level })!;
    expect(Math.abs(alikeInside(critical, rho, k) - level)).toBeLessThan(tolerance);
  });

  // mvtnorm 1.1.3 in R, qmvnorm(p, tail = "both.tails", sigma), whose quantiles are good to about 5e-4.
  it("equal the quantiles of mvtnorm", () => {
    const decaying = uniformBands(study(table(5, (i, j) => 0.5 ** Math.abs(i - j))))!;
    expect(Math.abs(decaying.critical - 2.539421117)).toBeLessThan(1e-3);
  });

  it("have no factor beyond one effect when all move together", () => {
    const bands = uniformBands(study(table(3, () => 1 - 1e-9)))!;
    expect(Math.abs(bands.critical - 1.959964)).toBeLessThan(1e-3);
  });

  it("refuse a level outside 0 and 1, and give null without standard errors", () => {
    expect(() => uniformBands(study([[1]]), { level: 95 })).toThrow(
      "level: 95 is not between 0 and 1. Give a confidence level such as 0.95.",
    );
    const none = { estimates: [], vcov: { terms: [], matrix: [] } } as unknown as EventStudyResult;
    expect(uniformBands(none)).toBeNull();
  });
});
