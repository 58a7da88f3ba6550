// Figures of R etwfe 0.6.2: fixtures/staggered/etwfe/etwfe.json, written by etwfe.R beside it.
import { readFileSync } from "node:fs";
import { definePanel, type EventStudyResult, type Table } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { type EtwfeOptions, etwfe } from "../../../src/index.ts";
import { castle, close, messy } from "../../fixtures.ts";
import { readCsv } from "../../read-csv.ts";
import { agree, type Figures } from "../figures.ts";
import { rowsWhere } from "../rows-where.ts";

interface Case {
  readonly simple: readonly Figures[];
  readonly dynamic: readonly Figures[];
  readonly cohort: readonly Figures[];
  readonly nObs: number;
  readonly r2: number;
}

const cases: Readonly<Record<string, Case>> = JSON.parse(
  readFileSync(new URL("../../fixtures/staggered/etwfe/etwfe.json", import.meta.url), "utf8"),
);
const staggered = rowsWhere(readCsv("fixtures/att-gt/staggered.csv"), "start", (start) => start !== 2001);
const uneven = rowsWhere(messy, "cohort", (cohort) => cohort !== 2003);
const treated = rowsWhere(uneven, "cohort", (cohort) => cohort > 0);

const plain = { outcome: "l_homicide" };
const calls: Readonly<Record<string, readonly [Table, EtwfeOptions]>> = {
  castle: [castle, plain],
  castleHc1: [castle, { ...plain, covariance: { type: "hc1" } }],
  castleIid: [castle, { ...plain, covariance: { type: "iid" } }],
  castleWeights: [castle, { ...plain, weights: "popwt" }],
  castleNever: [castle, { ...plain, control: "never" }],
  messy: [uneven, { outcome: "y" }],
  messyUnit: [uneven, { outcome: "y", effects: "unit" }],
  nobodyNever: [treated, { outcome: "y" }],
  covariate: [staggered, { outcome: "y", controls: ["x"] }],
  covariatesNever: [staggered, { outcome: "y", controls: ["x", "z"], control: "never" }],
  covariateWeights: [
    staggered,
    { outcome: "y", controls: ["x"], weights: "w", covariance: { type: "cluster", by: ["region"] } },
  ],
  covariateUnit: [staggered, { outcome: "y", controls: ["x"], effects: "unit" }],
};

const KEYS = new Map<Table, readonly [string, string]>([
  [castle, ["sid", "cohort"]],
  [staggered, ["id", "start"]],
]);

function panelOf(table: Table) {
  const [unit, cohort] = KEYS.get(table) ?? ["city", "cohort"];
  return definePanel(table, { unit, time: "year", treatment: { cohort } });
}

/** fixest iterates fixed effects to 1e-6 of the outcome's scale, and marginaleffects differentiates numerically. */
const same = 1e-5;

describe("etwfe agrees with R etwfe", () => {
  it.each(Object.keys(calls))("%s", (name) => {
    const [table, options] = calls[name]!;
    const want = cases[name]!;
    const panel = panelOf(table);
    agree(etwfe(panel, options).estimates, want.simple, same);
    const path = etwfe(panel, { ...options, aggregate: "dynamic" }) as EventStudyResult;
    agree(
      path.estimates.filter((row) => !row.reference),
      want.dynamic.filter((row) => row.term !== "event:-1"),
      same,
    );
    agree(etwfe(panel, { ...options, aggregate: "cohort" }).estimates, want.cohort, same);
    expect(path.sample.nObs).toBe(want.nObs);
    close(path.fit.r2, want.r2, same);
  });
});
