import { CeterisError, definePanel, fromColumns } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { type DidOptions, eventStudy, placebo, twfe } from "../../src/index.ts";
import { castle, close, messy } from "../fixtures.ts";

const castlePanel = definePanel(castle, { unit: "sid", time: "year", treatment: { treat: "post" } });
const messyPanel = definePanel(messy, { unit: "city", time: "year", treatment: { treat: "did" } });

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
