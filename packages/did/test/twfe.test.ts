import {
  CeterisError,
  definePanel,
  fromColumns,
  panelNumbers,
  type Table,
  withPanelColumn,
} from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DidOptions, eventStudy, placebo, twfe, twfeUnder } from "../src/index.ts";
import { agrees, castle, close, fixest, messy } from "./fixtures.ts";
import { smallPanel } from "./small-panel.ts";

const castlePanel = definePanel(castle, { unit: "sid", time: "year", treatment: { treat: "post" } });
const messyPanel = definePanel(messy, { unit: "city", time: "year", treatment: { treat: "did" } });
const messyCohort = definePanel(messy, { unit: "city", time: "year", treatment: { cohort: "cohort" } });
const controls = ["unemployrt", "poverty", "l_income"];

describe("twfe agrees with fixest", () => {
  const cases: [string, typeof castlePanel, DidOptions][] = [
    ["castleControls", castlePanel, { outcome: "l_homicide", controls }],
    ["castleIid", castlePanel, { outcome: "l_homicide", controls, covariance: { type: "iid" } }],
    ["castleHc1", castlePanel, { outcome: "l_homicide", controls, covariance: { type: "hc1" } }],
    ["castleTwoway", castlePanel, { outcome: "l_homicide", controls, covariance: { type: "twoway" } }],
    [
      "castleTwoway",
      castlePanel,
      { outcome: "l_homicide", controls, covariance: { type: "cluster", by: ["sid", "year"] } },
    ],
    [
      "castleDriscollKraay",
      castlePanel,
      { outcome: "l_homicide", controls, covariance: { type: "driscoll-kraay" } },
    ],
    ["castleCr2", castlePanel, { outcome: "l_homicide", controls, covariance: { type: "cr2" } }],
    ["castleWeighted", castlePanel, { outcome: "l_homicide", weights: "popwt" }],
    ["messy", messyPanel, { outcome: "y", controls: ["x1", "x2"] }],
    ["messy", messyCohort, { outcome: "y", controls: ["x1", "x2"] }],
    ["messyWeighted", messyPanel, { outcome: "y", controls: ["x1", "x2"], weights: "w" }],
    [
      "messyProvince",
      messyPanel,
      { outcome: "y", controls: ["x1", "x2"], covariance: { type: "cluster", by: ["province"] } },
    ],
    [
      "messyTwoway",
      messyPanel,
      {
        outcome: "y",
        controls: ["x1", "x2"],
        weights: "w",
        covariance: { type: "twoway", by: ["province", "year"] },
      },
    ],
    ["messyCrossed", messyPanel, { outcome: "y", controls: ["x1"], fixedEffects: ["city", "province^year"] }],
  ];
  it.each(cases)("%s", (name, panel, options) => agrees(twfe(panel, options), fixest[name]!));

  it("gives several covariances of one fit", () => {
    const options = { outcome: "y", controls: ["x1", "x2"] };
    const [city, province] = twfeUnder(messyPanel, options, [
      { type: "cluster" },
      { type: "cluster", by: ["province"] },
    ]);
    agrees(city!, fixest.messy!);
    agrees(province!, fixest.messyProvince!);
    expect(province!.spec.covariance).toEqual({ type: "cluster", by: ["province"] });
    expect(province!.fit.nClusters).toEqual({ province: 12 });
  });
});

describe("twfe", () => {
  it("is the difference of mean differences with two groups and two periods", () => {
    const y = { treated: [3, 8, 4, 10.5], never: [1, 2, 2.25, 4, 0, 1] };
    const panel = definePanel(
      fromColumns({
        id: ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"],
        t: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2],
        d: [0, 1, 0, 1, 0, 0, 0, 0, 0, 0],
        y: [...y.treated, ...y.never],
      }),
      { unit: "id", time: "t", treatment: { treat: "d" } },
    );
    const want = (8 - 3 + (10.5 - 4)) / 2 - (2 - 1 + (4 - 2.25) + (1 - 0)) / 3;
    close(twfe(panel, { outcome: "y" }).estimates[0]!.estimate, want, 1e-12, 1e-14);
  });

  it("does not depend on the order of rows, names of units or origin of time", () => {
    fc.assert(
      fc.property(
        smallPanel(),
        fc.integer({ min: -3000, max: 3000 }),
        fc.infiniteStream(fc.nat()),
        (raw, shift, keys) => {
          const base = estimate(fromColumns(raw));
          const order = raw.y
            .map((_, i) => [keys.next().value as number, i] as const)
            .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
          const shuffled = fromColumns({
            id: order.map(([, i]) => raw.id[i]!),
            t: order.map(([, i]) => raw.t[i]!),
            y: order.map(([, i]) => raw.y[i]!),
            x: order.map(([, i]) => raw.x[i]!),
            g: order.map(([, i]) => raw.g[i]!),
            w: order.map(([, i]) => raw.w[i]!),
          });
          expect(estimate(shuffled)).toEqual(base);
          const renamed = fromColumns({
            ...raw,
            id: raw.id.map((id) => `unit ${"zyxwvutsrqponmlkjihgfedcba"[id]}`),
            t: raw.t.map((t) => t + shift),
            g: raw.g.map((g) => (g === 0 ? 0 : g + shift)),
          });
          if (raw.g.some((g) => g !== 0 && g + shift === 0)) return;
          const other = estimate(renamed);
          close(other.estimate, base.estimate, 1e-9);
          close(other.stdError, base.stdError, 1e-8);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("moves with the scale of the outcome and ignores its level", () => {
    fc.assert(
      fc.property(
        smallPanel(),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (raw, b, a) => {
          const base = estimate(fromColumns(raw));
          const moved = estimate(fromColumns({ ...raw, y: raw.y.map((v) => a + b * v) }));
          close(moved.estimate, b * base.estimate!, 1e-8, 1e-9 * b);
          close(moved.stdError, b * base.stdError!, 1e-7, 1e-9 * b);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("records every option after defaults, and can be run again from them", () => {
    const result = twfe(messyCohort, { outcome: "y" });
    expect(result.spec).toEqual({
      unit: "city",
      time: "year",
      treatment: { cohort: "cohort" },
      outcome: "y",
      controls: [],
      fixedEffects: ["city", "year"],
      weights: null,
      covariance: { type: "cluster", by: ["city"] },
      smallSample: "fixest",
      level: 0.95,
      absorption: { method: "sums", iterations: 1, converged: true },
    });
    expect(twfe(messyCohort, result.spec as unknown as DidOptions)).toEqual(result);
    expect(JSON.parse(JSON.stringify(result))).toEqual({ ...result });
    expect(Object.isFrozen(result.estimates[0])).toBe(true);
  });

  it("warns of units that are always treated", () => {
    const { warnings } = twfe(messyCohort, { outcome: "y" });
    const found = warnings.find((w) => w.code === "ALWAYS_TREATED")!;
    expect(found.message).toMatch(
      /^\d+ of 60 units are treated in every period they are seen \(.+\)\. They show no change when treatment starts/,
    );
    expect(twfe(castlePanel, { outcome: "l_homicide" }).warnings).toEqual([]);
  });

  it("takes every covariance there is, and records what each of them used", () => {
    const where = new Map(castle.columns);
    const sid = panelNumbers(castlePanel, "sid");
    where.set("lat", { type: "number", values: sid.map((v) => 30 + (v % 7)) });
    where.set("lon", { type: "number", values: sid.map((v) => -120 + v) });
    const panel = definePanel({ ...castle, columns: where } as Table, castlePanel.spec);
    const place = { latitude: "lat", longitude: "lon", cutoff: 300 };
    const results = twfeUnder(panel, { outcome: "l_homicide" }, [
      { type: "iid" },
      { type: "hc1" },
      { type: "hc2" },
      { type: "hc3" },
      { type: "cluster" },
      { type: "cr2" },
      { type: "cr3" },
      { type: "twoway" },
      { type: "driscoll-kraay" },
      { type: "driscoll-kraay", lags: 3 },
      { type: "conley", ...place },
    ]);
    const errors = results.map((r) => r.estimates[0]!.stdError!);
    expect(new Set(errors).size).toBe(errors.length);
    expect(results.map((r) => r.spec.covariance)).toEqual([
      ...["iid", "hc1", "hc2", "hc3"].map((type) => ({ type, by: [] })),
      ...["cluster", "cr2", "cr3"].map((type) => ({ type, by: ["sid"] })),
      { type: "twoway", by: ["sid", "year"] },
      { type: "driscoll-kraay", by: [], lags: 1 },
      { type: "driscoll-kraay", by: [], lags: 3 },
      { type: "conley", by: [], ...place },
    ]);
  });

  it("keeps an empty row for a control that is collinear, and says with what", () => {
    const table = new Map(castle.columns);
    const [a, b] = ["poverty", "unemployrt"].map((n) => panelNumbers(castlePanel, n));
    table.set("mix", { type: "number", values: a!.map((v, i) => 2 * v - b![i]!) });
    const panel = definePanel({ ...castle, columns: table } as Table, castlePanel.spec);
    const result = twfe(panel, { outcome: "l_homicide", controls: [...controls, "mix"] });
    expect(result.estimates.map((row) => row.term)).toEqual(["did", ...controls, "mix"]);
    expect(result.estimates.at(-1)).toMatchObject({
      term: "mix",
      estimate: null,
      stdError: null,
      pValue: null,
    });
    expect(result.vcov.terms).toEqual(["did", ...controls]);
    agrees({ ...result, estimates: result.estimates.slice(0, 4) }, fixest.castleControls!);
    expect(result.warnings).toEqual([
      {
        code: "COLLINEAR",
        message:
          "“mix” is not identified: it is collinear with unemployrt, poverty. It was left out and its row is empty; the other estimates are what they would be without it.",
        details: { term: "mix", collinearWith: ["unemployrt", "poverty"] },
      },
    ]);
  });
});

describe("twfe refuses", () => {
  const text = (options: DidOptions, panel = castlePanel) => {
    try {
      twfe(panel, options);
    } catch (error) {
      expect(error).toBeInstanceOf(CeterisError);
      return `${(error as CeterisError).code} ${(error as CeterisError).message}`;
    }
    return "nothing";
  };
  const outcome = "l_homicide";

  it("impossible options", () => {
    expect(text({ outcome, level: 95 })).toBe(
      "OPTION_INVALID level: 95 is not between 0 and 1. Give a confidence level such as 0.95.",
    );
    expect(text({ outcome, smallSample: "stata" as never })).toBe(
      "OPTION_INVALID smallSample: “stata” is not known. Give one of fixest, reghdfe, plm, none.",
    );
    expect(text({ outcome, covariance: { type: "robust" as never } })).toMatch(
      /^OPTION_INVALID covariance: “robust” is not known\. Give one of iid, hc1,/,
    );
    expect(text({ outcome, covariance: { type: "hc1", by: ["sid"] } })).toBe(
      "OPTION_INVALID covariance: “hc1” does not cluster, but sid is given to cluster by. Choose “cluster”, “twoway”, “cr2” or “cr3”, or leave the cluster columns out.",
    );
    expect(text({ outcome, controls: ["poverty", "poverty"] })).toBe(
      "OPTION_INVALID controls: poverty is named more than once. Name each control once.",
    );
    expect(text({ outcome, controls: [outcome] })).toBe(
      "OPTION_INVALID controls: the outcome “l_homicide” is also a control. Take it out of the controls.",
    );
    expect(text({ outcome: "y", controls: ["did"] }, messyPanel)).toBe(
      "OPTION_INVALID controls: “did” is the name of the treatment effect in the result. Rename the column.",
    );
    expect(text({ outcome, covariance: { type: "conley" } })).toBe(
      "OPTION_INVALID covariance: “conley” needs to know where units are and how far errors reach. Give the columns latitude and longitude in degrees, and the cutoff in km.",
    );
    expect(text({ outcome, covariance: { type: "cr2", by: ["sid", "year"] } })).toBe(
      "OPTION_INVALID covariance: “cr2” clusters by one column, but sid, year are given. Give one column, or choose “cluster”.",
    );
    expect(text({ outcome, covariance: { type: "driscoll-kraay", lags: 1.5 } })).toBe(
      "OPTION_INVALID covariance: 1.5 is not a number of lags. Give a whole number from 0 on.",
    );
  });

  it("unknown columns, absorbed treatment and missing treatment", () => {
    expect(text({ outcome: "l_homicid" })).toMatch(/^UNKNOWN_COLUMN .*Did you mean “l_homicide”\?/);
    expect(text({ outcome, fixedEffects: ["sid^year"] })).toMatch(/^EMPTY_SAMPLE /);
    const bare = definePanel(castle, { unit: "sid", time: "year" });
    expect(text({ outcome }, bare)).toMatch(/^TREATMENT_MISSING /);
  });
});

function estimate(table: Table) {
  const panel = definePanel(table, { unit: "id", time: "t", treatment: { cohort: "g" } });
  return twfe(panel, { outcome: "y", controls: ["x"], weights: "w" }).estimates[0]!;
}

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

describe("numbers at the edge", () => {
  const years = [1, 2, 3, 4];
  const cells = Array.from({ length: 8 }, (_, u) => years.map((t) => ({ u, t }))).flat();
  const made = (
    y: (u: number, t: number) => number,
    x = (u: number, t: number) => ((u * 7 + t * 5) % 11) / 3,
  ) =>
    definePanel(
      fromColumns(
        {
          unit: cells.map((c) => c.u),
          time: cells.map((c) => c.t),
          treat: cells.map(({ u, t }) => Number(u < 4 && t > 2)),
          y: cells.map(({ u, t }) => y(u, t)),
          x: cells.map(({ u, t }) => x(u, t)),
          twin: cells.map(({ u, t }) => x(u, t) * (1 + 1e-8 * ((u * 13 + t * t) % 7))),
        },
        "edge.csv",
      ),
      { unit: "unit", time: "time", treatment: { treat: "treat" } },
    );
  const noisy = (u: number, t: number) => ((u * u * 3 + t * 17 + u * t * 5) % 19) / 4;

  it.each([
    [
      "1e307 in every cell",
      (u: number, t: number) => (u % 2 ? 1e307 : -1e307) * (t % 2 ? 1 : -1),
      1,
      "-1e+307",
    ],
    ["1e308 in one cell", (u: number, t: number) => (u === 2 && t === 3 ? 1e308 : noisy(u, t)), 11, "1e+308"],
    ["1e76 in one cell", (u: number, t: number) => (u === 2 && t === 3 ? 1e76 : noisy(u, t)), 11, "1e+76"],
  ])("VALUE_TOO_LARGE: %s", (_, y, row, value) => {
    const wanted = `edge.csv, column “y”, row ${row}: ${value} is too large to be squared and summed. Correct the cell, leave it empty if the number is a code for a missing value, or use a larger unit of measurement.`;
    const panel = made(y);
    for (const run of [twfe, eventStudy, placebo]) {
      const caught = () => run(panel, { outcome: "y" });
      expect(caught).toThrow(CeterisError);
      expect(caught).toThrow(wanted);
    }
  });
  it("estimates outcomes of 1e70 and 1e-70 as those of 1", () => {
    const base = twfe(made(noisy), { outcome: "y", controls: ["x"] });
    for (const scale of [1e70, 1e-70]) {
      const { estimates, warnings } = twfe(
        made((u, t) => scale * noisy(u, t)),
        { outcome: "y", controls: ["x"] },
      );
      close(estimates[0]!.estimate! / scale, base.estimates[0]!.estimate!, 1e-12);
      close(estimates[0]!.pValue, base.estimates[0]!.pValue, 1e-10);
      expect(warnings).toEqual(base.warnings);
    }
  });

  it("NO_VARIATION: a constant outcome", () => {
    for (const run of [twfe, eventStudy, placebo]) {
      expect(() =>
        run(
          made(() => 3),
          { outcome: "y" },
        ),
      ).toThrow(
        "edge.csv, outcome “y”: the outcome is 3 in every row used. Name another outcome, or check the rows that were dropped.",
      );
    }
  });

  it("PERFECT_FIT: an outcome made of effects and regressors", () => {
    const { warnings } = twfe(
      made((u, t) => 5 * u + t * t + Number(u < 4 && t > 2)),
      { outcome: "y" },
    );
    expect(warnings.map((w) => w.code)).toEqual(["PERFECT_FIT"]);
    expect(warnings[0]!.message).toBe(
      "Effects and regressors explain the outcome exactly: the residuals are rounding, and so are standard errors and p-values. Check that the outcome is not made from the regressors.",
    );
  });

  it("NO_STANDARD_ERROR: residuals whose squares underflow", () => {
    const { estimates, warnings } = twfe(
      made((u, t) => 1e-170 * noisy(u, t)),
      { outcome: "y" },
    );
    expect(estimates[0]!.stdError).toBeNull();
    expect(warnings.map((w) => w.message)).toEqual([
      "No standard error can be had for did: its variance is zero or not a number. Too few clusters, periods or rows make this likely, and so do numbers too small to be squared: choose another covariance, or a smaller unit of measurement.",
    ]);
  });

  it("NEARLY_COLLINEAR: says of what, and leaves other models alone", () => {
    const panel = made(noisy);
    const { warnings } = twfe(panel, { outcome: "y", controls: ["x", "twin"] });
    expect(warnings.map((w) => w.code)).toEqual(["NEARLY_COLLINEAR", "NEARLY_COLLINEAR"]);
    expect(warnings.map((w) => w.details!.collinearWith)).toEqual([["twin"], ["x"]]);
    expect(warnings[1]!.message).toMatch(
      /^All but about 1 part in \d0{6,8} of the variation of “twin” is explained by x: its estimate rests on the last digits of the data\. Leave out “twin” or what explains it\.$/,
    );
    expect(twfe(panel, { outcome: "y", controls: ["x"] }).warnings).toEqual([]);
  });

  it("NEARLY_COLLINEAR: a control that the effects all but absorb", () => {
    const panel = made(noisy, (u, t) => u + t + 1e-8 * noisy(t, u));
    const { warnings } = twfe(panel, { outcome: "y", controls: ["x"] });
    expect(warnings.map((w) => w.details!.collinearWith)).toEqual([["unit", "time"]]);
  });
});

describe("bad input, each with its own error or warning", () => {
  const years = [1, 2, 3];
  const columns: Record<string, (number | string)[]> = {
    unit: [1, 2, 3, 4, 5, 6].flatMap((u) => years.map(() => u)),
    time: [1, 2, 3, 4, 5, 6].flatMap(() => years),
    treat: [1, 2, 3, 4, 5, 6].flatMap((u) => years.map((t) => Number(u < 3 && t === 3))),
    y: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3],
    x: [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4, 5, 2, 3],
    z: [1, 6, 1, 8, 0, 3, 3, 9, 8, 8, 7, 4, 9, 8, 9, 4, 8, 4],
    w: Array.from({ length: 18 }, () => 1),
    country: Array.from({ length: 18 }, () => "N"),
    half: [1, 2, 3, 4, 5, 6].flatMap((u) => years.map(() => u % 2)),
  };
  const estimateWith = (change: Record<string, (number | string)[]>, options: Partial<DidOptions> = {}) =>
    twfe(
      definePanel(fromColumns({ ...columns, ...change }, "small.csv"), {
        unit: "unit",
        time: "time",
        treatment: { treat: "treat" },
      }),
      { outcome: "y", controls: ["x"], ...options },
    );
  const put = (name: string, row: number, value: number) => ({
    [name]: columns[name]!.map((v, i) => (i === row ? value : v)),
  });

  it.each<[string, Record<string, (number | string)[]>, Partial<DidOptions>, RegExp]>([
    [
      "NOT_FINITE",
      put("y", 4, Number.POSITIVE_INFINITY),
      {},
      /^small\.csv, column “y”, row 5: the value is infinite\./,
    ],
    [
      "NOT_FINITE",
      put("x", 7, Number.NEGATIVE_INFINITY),
      {},
      /^small\.csv, column “x”, row 8: .*minus infinity\./,
    ],
    [
      "WEIGHTS_INVALID",
      put("w", 2, -1),
      { weights: "w" },
      /^small\.csv, column “w”, row 3: the weight is -1\./,
    ],
    [
      "EMPTY_SAMPLE",
      { x: columns.x!.map(() => Number.NaN) },
      {},
      /^small\.csv: no row is left of 18; dropped: missing values in “x” \(18\)/,
    ],
    [
      "EMPTY_SAMPLE",
      { w: columns.w!.map(() => 0) },
      { weights: "w" },
      /no row is left of 18; dropped: 18 with weight 0\./,
    ],
    [
      "TOO_FEW_CLUSTERS",
      {},
      { covariance: { type: "cluster", by: ["country"] } },
      /^cluster “country”: all rows are in one cluster \(N\)\./,
    ],
    [
      "TOO_FEW_CLUSTERS",
      {},
      { covariance: { type: "cr2", by: ["country"] } },
      /^cluster “country”: all rows are in one cluster \(N\)\./,
    ],
    [
      "TOO_FEW_ROWS",
      { y: columns.y!.map((v, i) => (i < 3 || (i > 5 && i < 9) ? v : Number.NaN)) },
      {},
      /^regression: 6 rows leave no degrees of freedom for 6 parameters \(2 coefficients and 4 fixed effects\)\./,
    ],
  ])("%s", (code, change, options, message) => {
    let caught: unknown;
    try {
      estimateWith(change, options);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(CeterisError);
    expect((caught as CeterisError).code).toBe(code);
    expect((caught as CeterisError).message).toMatch(message);
  });

  it("ZERO_WEIGHTS: drops and counts them", () => {
    const { sample, warnings } = estimateWith(put("w", 6, 0), { weights: "w" });
    expect(sample.dropped.missing).toBe(1);
    expect(warnings.map((w) => w.code)).toEqual(["ZERO_WEIGHTS"]);
  });

  it("CLUSTERS_BELOW_COEFFICIENTS: no more clusters than coefficients", () => {
    const { estimates, warnings } = estimateWith({}, { covariance: { type: "cluster", by: ["half"] } });
    expect(warnings.map((w) => w.message)).toEqual([
      "There are 2 clusters of half for 2 coefficients: their covariance matrix is singular, and joint tests of all of them are impossible. Cluster at a finer level or use fewer regressors.",
    ]);
    expect(estimates[0]!.dof).toBe(1);
  });
});
