import { describe, expect, it } from "vitest";
import { aggregateEffects, attGt } from "../../src/index.ts";
import { panelOf, staggeredRows } from "./panels.ts";

const warned = (
  starts: readonly number[],
  nUnits: number,
  options: object = {},
  y?: (v: number, i: number) => number,
) => {
  const rows = staggeredRows(17, starts, nUnits, 5);
  const result = attGt(panelOf(y ? { ...rows, y: rows.y.map(y) } : rows), { outcome: "y", ...options });
  return { result, messages: Object.fromEntries(result.warnings.map((w) => [w.code, w.message])) };
};

describe("warnings of attGt", () => {
  it("counts units that are treated from the start", () => {
    const { result, messages } = warned([0, 2003, 2001], 30);
    expect(messages.TREATED_FROM_START).toMatch(
      /^10 of 30 units are treated from the first period, 2001, on and were dropped \(2, 5, 8, 11, 14 and 5 more\): nothing is seen of them before treatment\. /,
    );
    expect(result.sample).toMatchObject({ nUnits: 20, nObs: 100, nTreatedUnits: 10 });
    const ahead = warned([0, 2003, 2002], 30, { anticipation: 1 });
    expect(ahead.messages.TREATED_FROM_START).toContain(
      "on, or so soon after that with anticipation of 1 no period before it is left, and were dropped",
    );
  });

  it("counts units that lack a row, after those", () => {
    const { result, messages } = warned([0, 2003], 30, {}, (v, i) => (i === 7 || i === 103 ? Number.NaN : v));
    expect(messages.UNITS_INCOMPLETE).toBe(
      "2 of 30 units lack a complete row in some of the 5 periods and were dropped (1, 20): the same units are compared over time. Fill in the missing cells, or leave out the periods that lack most.",
    );
    expect(messages.MISSING_DROPPED).toContain("“y” (2)");
    expect(result.sample).toMatchObject({ nUnits: 28, nObs: 140, dropped: { missing: 2 } });
  });

  it("compares with the last cohort where nobody is never treated", () => {
    const { result, messages } = warned([2003, 2004], 30);
    expect(messages.NEVER_TREATED_NONE).toBe(
      "No unit is never treated: the 15 units first treated in 2004, the last to be treated, serve as controls, and no effect on them is estimated. The periods 2004, 2005 were dropped, as nobody is left untreated then. Add units that are never treated if there are any.",
    );
    expect(result.estimates.map(({ cohort, time }) => [cohort, time])).toEqual([
      [2003, 2002],
      [2003, 2003],
    ]);
    const notYet = warned([2003, 2004], 30, { control: "not-yet" }).result;
    expect(notYet.estimates).toEqual(result.estimates);
    expect(notYet.sample.nTreatedUnits).toBe(15);
  });

  it("names small cohorts and small controls", () => {
    const { messages } = warned([2003, 2003, 0, 2004], 16, { controls: ["x"], method: "reg" });
    expect(messages.SMALL_COHORTS).toMatch(/^Cohorts of fewer than 6 units: 2004 \(4\), never \(4\)\. /);
  });

  it("has null for the means of cohorts seen before treatment only", () => {
    const { result } = warned([0, 2006, 2003], 30, { anticipation: 1 });
    expect(result.estimates.some((row) => row.cohort === 2006)).toBe(true);
    expect(aggregateEffects(result, { type: "group" }).estimates.map((row) => row.cohort)).toEqual([2003]);
  });

  it("has null for every mean where no effect is identified", () => {
    const rows = staggeredRows(17, [0, 2003], 30, 5);
    const apart = rows.g.map((g, i) => g + rows.x[i]! / 10);
    const result = attGt(panelOf(rows, { apart }), { outcome: "y", controls: ["apart"] });
    expect(result.pretrend).toBeNull();
    expect(aggregateEffects(result).estimates).toMatchObject([
      { term: "att", estimate: null, stdError: null },
    ]);
    for (const type of ["dynamic", "group", "calendar"] as const) {
      const { estimates, overall } = aggregateEffects(result, { type });
      expect(estimates.length).toBeGreaterThan(0);
      for (const row of [...estimates, overall]) expect(row.estimate).toBeNull();
    }
  });
});
