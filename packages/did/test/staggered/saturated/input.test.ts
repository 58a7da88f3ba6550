import { definePanel, type EventStudyResult, fromColumns } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { etwfe, type StaggeredResult, stacked, sunab } from "../../../src/index.ts";
import { panelOf, type StaggeredRows, staggeredRows } from "../../att-gt/panels.ts";

const starts = [0, 2004, 2005, 0, 2006, 2004];
const rows = staggeredRows(11, starts, 30, 7);
const panel = panelOf(rows);
const keep = (all: StaggeredRows, is: (i: number) => boolean): StaggeredRows => {
  const kept = all.y.map((_, i) => i).filter(is);
  return Object.fromEntries(Object.entries(all).map(([k, v]) => [k, kept.map((i) => v[i]!)])) as never;
};
const messages = ({ warnings }: StaggeredResult) =>
  Object.fromEntries(warnings.map((w) => [w.code, w.message]));
const estimate = ({ estimates }: StaggeredResult, term: string) =>
  estimates.find((row) => row.term === term)!.estimate;

describe("input of sunab, etwfe and stacked", () => {
  it("refuses a base that effects cannot be measured from", () => {
    expect(() => sunab(panel, { outcome: "y", base: 0 })).toThrow(
      "base: 0 is not an event time before treatment. Give a negative event time, such as -1",
    );
    expect(() => sunab(panel, { outcome: "y", base: -9 })).toThrow(
      "no treated unit is seen at event time -9. Choose the base among the event times of the sample: -5, -4",
    );
    expect(() => etwfe(panel, { outcome: "y", control: "never", base: -9 })).toThrow("event time -9");
    expect(() => etwfe(panel, { outcome: "y", base: -2 })).toThrow(
      "base: a base of -2 is given, but with units not yet treated as controls effects are measured from all rows before treatment. Leave it out, or choose control “never”",
    );
    const biennial = panelOf({ ...rows, t: rows.t.map((t) => 2 * t), g: rows.g.map((g) => 2 * g) });
    expect(() => stacked(biennial, { outcome: "y", before: 2, after: 0 })).toThrow(
      "no treated unit is seen at event time -1",
    );
    const path = stacked(biennial, { outcome: "y", base: -2, aggregate: "dynamic" }) as EventStudyResult;
    expect(path.estimates.find((row) => row.reference)!.eventTime).toBe(-2);
  });

  it("refuses words it does not know, and names of its own rows", () => {
    expect(() => sunab(panel, { outcome: "y", aggregate: "event" as "simple" })).toThrow(
      "aggregate: “event” is not known. Give one of simple, dynamic, cohort",
    );
    for (const key of ["control", "effects", "average"]) {
      expect(() => etwfe(panel, { outcome: "y", [key]: "all" })).toThrow(`${key}: “all” is not known`);
    }
    const clash = panelOf(rows, { att: rows.x });
    expect(() => sunab(clash, { outcome: "y", controls: ["att"] })).toThrow(
      "controls: “att” is the name of the treatment effect in the result",
    );
  });

  it("refuses windows that are none, or that no cohort fits", () => {
    expect(() => stacked(panel, { outcome: "y", before: 0 })).toThrow(
      "before: 0 is not a length of time above 0. Give the periods before treatment to cover, such as 3",
    );
    expect(() => stacked(panel, { outcome: "y", after: -1 })).toThrow(
      "after: -1 is not a length of time from 0 on. Give the periods after the first treated one to cover, such as 2",
    );
    expect(() => stacked(panel, { outcome: "y", before: 3, after: 5 })).toThrow(
      "no cohort is seen in the whole window from -3 to 5 around its start while other units are untreated throughout it (cohorts 2004, 2005, 2006)",
    );
    const last = panelOf(staggeredRows(3, [2004, 2005], 20, 7));
    expect(() => stacked(last, { outcome: "y", after: 1 })).toThrow(
      "no cohort is seen in the whole window from -1 to 1",
    );
  });

  it("refuses treatment that ends", () => {
    const treat = rows.t.map((t, i) =>
      Number(rows.g[i]! > 0 && t >= rows.g[i]! && !(t === 2007 && rows.id[i] === 1)),
    );
    const ends = definePanel(fromColumns({ ...rows, treat }), {
      unit: "id",
      time: "t",
      treatment: { treat: "treat" },
    });
    const start = "treatment switches off again in 1 of 30 units (1), and ";
    expect(() => sunab(ends, { outcome: "y" })).toThrow(`${start}effects by time since the start`);
    expect(() => etwfe(ends, { outcome: "y" })).toThrow(`${start}effects by time since the start`);
    expect(() => stacked(ends, { outcome: "y" })).toThrow(`${start}a sub-experiment compares`);
  });

  it("refuses products of covariates that do not fit into memory", () => {
    const many = staggeredRows(3, [0, 2003, 2005, 2007, 2009, 2011], 6000, 20);
    const controls = Array.from({ length: 30 }, (_, j) => `x${j}`);
    const wide = panelOf(many, Object.fromEntries(controls.map((name) => [name, many.x])));
    expect(() => etwfe(wide, { outcome: "y", controls })).toThrow(
      "their products with cohorts, periods and treated cells are 2850 columns of 120000 rows, more than memory is meant to hold. Name fewer controls",
    );
  });
});

describe("rows of sunab and etwfe", () => {
  it("leaves out units treated from the start, and says so", () => {
    const early = panelOf({ ...rows, g: rows.g.map((g, i) => (rows.id[i]! % 10 === 1 ? 2001 : g)) });
    const without = panelOf(keep(rows, (i) => rows.id[i]! % 10 !== 1));
    for (const estimator of [sunab, etwfe]) {
      const got = estimator(early, { outcome: "y" });
      expect(got.overall).toEqual(estimator(without, { outcome: "y" }).overall);
      expect(messages(got).TREATED_FROM_START).toContain(
        "3 of 30 units are treated from the first period, 2001, on",
      );
      expect(got.sample).toMatchObject({ nRows: 210, nObs: 189, nUnits: 27 });
      // Also when treated before the data begin: fixest takes these for never treated.
      const before = panelOf({ ...rows, g: rows.g.map((g, i) => (rows.id[i]! % 10 === 1 ? 1990 : g)) });
      expect(estimator(before, { outcome: "y" }).overall).toEqual(got.overall);
    }
    // They are no clean controls of stacks either.
    const [a, b] = [early, without].map((p) => stacked(p, { outcome: "y", before: 2, after: 1 }));
    expect(a!.overall).toEqual(b!.overall);
    expect(messages(a!).COHORTS_TRIMMED).toMatch(
      /^3 of \d+ treated units take no part, as their cohorts are not seen from event time -2 to 1 while other units are untreated throughout: 2001 \(3\)\. /,
    );
  });

  it("takes units treated after the last period for never treated", () => {
    const late = panelOf({ ...rows, g: rows.g.map((g) => (g === 0 ? 2010 : g)) });
    for (const estimator of [sunab, etwfe, stacked])
      expect(estimator(late, { outcome: "y" }).overall).toEqual(estimator(panel, { outcome: "y" }).overall);
  });

  it("counts what is missing before it chooses units and periods", () => {
    const y = rows.y.map((v, i) => (i % 50 === 3 ? Number.NaN : v));
    const nobody = panelOf(keep({ ...rows, y }, (i) => rows.g[i]! > 0));
    const got = sunab(nobody, { outcome: "y" });
    expect(messages(got).NEVER_TREATED_NONE).toContain(
      "first treated in 2006, the last to be treated, serve as controls",
    );
    const missing = y.filter((v, i) => Number.isNaN(v) && rows.g[i]! > 0).length;
    expect(got.sample.dropped).toEqual({ missing, singleton: 0, filtered: 0 });
    const nObs = y.filter((v, i) => !Number.isNaN(v) && rows.g[i]! > 0 && rows.t[i]! < 2006).length;
    expect(got.sample.nObs).toBe(nObs);
    expect(got.sample.nPeriods).toBe(5);
  });
});

describe("effects that are not identified", () => {
  it("are left out of means, whose others do not change", () => {
    const whole = sunab(panel, { outcome: "y", aggregate: "cohort" });
    const lost = panelOf(keep(rows, (i) => !(rows.g[i] === 2005 && rows.t[i] === 2004)));
    const got = sunab(lost, { outcome: "y", aggregate: "cohort" });
    expect(estimate(got, "cohort:2005")).toBeNull();
    for (const term of ["cohort:2004", "cohort:2006"])
      expect(estimate(got, term)).toBeCloseTo(estimate(whole, term)!, 10);
    expect(messages(got).CELLS_NOT_IDENTIFIED).toBe(
      "6 of 18 effects of a cohort in a period are not identified (cohort 2005 in 2001, 2002, 2003, 2005, 2006 and 1 more): no rows link them with those that effects in these periods are measured from. Means leave them out, and a mean of none is an empty row. Add rows of the cohort before treatment, or untreated rows in these periods.",
    );
    expect({ ...got.overall, term: "att" }).toEqual(sunab(lost, { outcome: "y" }).overall);
    // Not-yet-treated rows of other periods still tell what the cohort would have been.
    expect(estimate(etwfe(lost, { outcome: "y", aggregate: "cohort" }), "cohort:2005")).not.toBeNull();
  });

  it("are those that covariates say the same as", () => {
    // In 2006 one row is untreated: a slope of its own fits it whatever the covariate.
    const lonely = panelOf(keep(rows, (i) => !(rows.t[i] === 2006 && rows.g[i] === 0 && rows.id[i] !== 0)));
    const got = etwfe(lonely, { outcome: "y", controls: ["x"], aggregate: "dynamic" });
    expect(messages(got).CELLS_NOT_IDENTIFIED).toBe(
      "3 of 9 effects of a cohort in a period are not identified (cohort 2004 in 2006; cohort 2005 in 2006; cohort 2006 in 2006): the rows that effects are measured from do not tell what the covariates say about them. Means leave them out, and a mean of none is an empty row. Name fewer covariates, or add such rows.",
    );
    expect(got.overall.estimate).not.toBeNull();
    expect(messages(etwfe(lonely, { outcome: "y" })).CELLS_NOT_IDENTIFIED).toBeUndefined();
    // A cell of one row has no slope of its own, and needs none.
    const single = panelOf(keep(rows, (i) => rows.g[i] !== 2006 || rows.id[i] === 4));
    expect(messages(etwfe(single, { outcome: "y", controls: ["x"] })).CELLS_NOT_IDENTIFIED).toBeUndefined();
  });

  it("are null where nobody is left to compare with", () => {
    const ends = panelOf(keep(rows, (i) => rows.g[i]! > 0 || rows.t[i]! < 2007));
    const path = sunab(ends, { outcome: "y", aggregate: "dynamic" });
    expect(estimate(path, "event:3")).toBeNull();
    expect(estimate(path, "event:2")).not.toBeNull();
    expect(messages(path).CELLS_NOT_IDENTIFIED).toContain(
      "cohort 2004 in 2007; cohort 2005 in 2007; cohort 2006 in 2007",
    );
  });

  it("has no errors of period sums, which saturation makes zero", () => {
    for (const covariance of [{ type: "driscoll-kraay" }, { type: "cluster", by: ["t"] }] as const) {
      const got = sunab(panel, { outcome: "y", aggregate: "dynamic", covariance });
      expect(got.estimates.every((row) => row.stdError === null)).toBe(true);
      expect((got as EventStudyResult).pretrend).toBeNull();
      expect(messages(got).NO_STANDARD_ERROR).toContain("No standard error can be had for event:-5");
    }
  });

  it("says that a control is explained, and leaves the effects as they are", () => {
    const double = panelOf(rows, { late: rows.t.map((t) => Number(t > 2004)) });
    const got = sunab(double, { outcome: "y", controls: ["late", "x"], aggregate: "dynamic" });
    expect((got as EventStudyResult).controls[0]).toMatchObject({ term: "late", estimate: null });
    expect(messages(got).COLLINEAR).toContain("“late” is not identified");
    expect(got.overall.estimate).toBeCloseTo(
      sunab(panel, { outcome: "y", controls: ["x"] }).overall.estimate!,
      10,
    );
  });
});

describe("the window of a stack", () => {
  it("keeps the most rows of treated units unless told otherwise", () => {
    const { spec, warnings } = stacked(panel, { outcome: "y" });
    // 2004 to 2006: of all of them five periods (3 before, 1 after), of 2004 and 2005 six.
    expect(spec).toMatchObject({
      before: 3,
      after: 1,
      base: -1,
      stack: {
        cohorts: [
          { cohort: 2004, nUnits: 10 },
          { cohort: 2005, nUnits: 5 },
          { cohort: 2006, nUnits: 5 },
        ],
      },
    });
    expect(warnings).toEqual([]);
    expect(stacked(panel, { outcome: "y", after: 2 }).spec).toMatchObject({ before: 3, after: 2 });
    expect(stacked(panel, { outcome: "y", before: 1 }).spec).toMatchObject({ before: 1, after: 1 });
  });

  it("gives data rows once, however often they are stacked", () => {
    const { sample, spec, fit } = stacked(panel, { outcome: "y", before: 2, after: 1, aggregate: "dynamic" });
    const inSome = rows.t.filter((t, i) => {
      const g = rows.g[i]!;
      return [2004, 2005, 2006].some((a) => (g === a || g === 0 || g > a + 1) && t >= a - 2 && t <= a + 1);
    }).length;
    expect(sample.nObs).toBe(inSome);
    expect(sample.nTreatedUnits).toBe(20);
    const { nRows } = spec.stack as { nRows: number };
    // Three sub-experiments of four periods; 2006 is a control of 2004 as well.
    expect(nRows).toBe(4 * (10 + 10 + 5 + (5 + 10) + (5 + 10)));
    expect(fit.dofResidual).toBe(nRows - 2 - 4 + 1 - 3);
  });
});
