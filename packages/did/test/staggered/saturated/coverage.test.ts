import { derive, randomStream, withPanelColumn } from "@ceteris/core";
import { expect, it } from "vitest";
import { etwfe, type StaggeredResult, stacked, sunab, twfe } from "../../../src/index.ts";
import { panelOf, staggeredRows } from "../../att-gt/panels.ts";

const draws = 150;
const nUnits = 60;
const rows = staggeredRows(1, [0, 2003, 2005, 2007], nUnits, 8);
const panel = panelOf(rows);
/** Effects grow from the start on, faster for early cohorts: what two-way fixed effects get wrong. */
const effects = rows.t.map((t, i) => {
  const g = rows.g[i]!;
  return g > 0 && t >= g ? (t - g + 1) * (0.8 - 0.1 * (g - 2001)) : 0;
});
const meanWhere = (is: (event: number) => boolean) => {
  const own = effects.filter((_, i) => rows.g[i]! > 0 && is(rows.t[i]! - rows.g[i]!));
  return own.reduce((a, b) => a + b, 0) / own.length;
};
const all = meanWhere((event) => event >= 0);
const window = meanWhere((event) => event === 0 || event === 1);

it("covers effects that differ between cohorts and grow, where two-way fixed effects are biased", () => {
  const estimators: Readonly<Record<string, readonly [number, (p: typeof panel) => StaggeredResult]>> = {
    sunab: [all, (p) => sunab(p, { outcome: "y" })],
    etwfe: [all, (p) => etwfe(p, { outcome: "y" })],
    never: [all, (p) => etwfe(p, { outcome: "y", control: "never" })],
    stacked: [window, (p) => stacked(p, { outcome: "y", before: 2, after: 1 })],
  };
  const errors: Record<string, number[]> = { twfe: [] };
  const covered: Record<string, number> = {};
  for (let d = 0; d < draws; d++) {
    const stream = derive(randomStream(20240106), d);
    const level = Float64Array.from({ length: nUnits }, () => stream.normal());
    let error = 0;
    const y = Float64Array.from(rows.t, (t, i) => {
      error = t === 2001 ? stream.normal() : 0.5 * error + Math.sqrt(0.75) * stream.normal();
      return level[rows.id[i]!]! + 0.2 * t + effects[i]! + error;
    });
    const drawn = withPanelColumn(panel, "y", { type: "number", values: y });
    for (const [name, [truth, run]] of Object.entries(estimators)) {
      const { overall } = run(drawn);
      errors[name] = [...(errors[name] ?? []), overall.estimate! - truth];
      if (overall.confLow! <= truth && truth <= overall.confHigh!) covered[name] = (covered[name] ?? 0) + 1;
    }
    errors.twfe!.push(twfe(drawn, { outcome: "y" }).estimates[0]!.estimate! - all);
  }
  const bias = (name: string) => {
    const own = errors[name]!;
    const mean = own.reduce((a, b) => a + b, 0) / draws;
    return mean / (Math.sqrt(own.reduce((a, b) => a + (b - mean) ** 2, 0)) / draws);
  };
  for (const name of Object.keys(estimators)) {
    // Four standard errors of the simulation; 95% of 150 draws, give or take 3.3 of its standard errors (1.8 points).
    expect(Math.abs(bias(name)), name).toBeLessThan(4);
    expect(covered[name]! / draws, name).toBeGreaterThan(0.89);
  }
  expect(Math.abs(bias("twfe"))).toBeGreaterThan(8);
});
