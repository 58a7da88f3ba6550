import { definePanel, derive, fromColumns, randomStream, withPanelColumn } from "@ceteris/core";
import { expect, it } from "vitest";
import { imputation, type StaggeredResult, twfe, twoStage } from "../../src/index.ts";

const nUnits = 80;
const nPeriods = 8;
const starts = [0, 3, 5, 7];
const draws = 200;

const cells = Array.from({ length: nUnits * nPeriods }, (_, i) => ({
  id: Math.floor(i / nPeriods),
  t: 1 + (i % nPeriods),
  g: starts[Math.floor(i / nPeriods) % starts.length]!,
}));
/** Effects grow from the start on, faster for early cohorts: what two-way fixed effects get wrong. */
const effects = cells.map(({ t, g }) => (g > 0 && t >= g ? (t - g + 1) * (0.8 - 0.1 * g) : 0));
const truth = (() => {
  const own = effects.filter((effect) => effect > 0);
  return own.reduce((a, b) => a + b, 0) / own.length;
})();
const panel = definePanel(
  fromColumns({
    id: cells.map(({ id }) => id),
    t: cells.map(({ t }) => t),
    g: cells.map(({ g }) => g),
    y: cells.map(() => 0),
  }),
  { unit: "id", time: "t", treatment: { cohort: "g" } },
);

it("covers effects that differ between cohorts and grow, where two-way fixed effects are biased", () => {
  const options = { outcome: "y" };
  const estimates: Record<string, number[]> = { imputation: [], twoStage: [], twfe: [] };
  const covered: Record<string, number> = { imputation: 0, twoStage: 0, leaveOneOut: 0 };
  for (let d = 0; d < draws; d++) {
    const stream = derive(randomStream(20240105), d);
    const level = Float64Array.from({ length: nUnits }, () => stream.normal());
    let error = 0;
    const y = Float64Array.from(cells, ({ id, t }, i) => {
      error = t === 1 ? stream.normal() : 0.5 * error + Math.sqrt(0.75) * stream.normal();
      return level[id]! + 0.2 * t + effects[i]! + error;
    });
    const drawn = withPanelColumn(panel, "y", { type: "number", values: y });
    const results: Record<string, StaggeredResult> = {
      imputation: imputation(drawn, options),
      twoStage: twoStage(drawn, options),
      leaveOneOut: imputation(drawn, { ...options, leaveOneOut: true }),
    };
    for (const [name, { overall }] of Object.entries(results)) {
      estimates[name]?.push(overall.estimate!);
      if (overall.confLow! <= truth && truth <= overall.confHigh!) covered[name]!++;
    }
    estimates.twfe!.push(twfe(drawn, options).estimates[0]!.estimate!);
  }
  const moments = (values: readonly number[]) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const error = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0)) / values.length;
    return { bias: mean - truth, error };
  };
  const own = moments(estimates.imputation!);
  // Four simulation errors.
  const missed = 4 * Math.sqrt((0.95 * 0.05) / draws);
  for (const count of Object.values(covered)) {
    expect(Math.abs(count / draws - 0.95)).toBeLessThan(missed);
  }
  expect(Math.abs(own.bias)).toBeLessThan(4 * own.error);
  const biased = moments(estimates.twfe!);
  expect(Math.abs(biased.bias)).toBeGreaterThan(20 * biased.error);
});
