// The stack of Wing, Freedman and Hollingsworth (2024) built in R, and fixest 0.14.2 on it:
// fixtures/staggered/stacked/stacked.json, written by stacked.R beside it.
import { readFileSync } from "node:fs";
import type { EventStudyResult, Table } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { type StackedOptions, stacked } from "../../../src/index.ts";
import { castle, messy } from "../../fixtures.ts";
import { agree, type Figures, panelOfCities } from "../figures.ts";
import { rowsWhere } from "../rows-where.ts";

interface Case {
  readonly nRows: number;
  readonly simple: readonly Figures[];
  readonly dynamic: readonly Figures[];
  readonly controls: readonly Figures[];
  readonly cohort: readonly Figures[];
}

const cases: Readonly<Record<string, Case>> = JSON.parse(
  readFileSync(new URL("../../fixtures/staggered/stacked/stacked.json", import.meta.url), "utf8"),
);

const plain: StackedOptions = { outcome: "l_homicide", before: 4, after: 2 };
const calls: Readonly<Record<string, readonly [Table, StackedOptions]>> = {
  castle: [castle, plain],
  castleControls: [castle, { ...plain, controls: ["unemployrt", "poverty"] }],
  castleWeights: [castle, { ...plain, weights: "popwt" }],
  castleTwoway: [castle, { ...plain, covariance: { type: "twoway" } }],
  castleHc1: [castle, { ...plain, covariance: { type: "hc1" } }],
  messy: [messy, { outcome: "y", before: 2, after: 2 }],
  nobodyNever: [rowsWhere(messy, "cohort", (cohort) => cohort > 0), { outcome: "y", before: 3, after: 1 }],
};

/** The same least squares by other sums; fixest iterates its fixed effects to 1e-6 of the outcome's scale. */
const same = 1e-6;

describe("stacked agrees with fixest on the stack", () => {
  it.each(Object.keys(calls))("%s", (name) => {
    const [table, options] = calls[name]!;
    const want = cases[name]!;
    const panel = panelOfCities(table);
    const path = stacked(panel, { ...options, aggregate: "dynamic" }) as EventStudyResult;
    agree(
      path.estimates.filter((row) => !row.reference),
      want.dynamic,
      same,
    );
    agree(path.controls, want.controls, same);
    expect(path.spec.stack).toMatchObject({ nRows: want.nRows });
    agree(stacked(panel, options).estimates, want.simple, same);
    const { estimates } = stacked(panel, { ...options, aggregate: "cohort" });
    // Two-way errors of sub-experiments by themselves are zero by year: fixest gives 6e-9, nobody an error.
    if (name === "castleTwoway") expect(estimates.map((row) => row.stdError)).toEqual([null, null, null]);
    else agree(estimates, want.cohort, same);
  });
});
