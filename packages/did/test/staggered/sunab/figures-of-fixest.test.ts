// Figures of R fixest 0.14.2 and clubSandwich 0.5.8: fixtures/staggered/sunab/sunab.json, written by sunab.R beside it.
import { readFileSync } from "node:fs";
import type { Estimate, EventStudyResult, Table } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { type SunabOptions, sunab } from "../../../src/index.ts";
import { castle, close, messy } from "../../fixtures.ts";
import { agree, type Figures, panelOfCities } from "../figures.ts";
import { rowsWhere } from "../rows-where.ts";

type AllFigures = Figures & Pick<Estimate, "statistic" | "pValue">;

interface Case {
  readonly dynamic: readonly AllFigures[];
  readonly controls: readonly AllFigures[];
  readonly simple: readonly AllFigures[];
  readonly cohort: readonly AllFigures[];
  readonly nObs: number;
  readonly r2: number;
  readonly r2Within: number;
}

const { castleCr2, ...cases } = JSON.parse(
  readFileSync(new URL("../../fixtures/staggered/sunab/sunab.json", import.meta.url), "utf8"),
) as Readonly<Record<string, Case>> & {
  castleCr2: { readonly estimate: number; readonly stdError: number; readonly dof: number };
};

const uneven = rowsWhere(messy, "cohort", (cohort) => cohort !== 2003);
const treated = rowsWhere(uneven, "cohort", (cohort) => cohort > 0);

const plain = { outcome: "l_homicide" };
const full = { ...plain, controls: ["unemployrt", "poverty"], weights: "popwt" };
const weighted = { outcome: "y", controls: ["x1"], weights: "w" };
const calls: Readonly<Record<string, readonly [Table, SunabOptions]>> = {
  castle: [castle, plain],
  castleIid: [castle, { ...plain, covariance: { type: "iid" } }],
  castleHc1: [castle, { ...plain, covariance: { type: "hc1" } }],
  castleTwoway: [castle, { ...plain, covariance: { type: "twoway" } }],
  castleFull: [castle, full],
  castleFullTwoway: [castle, { ...full, covariance: { type: "twoway" } }],
  castleBase: [castle, { ...plain, base: -2 }],
  messy: [uneven, { ...weighted, covariance: { type: "cluster", by: ["province"] } }],
  messyIid: [uneven, { ...weighted, covariance: { type: "iid" } }],
  messyHc1: [uneven, { ...weighted, covariance: { type: "hc1" } }],
  nobodyNever: [treated, { outcome: "y" }],
};

/** The same least squares by other sums; fixest iterates its fixed effects to 1e-6 of the outcome's scale. */
const same = 1e-6;

/** p values too. */
function agreeInAll(got: readonly Estimate[], want: readonly AllFigures[]): void {
  agree(got, want, same);
  want.forEach((row, i) => {
    close(got[i]!.statistic, row.statistic, same, 1e-8);
    close(got[i]!.pValue, row.pValue, 1e-5, 1e-12);
  });
}

describe("sunab agrees with fixest", () => {
  it.each(Object.keys(calls))("%s", (name) => {
    const [table, options] = calls[name]!;
    const want = cases[name]!;
    const panel = panelOfCities(table);
    const path = sunab(panel, { ...options, aggregate: "dynamic" }) as EventStudyResult;
    agreeInAll(
      path.estimates.filter((row) => !row.reference),
      want.dynamic,
    );
    agreeInAll(path.controls, want.controls);
    expect(path.sample.nObs).toBe(want.nObs);
    close(path.fit.r2, want.r2, same);
    close(path.fit.r2Within, want.r2Within, same);
    agreeInAll(sunab(panel, options).estimates, want.simple);
    agreeInAll(sunab(panel, { ...options, aggregate: "cohort" }).estimates, want.cohort);
  });
  it("CR2 of the mean over all treated rows, by clubSandwich", () => {
    const { overall } = sunab(panelOfCities(castle), {
      ...plain,
      covariance: { type: "cr2" },
      aggregate: "dynamic",
    });
    close(overall.estimate, castleCr2.estimate, 1e-10);
    close(overall.stdError, castleCr2.stdError, 1e-8);
    close(overall.dof, castleCr2.dof, 1e-7);
  });
});
