// Figures of R did 2.5.1: fixtures/att-gt/att-gt.json, written by att-gt.R beside it.
import { readFileSync } from "node:fs";
import {
  type AggregateEstimate,
  type AttAggregation,
  definePanel,
  type Estimate,
  type EventEstimate,
  selectRows,
  type Table,
} from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { type AttGtOptions, aggregateEffects, attGt } from "../../src/index.ts";
import { castle } from "../fixtures.ts";
import { readCsv } from "../read-csv.ts";

type Figures = { readonly estimate: number | null; readonly stdError: number | null };

interface Case {
  readonly cells: readonly (Figures & { readonly cohort: number; readonly time: number })[];
  readonly n: number;
  readonly wald: { readonly statistic?: number | null; readonly pValue?: number | null };
  readonly aggregates: Readonly<
    Record<
      AttAggregation,
      { readonly rows: readonly (Figures & { readonly key: number })[] | null; readonly overall: Figures }
    >
  >;
}

const cases: Readonly<Record<string, Case>> = JSON.parse(
  readFileSync(new URL("../fixtures/att-gt/att-gt.json", import.meta.url), "utf8"),
);
const staggered = readCsv("fixtures/att-gt/staggered.csv");

function rowsWhere(table: Table, keep: (row: (name: string) => number) => boolean): Table {
  const rows = Int32Array.from(
    Array.from({ length: table.nRows }, (_, i) => i).filter((i) =>
      keep((name) => (table.columns.get(name)!.values as Float64Array)[i]!),
    ),
  );
  return selectRows(table, rows);
}

const calls: Readonly<Record<string, readonly [Table, Partial<AttGtOptions>]>> = {
  plain: [staggered, {}],
  plainUniversal: [staggered, { base: "universal" }],
  dr: [staggered, { controls: ["x", "z"] }],
  ipw: [staggered, { controls: ["x", "z"], method: "ipw" }],
  reg: [staggered, { controls: ["x", "z"], method: "reg" }],
  drUniversal: [staggered, { controls: ["x", "z"], base: "universal" }],
  drNotYet: [staggered, { controls: ["x", "z"], control: "not-yet" }],
  notYetUniversal: [staggered, { controls: ["x"], control: "not-yet", base: "universal", method: "reg" }],
  anticipation: [staggered, { controls: ["x"], anticipation: 1 }],
  anticipationUniversal: [
    staggered,
    { controls: ["x"], anticipation: 1, base: "universal", control: "not-yet" },
  ],
  anticipationTwo: [staggered, { anticipation: 2 }],
  weights: [staggered, { controls: ["x", "z"], weights: "w" }],
  weightsPlain: [staggered, { weights: "w", base: "universal" }],
  weightsClusters: [
    staggered,
    { controls: ["x", "z"], weights: "w", covariance: { type: "cluster", by: ["region"] } },
  ],
  clustersNotYet: [
    staggered,
    { controls: ["x"], control: "not-yet", covariance: { type: "cluster", by: ["region"] } },
  ],
  nobodyNever: [rowsWhere(staggered, (row) => [2003, 2004, 2006].includes(row("start"))), {}],
  nobodyNeverNotYet: [
    rowsWhere(staggered, (row) => [2001, 2003, 2004, 2006].includes(row("start"))),
    { controls: ["x"], control: "not-yet", method: "reg" },
  ],
  gaps: [rowsWhere(staggered, (row) => row("year") !== 2004), { controls: ["x"], base: "universal" }],
  castle: [castle, { outcome: "l_homicide" }],
  castleReg: [castle, { outcome: "l_homicide", controls: ["unemployrt"], method: "reg", control: "not-yet" }],
};

/** The same sums in another order; the logit of R stops a little before the maximum of the likelihood. */
const tolerance = 1e-7;

function agrees(got: Estimate, want: Figures, where: string): void {
  expect(got.estimate, where).not.toBeNull();
  expect(Math.abs(got.estimate! - want.estimate!), where).toBeLessThanOrEqual(tolerance);
  if (want.stdError === null) expect(got.stdError, where).toBeNull();
  else expect(Math.abs(got.stdError! / want.stdError - 1), where).toBeLessThanOrEqual(tolerance);
}

describe("figures of R did", () => {
  it("has a call for every case", () => {
    expect(Object.keys(calls)).toEqual(Object.keys(cases));
  });

  it.each(Object.keys(calls))("%s", (name) => {
    const [table, options] = calls[name]!;
    const want = cases[name]!;
    const panel = definePanel(table, {
      unit: table === castle ? "sid" : "id",
      time: "year",
      treatment: { cohort: table === castle ? "cohort" : "start" },
    });
    const effects = attGt(panel, { outcome: "y", ...options });
    expect(effects.sample.nUnits).toBe(want.n);
    const found = want.cells.filter((cell) => cell.estimate !== null);
    expect(found.length).toBeGreaterThan(5);
    for (const cell of found) {
      const row = effects.estimates.find((r) => r.cohort === cell.cohort && r.time === cell.time);
      agrees(row!, cell, `${cell.cohort} in ${cell.time}`);
    }
    if (typeof want.wald.statistic === "number" && effects.spec.anticipation === 0) {
      expect(Math.abs(effects.pretrend!.statistic / want.wald.statistic - 1)).toBeLessThan(1e-6);
    }
    for (const type of ["simple", "dynamic", "group", "calendar"] as const) {
      const { rows, overall } = want.aggregates[type];
      const result = aggregateEffects(effects, { type });
      agrees(result.overall, overall, type);
      for (const row of rows ?? []) {
        if (row.estimate === null) continue;
        const own = (
          result.estimates as readonly (Estimate & Partial<EventEstimate & AggregateEstimate>)[]
        ).find((r) => (r.eventTime ?? r.cohort ?? r.time) === row.key);
        agrees(own!, row, `${type} ${row.key}`);
      }
    }
  });
});
