import { describe, expect, it } from "vitest";
import { simulateHonest } from "./simulate-honest.ts";
import { simulatePretest } from "./simulate-pretest.ts";
import { TREND_DESIGNS } from "./trend-designs.ts";

const design = (name: string) => TREND_DESIGNS.find((d) => d.name === name)!;

describe("simulateHonest", () => {
  it("gives the same figures for the same seed, and others for another", () => {
    const of = (seed: number) => simulateHonest(design("honest-smoothness-first"), 3, seed);
    expect(of(7)).toEqual(of(7));
    expect(of(8)).not.toEqual(of(7));
  });

  it("holds the effect under a violation of the stated size, and less often under one of twice the size", () => {
    const draws = 60;
    const at = simulateHonest(design("honest-smoothness-first"), draws, 1);
    const beyond = simulateHonest(design("honest-smoothness-beyond"), draws, 1);
    // 95% less three Monte Carlo standard errors.
    expect(at.covered).toBeGreaterThanOrEqual(0.95 - 3 * Math.sqrt((0.95 * 0.05) / draws));
    expect(beyond.covered).toBeLessThan(at.covered);
    expect(at.coveredUsual).toBeLessThan(0.05);
    expect(at.widthRatio).toBeGreaterThan(beyond.widthRatio);
  });

  it("has designs of different names", () => {
    expect(new Set(TREND_DESIGNS.map((d) => d.name)).size).toBe(TREND_DESIGNS.length);
  });
});

describe("simulatePretest", () => {
  it.each([0.5, 0.8])("finds a line as often as computed, and the bias after passing (%f)", (power) => {
    const row = simulatePretest(power, 200, 1);
    expect(Math.abs(row.found - power)).toBeLessThan(3 * row.foundError);
    expect(Math.abs(row.biasFound - row.biasAfterPassing)).toBeLessThan(3 * row.biasError);
  });
});
