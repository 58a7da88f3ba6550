import { definePanel, panelNumbers, withPanelColumn } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { placebo, twfe } from "../../src/index.ts";
import { castle, close } from "../fixtures.ts";

const castlePanel = definePanel(castle, { unit: "sid", time: "year", treatment: { treat: "post" } });

describe("unit-specific trends", () => {
  const options = { outcome: "l_homicide", controls: ["unemployrt", "l_income"] };

  it("agrees with fixest's sid + year + sid[year]", () => {
    const { estimates, spec, warnings } = twfe(castlePanel, {
      ...options,
      fixedEffects: ["sid", "year", "sid[year]"],
    });
    // packages/regression/test/fixtures/slopes.R, case trends, clustered by sid.
    close(estimates[0]!.estimate, 0.0449525286248309, 1e-7);
    expect(spec.absorption).toEqual({ method: "slopes", iterations: 1, converged: true });
    expect(warnings).toEqual([]);
  });

  it("drops rows without a value of the slopes' column, and says of which", () => {
    const holes = panelNumbers(castlePanel, "poverty").map((v, i) => (i === 3 || i === 40 ? Number.NaN : v));
    const panel = withPanelColumn(castlePanel, "exposure", { type: "number", values: holes });
    const { sample, warnings } = twfe(panel, { ...options, fixedEffects: ["year", "sid[exposure]"] });
    expect(sample.dropped.missing).toBe(2);
    expect(warnings[0]!.details).toEqual({ byColumn: { exposure: 2 } });
  });

  it("needs numbers to slope on", () => {
    expect(() => twfe(castlePanel, { ...options, fixedEffects: ["year", "sid[yeer]"] })).toThrow(
      /no column “yeer”.*Did you mean “year”\?/,
    );
  });

  it("keeps the trends in placebo draws", () => {
    const withTrends = { ...options, fixedEffects: ["sid", "year", "sid[year]"] };
    const { actual, draws, values } = placebo(castlePanel, {
      ...withTrends,
      mode: "unit",
      draws: 5,
      seed: 3,
    });
    expect(actual.estimate).toBe(twfe(castlePanel, withTrends).estimates[0]!.estimate);
    const without = placebo(castlePanel, { ...options, mode: "unit", draws: 5, seed: 3 });
    expect(draws.n).toBe(5);
    expect(Math.abs(values[0]! - without.values[0]!)).toBeGreaterThan(1e-4);
  });
});
