import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imputation, type StaggeredResult, twfe, twoStage } from "../../../src/index.ts";
import { panelOf, staggeredRows } from "../../att-gt/panels.ts";
import { close } from "../../fixtures.ts";
import { smallPanel, toPanel } from "../../small-panel.ts";
import { calls, cases } from "../untreated-cases.ts";

const aggregates = ["simple", "dynamic", "cohort"] as const;
/** The same sums in another order. */
const rounding = 1e-9;
/** did2s takes fixed effects out of fixest, which stops at 1e-6 of the outcome's scale; small means suffer most. */
const iterated = { relative: 2e-6, floor: 2e-7 };

const rowsOf = (result: StaggeredResult) => result.estimates.filter((row) => row.stdError !== null);

describe("figures of two stages", () => {
  for (const [name, [panel, options]] of Object.entries(calls)) {
    const want = cases[name]!;

    it(`${name}: the formulas with dense matrices`, () => {
      for (const aggregate of aggregates) {
        const rows = rowsOf(twoStage(panel, { ...options, aggregate }));
        expect(rows.length).toBeGreaterThan(0);
        for (const row of rows) {
          close(row.estimate, want.dense[row.term]!.estimate, rounding);
          close(row.stdError, want.dense[row.term]!.gmm, rounding);
          expect(row.dof).toBeNull();
        }
      }
    });

    it(`${name}: R did2s`, () => {
      for (const aggregate of aggregates) {
        const rows = rowsOf(twoStage(panel, { ...options, aggregate }));
        expect(rows).toHaveLength(want.twoStage[aggregate].length);
        want.twoStage[aggregate].forEach((row, i) => {
          const got = rows[i]!;
          if (aggregate !== "simple") expect(got.term).toMatch(new RegExp(`:${row.key}$`));
          close(got.estimate, row.estimate, iterated.relative, iterated.floor);
          close(got.stdError, row.stdError, iterated.relative);
        });
      }
    });
  }
});

describe("twoStage", () => {
  it("has the estimates of imputation after treatment", () => {
    fc.assert(
      fc.property(smallPanel(), fc.boolean(), fc.boolean(), (raw, weighted, controlled) => {
        for (const aggregate of aggregates) {
          const options = {
            outcome: "y",
            controls: controlled ? ["x"] : [],
            weights: weighted ? "w" : null,
            aggregate,
          };
          const [two, one] = [twoStage(toPanel(raw), options), imputation(toPanel(raw), options)];
          for (const want of [...one.estimates, one.overall]) {
            const got = [...two.estimates, two.overall].find((row) => row.term === want.term)!;
            if (want.estimate === null) expect(got.estimate).toBeNull();
            else close(got.estimate, want.estimate, rounding);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it("has the errors of imputation where cells have one effect, the estimate", () => {
    const rows = staggeredRows(11, [0, 2006], 24, 6);
    const options = { outcome: "y", aggregate: "cohort" } as const;
    const [two, one] = [twoStage(panelOf(rows), options), imputation(panelOf(rows), options)];
    close(two.overall.stdError, one.overall.stdError, rounding);
    close(two.overall.estimate, twfe(panelOf(rows), { outcome: "y" }).estimates[0]!.estimate, rounding);
  });

  it("gives all event times around the base, and tests those before it jointly", () => {
    const [panel, options] = calls.castle!;
    const path = twoStage(panel, { ...options, aggregate: "dynamic" });
    if (path.kind !== "event-study") throw new Error(path.kind);
    expect(path.estimates.map((row) => row.eventTime)).toEqual([...Array(15).keys()].map((at) => at - 10));
    expect(path.estimates.filter((row) => row.reference)).toMatchObject([
      { term: "event:-1", eventTime: -1, estimate: 0, stdError: null },
    ]);
    expect(path.pretrend).toMatchObject({ dof1: 9, dof2: null, distribution: "chi2" });
    expect(path.vcov.terms).toHaveLength(14);
    expect(path.spec).toMatchObject({ estimator: "two-stage", aggregate: "dynamic", base: -1 });
  });

  it("leaves out what cannot be imputed, with the warning of imputation", () => {
    const [panel, options] = calls.plain!;
    const code = "COUNTERFACTUAL_NOT_IDENTIFIED";
    const warnings = [twoStage, imputation].map((f) =>
      f(panel, options).warnings.filter((w) => w.code === code),
    );
    expect(warnings[0]).toHaveLength(1);
    expect(warnings[0]).toEqual(warnings[1]);
    expect(twoStage(panel, options).warnings.some((w) => w.code === "LONE_CELLS")).toBe(false);
  });

  it("says which estimates rest on one cluster", () => {
    const [panel, options] = calls.castle!;
    const path = twoStage(panel, { ...options, aggregate: "dynamic" });
    expect(path.warnings.map((w) => w.message)).toEqual([
      "The rows of event:-10, event:4 are in one cluster each, whose deviations from its own mean sum to zero: the standard errors hold the error of the first stage alone and are too small. Do not read these rows by themselves, nor a joint test that they are part of.",
    ]);
    expect(twoStage(panel, options).warnings).toEqual([]);
  });

  it("refuses errors that are not sums over clusters", () => {
    const [panel, options] = calls.plain!;
    expect(() => twoStage(panel, { ...options, covariance: { type: "twoway" } })).toThrow(
      "covariance: “twoway” is given, but errors of imputed effects are sums over clusters of units.",
    );
  });
});
