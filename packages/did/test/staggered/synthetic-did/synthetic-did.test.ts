import {
  type CeterisError,
  definePanel,
  type EventStudyResult,
  fromColumns,
  type SyntheticDidResult,
  type Warning,
} from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SyntheticDidOptions, syntheticDid, syntheticDidWork } from "../../../src/index.ts";
import { castlePanel, factorRows, panelOf, prop99, type Rows } from "./panels.ts";

const seeds = fc.integer({ min: 1, max: 2 ** 30 });
const STARTS = [0, 2006, 0, 2007, 0] as const;
const exact = { variance: "none", outcome: "y" } as const;

/** Mean of the outcome over rows. */
function meanOf({ g, t, y }: Rows, is: (g: number, t: number) => boolean): number {
  const own = y.filter((_, i) => is(g[i]!, t[i]!));
  return own.reduce((a, b) => a + b, 0) / own.length;
}

const codes = (warnings: readonly Warning[]) => warnings.map((w) => w.code);

describe("syntheticDid", () => {
  it("is a plain difference-in-differences with one period before treatment, and says so", () => {
    const rows = factorRows(3, [0, 2002, 0], 12, 4);
    const { overall, warnings, synthetic } = syntheticDid(panelOf(rows), exact);
    const change = (is: (g: number) => boolean) =>
      meanOf(rows, (g, t) => is(g) && t > 2001) - meanOf(rows, (g, t) => is(g) && t === 2001);
    expect(overall.estimate).toBeCloseTo(change((g) => g > 0) - change((g) => g === 0), 12);
    expect(synthetic[0]!.unitWeights.map(({ weight }) => weight)).toEqual(Array(8).fill(1 / 8));
    expect(warnings).toEqual([
      {
        code: "SYNTHETIC_ONE_PERIOD",
        message:
          "Cohort 2002: one period before treatment is all there is, so all controls weigh the same and the effect is a plain difference-in-differences. Add earlier periods to weigh controls by their paths.",
        details: { cohorts: [2002] },
      },
    ]);
  });

  it("moves with scale, not with levels of units or a common trend", () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.01, max: 100, noNaN: true }), (seed, b) => {
        const rows = factorRows(seed, STARTS, 20, 9);
        const options = { ...exact, variance: "jackknife", aggregate: "dynamic" } as const;
        const plain = syntheticDid(panelOf(rows), options);
        const y = rows.y.map((v, i) => b * (v + 3 * Math.sin(rows.id[i]!) + 0.4 * (rows.t[i]! - 2001)));
        const moved = syntheticDid(panelOf({ ...rows, y }), options);
        moved.estimates.forEach((row, i) => {
          expect(row.estimate! / b).toBeCloseTo(plain.estimates[i]!.estimate!, 6);
          expect(row.stdError! / b).toBeCloseTo(plain.estimates[i]!.stdError!, 6);
        });
      }),
      { numRuns: 10 },
    );
  });

  it("gives the same bytes for rows in another order and the same figures for other names and times", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = factorRows(seed, STARTS, 15, 8);
        const options = { outcome: "y", controls: ["x"], draws: 5, aggregate: "cohort" } as const;
        const plain = syntheticDid(panelOf(rows), options);
        const order = [...rows.id.keys()].sort(
          (a, b) => ((a * 37 + seed) % 101) - ((b * 37 + seed) % 101) || a - b,
        );
        const shuffled = Object.fromEntries(
          Object.entries(rows).map(([name, values]) => [name, order.map((i) => values[i]!)]),
        );
        expect(JSON.stringify(syntheticDid(panelOf(shuffled), options))).toBe(JSON.stringify(plain));
        const renamed = syntheticDid(
          panelOf({
            ...rows,
            id: rows.id.map((id) => `unit ${String(99 - id)}`),
            t: rows.t.map((t) => t - 1000),
            g: rows.g.map((g) => (g > 0 ? g - 1000 : 0)),
          }),
          options,
        );
        expect(renamed.estimates.map((row) => row.term)).toEqual(["cohort:1006", "cohort:1007"]);
        renamed.estimates.forEach((row, i) => {
          expect(row.estimate).toBeCloseTo(plain.estimates[i]!.estimate!, 9);
        });
      }),
      { numRuns: 8 },
    );
  });

  it("averages the same effects by event time, by cohort and over all", () => {
    const panel = panelOf(factorRows(11, STARTS, 20, 9));
    const of = (aggregate: "simple" | "dynamic" | "cohort") => syntheticDid(panel, { ...exact, aggregate });
    const [simple, path, cohorts] = [of("simple"), of("dynamic") as EventStudyResult, of("cohort")];
    expect(simple.overall.term).toBe("att");
    expect(simple.estimates).toEqual([simple.overall]);
    expect(path.kind).toBe("event-study");
    expect(path.estimates.map((row) => row.eventTime)).toEqual([-6, -5, -4, -3, -2, -1, 0, 1, 2, 3]);
    cohorts.estimates.forEach((row, i) => {
      expect(cohorts.synthetic[i]!.estimate).toBeCloseTo(row.estimate!, 12);
    });
    // Four units from 2006 on, for four periods, and four from 2007 on, for three.
    const [early, late] = cohorts.estimates.map((row) => row.estimate!);
    expect(simple.overall.estimate).toBeCloseTo((4 * early! + 3 * late!) / 7, 12);
    const after = path.estimates.filter((row) => row.eventTime >= 0);
    const total = after.reduce((sum, row) => sum + row.estimate! * (row.eventTime === 3 ? 1 : 2), 0);
    expect(simple.overall.estimate).toBeCloseTo(total / 7, 12);
    expect([cohorts.overall.estimate, simple.overall.estimate]).toEqual(
      [0, 0].map(() => expect.closeTo(simple.overall.estimate!, 12)),
    );
  });

  it("has leads whose mean by the period weights is zero, and tests none of them", () => {
    const result = syntheticDid(prop99, { outcome: "packs", aggregate: "dynamic" }) as EventStudyResult &
      SyntheticDidResult;
    const leads = result.estimates.filter((row) => row.eventTime < 0);
    const weights = result.synthetic[0]!.timeWeights;
    expect(leads).toHaveLength(19);
    expect(leads.reduce((sum, row, i) => sum + row.estimate! * weights[i]!.weight, 0)).toBeCloseTo(0, 12);
    expect(result.pretrend).toBeNull();
    expect(result.estimates.some((row) => row.reference)).toBe(false);
    expect(result.vcov.terms).toEqual(result.estimates.map((row) => row.term));
    expect(result.vcov.matrix[30]![30]).toBeCloseTo(result.estimates[30]!.stdError! ** 2, 9);
  });

  it("is frozen JSON without anything that JSON does not know", () => {
    const result = syntheticDid(castlePanel, {
      outcome: "l_homicide",
      aggregate: "cohort",
      variance: "jackknife",
    });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(Object.isFrozen(result.synthetic[0]!.paths[0])).toBe(true);
    expect(result.spec).toEqual({
      ...{ unit: "sid", time: "year", treatment: { cohort: "cohort" }, estimator: "sdid" },
      ...{ outcome: "l_homicide", controls: [], weights: null, aggregate: "cohort" },
      ...{ variance: "jackknife", level: 0.95 },
    });
    const [cohort] = result.synthetic;
    const sum = (weights: readonly { readonly weight: number }[]) =>
      weights.reduce((total, { weight }) => total + weight, 0);
    expect(sum(cohort!.unitWeights)).toBeCloseTo(1, 12);
    expect(sum(cohort!.timeWeights)).toBeCloseTo(1, 12);
    expect(cohort!.paths).toHaveLength(11);
  });
});

describe("standard errors of syntheticDid", () => {
  const block = panelOf(factorRows(21, [0, 0, 2007, 0], 40, 10));
  const errorOf = (options: Partial<SyntheticDidOptions>) =>
    syntheticDid(block, { outcome: "y", ...options }).overall.stdError;

  it("depend on the seed alone", () => {
    for (const variance of ["placebo", "bootstrap"] as const) {
      const [one, again, other] = [1, 1, 2].map((seed) => errorOf({ variance, draws: 20, seed }));
      expect(again).toBe(one);
      expect(other).not.toBe(one);
    }
  });

  it("are alike whatever their kind, where there are many units", () => {
    const wide = panelOf(factorRows(22, [0, 0, 2007, 0, 0], 100, 10));
    const [placebo, jackknife, bootstrap] = (["placebo", "jackknife", "bootstrap"] as const).map(
      (variance) => syntheticDid(wide, { outcome: "y", variance, draws: 100 }).overall.stdError!,
    );
    // 100 draws tell a standard deviation to a tenth or so.
    expect(placebo! / jackknife!).toBeGreaterThan(0.6);
    expect(placebo! / jackknife!).toBeLessThan(1.6);
    expect(bootstrap! / jackknife!).toBeGreaterThan(0.6);
    expect(bootstrap! / jackknife!).toBeLessThan(1.6);
  });

  it("cover the effect as often as they say", () => {
    let covered = 0;
    const n = 150;
    for (let seed = 1; seed <= n; seed++) {
      const { overall } = syntheticDid(panelOf(factorRows(seed, [0, 2008, 0], 36, 10, 0)), {
        outcome: "y",
        variance: "jackknife",
      });
      if (overall.confLow! <= 1 && overall.confHigh! >= 1) covered++;
    }
    // 95% of 150 less three standard deviations.
    expect(covered).toBeGreaterThan(134);
  });

  it("are placebo errors where twice as many units are never treated as treated, else jackknife errors", () => {
    expect(syntheticDid(block, { outcome: "y", draws: 2 }).spec).toMatchObject({
      variance: "placebo",
      draws: 2,
      enumerated: false,
    });
    const chosen = (starts: readonly number[]) => {
      const { overall, spec } = syntheticDid(panelOf(factorRows(2, starts, 9, 8)), { outcome: "y" });
      expect(overall.stdError).toBeGreaterThan(0);
      return spec["variance"];
    };
    expect(chosen([0, 2006, 0])).toBe("placebo");
    expect(chosen([0, 2006])).toBe("jackknife");
    expect(chosen([0, 2006, 2006])).toBe("jackknife");
  });

  it("are none where they cannot be had, with the reason", () => {
    const none = (rows: Rows, variance: "placebo" | "jackknife" | "bootstrap") => {
      const { overall, vcov, warnings } = syntheticDid(panelOf(rows), { outcome: "y", variance, draws: 3 });
      expect(overall.estimate).not.toBeNull();
      expect(overall).toMatchObject({ stdError: null, pValue: null, confLow: null });
      expect(vcov).toEqual({ terms: [], matrix: [] });
      return warnings.filter(({ code }) => code === "SYNTHETIC_NO_ERROR").map(({ message }) => message);
    };
    const two = factorRows(2, [0, 2006, 2006], 9, 8);
    expect(none(two, "placebo")).toEqual([
      "No standard error for att: placebo errors need more units never treated than treated. Choose jackknife or bootstrap.",
    ]);
    const single = factorRows(2, [2006, 0, 0, 0, 0, 0], 6, 8);
    const reason =
      "No standard error for att: one treated unit is all there is, and leaving out or drawing units says nothing of it. Choose placebo.";
    expect(none(single, "jackknife")).toEqual([reason]);
    expect(none(single, "bootstrap")).toEqual([reason]);
    expect(none(factorRows(2, [0, 2006, 2006], 3, 8), "jackknife")).toEqual([
      "No standard error for att: one never-treated unit has all the weight, and nothing is left without it. Choose placebo or bootstrap.",
    ]);
    const flat = { ...factorRows(2, [0, 2006, 0], 9, 8), y: new Array(72).fill(3) };
    expect(none(flat, "placebo")).toEqual([
      "No standard error for att: it comes out the same every time. Check that the outcome varies between units.",
    ]);
  });

  it("leave rows of cohorts with one unit without, and the others with", () => {
    const { estimates, overall, vcov } = syntheticDid(castlePanel, {
      outcome: "l_homicide",
      aggregate: "cohort",
      variance: "jackknife",
    });
    expect(estimates.filter((row) => row.stdError === null).map((row) => row.term)).toEqual([
      "cohort:2006",
      "cohort:2010",
    ]);
    expect(vcov.terms).toEqual(["cohort:2007", "cohort:2008", "cohort:2009"]);
    expect(overall.stdError).toBeGreaterThan(0);
  });

  it("come of the draws done when the work is stopped", () => {
    const options = { outcome: "y", draws: 50, variance: "bootstrap" } as const;
    const work = syntheticDidWork(block, options);
    expect(work.next().value).toEqual({ done: 1, total: 50 });
    work.next(false);
    const step = work.next(true);
    const stopped = step.value as SyntheticDidResult;
    expect(step.done).toBe(true);
    expect(stopped.warnings).toEqual([
      {
        code: "SYNTHETIC_INTERRUPTED",
        message:
          "Standard errors rest on 2 of 50 draws, because the work was interrupted. Run it again for all of them.",
        details: { done: 2, asked: 50 },
      },
    ]);
    expect(stopped.overall.stdError).toBe(syntheticDid(block, { ...options, draws: 2 }).overall.stdError);
  });

  it("are not those of a part of all assignments", () => {
    const work = syntheticDidWork(prop99, { outcome: "packs" });
    work.next();
    expect(() => work.next(true)).toThrow(
      "variance: stopped after 1 of 38 placebo assignments, which are no random sample of them all. Ask for fewer draws than there are assignments, so that they are drawn at random.",
    );
  });
});

describe("syntheticDid on data as they come", () => {
  const options = { ...exact, aggregate: "cohort" } as const;

  it("drops units with a hole and units always treated, counted", () => {
    const rows = factorRows(5, [0, 2006, 0, 2001], 16, 9);
    const y: (number | null)[] = rows.y.map((v, i) => (rows.id[i] === 2 && rows.t[i] === 2003 ? null : v));
    const { sample, warnings, synthetic } = syntheticDid(panelOf({ ...rows, y }), options);
    expect(codes(warnings)).toEqual(["MISSING_DROPPED", "TREATED_FROM_START", "UNITS_INCOMPLETE"]);
    expect(sample).toMatchObject({ nUnits: 11, nObs: 99, nPeriods: 9, nTreatedUnits: 4 });
    expect(synthetic[0]!.unitWeights.length).toBeLessThanOrEqual(7);
    const kept = rows.id.map((id) => id !== 2 && id % 4 !== 3);
    const clean = Object.fromEntries(
      Object.entries(rows).map(([name, values]) => [name, values.filter((_, i) => kept[i])]),
    );
    expect(syntheticDid(panelOf(clean), options).estimates).toEqual(
      syntheticDid(panelOf({ ...rows, y }), options).estimates,
    );
  });

  it("compares with the last cohort where nobody is never treated, before it is treated", () => {
    const rows = factorRows(6, [2005, 2006, 2008], 15, 9);
    const { estimates, synthetic, warnings } = syntheticDid(panelOf(rows), options);
    expect(codes(warnings)).toEqual(["NEVER_TREATED_NONE"]);
    expect(estimates.map((row) => row.term)).toEqual(["cohort:2005", "cohort:2006"]);
    expect(synthetic[0]!.paths.map(({ time }) => time)).toEqual([2001, 2002, 2003, 2004, 2005, 2006, 2007]);
  });

  it("counts event time by the time column, over gaps and with starts between periods", () => {
    const rows = factorRows(7, [0, 2005, 0], 12, 8);
    const t = rows.t.map((year) => 2000 + 3 * (year - 2000));
    const g = rows.g.map((year) => (year > 0 ? 2014 : 0));
    const path = syntheticDid(panelOf({ ...rows, t, g }), { ...exact, aggregate: "dynamic" });
    expect(path.estimates.map((row) => row.term)).toEqual(
      [-11, -8, -5, -2, 1, 4, 7, 10].map((event) => `event:${event}`),
    );
  });

  it("leaves collinear controls out, and says so", () => {
    const rows = factorRows(9, STARTS, 20, 9);
    const twice = rows.x.map((v) => 2 * v);
    const both = syntheticDid(panelOf({ ...rows, twice }), { ...exact, controls: ["x", "twice"] });
    const one = syntheticDid(panelOf(rows), { ...exact, controls: ["x"] });
    expect(both.overall.estimate).toBeCloseTo(one.overall.estimate!, 10);
    expect(codes(both.warnings)).toEqual(["COLLINEAR"]);
  });
});

describe("syntheticDid refuses", () => {
  const panel = panelOf(factorRows(1, [0, 2005, 0], 9, 8));
  const message = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      return (error as CeterisError).message;
    }
    return "";
  };

  it.each([
    [
      { weights: "x" },
      "weights: “x” is given, but synthetic difference-in-differences finds the weights of units and periods itself. Leave the weights out, or use another estimator.",
    ],
    [
      { covariance: { type: "hc1" } },
      "covariance: “hc1” is given, but whole units are permuted, left out or drawn. Leave it out, and choose the variance: placebo, jackknife or bootstrap.",
    ],
    [
      { covariance: { type: "cluster", by: ["x"] } },
      "covariance: clusters by x are given, but whole units are permuted, left out or drawn. Leave it out, and choose the variance: placebo, jackknife or bootstrap.",
    ],
    [
      { variance: "sandwich" as "none" },
      "variance: “sandwich” is not known. Give one of placebo, jackknife, bootstrap, none.",
    ],
    [{ draws: 1 }, "draws: 1 is not a whole number from 2 on. Give a number such as 200."],
    [
      { aggregate: "calendar" as "simple" },
      "aggregate: “calendar” is not known. Give one of simple, dynamic, cohort.",
    ],
  ] satisfies [Partial<SyntheticDidOptions>, string][])("%j", (options, want) => {
    expect(message(() => syntheticDid(panel, { outcome: "y", ...options }))).toBe(want);
  });

  it("clustering by the unit is what it does", () => {
    const by = ["id"];
    const result = syntheticDid(panel, { ...exact, covariance: { type: "cluster", by } });
    expect(result.estimates).toEqual(syntheticDid(panel, exact).estimates);
  });

  it("treatment that ends", () => {
    const rows = factorRows(1, [0, 2005, 0], 9, 8);
    const treat = rows.g.map((g, i) => (g > 0 && rows.t[i]! >= g && rows.t[i]! < 2008 ? 1 : 0));
    const ending = definePanel(fromColumns({ ...rows, treat }, "ends.csv"), {
      unit: "id",
      time: "t",
      treatment: { treat: "treat" },
    });
    expect(message(() => syntheticDid(ending, exact))).toBe(
      "ends.csv: treatment switches off again in 3 of 9 units (1, 4, 7), and a synthetic control stands for treatment that lasts. Leave these units out, or correct the column of treatment.",
    );
  });

  it("a panel whose treated or whose never-treated units all have holes", () => {
    const rows = factorRows(1, [0, 2005, 0], 9, 8);
    const without = (isLost: (g: number) => boolean) => {
      const y = rows.y.map((v, i) => (isLost(rows.g[i]!) && rows.t[i] === 2002 ? null : v));
      return message(() => syntheticDid(panelOf({ ...rows, y }), exact));
    };
    expect(without((g) => g > 0)).toMatch(
      "no unit treated in the periods used has a complete row in each of them. Leave out the periods or the columns with the most missing values.",
    );
    expect(without((g) => g === 0)).toMatch(
      "no unit untreated in the periods used has a complete row in each of them. Leave out",
    );
  });
});
