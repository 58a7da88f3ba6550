import { definePanel, type Estimate, fromColumns, makeFactor } from "@ceteris/core";
import { leastSquares } from "@ceteris/regression";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ImputationOptions, imputation, type StaggeredResult, twfe } from "../../../src/index.ts";
import { panelOf, staggeredRows } from "../../att-gt/panels.ts";
import { close } from "../../fixtures.ts";
import { makeSmallPanel, type SmallPanel, smallPanel, tiny, toPanel } from "../../small-panel.ts";
import { calls, cases, joint } from "../untreated-cases.ts";

const aggregates = ["simple", "dynamic", "cohort"] as const;
const seeds = fc.integer({ min: 1, max: 2 ** 30 });
/** The same sums in another order. */
const rounding = 1e-9;
/** didimputation takes fixed effects out of fixest, which stops at 1e-6 of the outcome's scale. */
const iterated = 2e-6;

const byTerm = (result: StaggeredResult, term: string): Estimate =>
  result.estimates.find((row) => row.term === term)!;
const numbers = ({ estimates, overall }: StaggeredResult) =>
  [...estimates, overall].map(({ term, estimate, stdError }) => ({ term, estimate, stdError }));

/** Of the regression on unit, period and x by the weights w; 0 for treated rows. */
function untreatedResiduals({ id, t, x, y, w }: SmallPanel, starts: readonly number[]): number[] {
  const rows = y.map((_, i) => i).filter((i) => starts[i] === 0 || t[i]! < starts[i]!);
  const take = (values: readonly number[]) => Float64Array.from(rows, (i) => values[i]!);
  const { residuals } = leastSquares({
    outcome: { name: "y", values: take(y) },
    regressors: [{ name: "x", values: take(x), role: "control" }],
    fixedEffects: [id, t].map((of, j) => makeFactor(String(j), { type: "number", values: take(of) })),
    weights: take(w),
  });
  const out = y.map(() => 0);
  rows.forEach((row, at) => {
    out[row] = residuals[at]!;
  });
  return out;
}

describe("figures of imputation", () => {
  for (const [name, [panel, options]] of Object.entries(calls)) {
    const want = cases[name]!;

    it(`${name}: the formulas with dense matrices`, () => {
      for (const aggregate of aggregates) {
        const result = imputation(panel, { ...options, aggregate });
        const known = result.estimates.filter((row) => row.estimate !== null);
        expect(known.length).toBeGreaterThan(0);
        for (const row of [...known, result.overall]) {
          close(row.estimate, want.dense[row.term]!.estimate, rounding);
          close(row.stdError, want.dense[row.term]!.conservative, rounding);
          expect(row.dof).toBeNull();
        }
        for (const row of result.estimates.filter((e) => e.estimate === null))
          expect(want.dense[row.term]).toBeUndefined();
      }
    });

    it(`${name}: means without the own cluster`, () => {
      for (const aggregate of aggregates) {
        const options_ = { ...options, aggregate, leaveOneOut: true };
        for (const row of imputation(panel, options_).estimates) {
          if (row.estimate === null) continue;
          const { out } = want.dense[row.term]!;
          if (out === null) expect(row.stdError).toBeNull();
          else close(row.stdError, out, rounding);
        }
      }
    });

    it(`${name}: R didimputation`, () => {
      const weighted = options.weights !== undefined;
      const [simple] = want.imputation.simple;
      const { overall } = imputation(panel, options);
      close(overall.estimate, simple!.estimate, iterated);
      const path = imputation(panel, { ...options, aggregate: "dynamic", leads: 3 });
      const found = want.imputation.dynamic.filter((row) => row.estimate !== null);
      for (const row of found) {
        const got = byTerm(path, `event:${row.key}`);
        close(got.estimate, row.estimate, iterated);
        // The script shows that R's errors are those of weights entering twice; leads have no part in that.
        if (!weighted || Number(row.key) < 0) close(got.stdError, row.stdError, iterated);
      }
      if (!weighted) close(overall.stdError, simple!.stdError, iterated);
      expect(path.estimates.filter((row) => row.estimate !== null)).toHaveLength(found.length);
    });
  }

  it("has the joint covariance of leads and effects", () => {
    const [panel, options] = calls.plain!;
    const { vcov } = imputation(panel, { ...options, aggregate: "dynamic", leads: 3 });
    expect(vcov.terms.slice(0, 6)).toEqual([-3, -2, -1, 0, 1, 2].map((event) => `event:${event}`));
    joint.forEach((row, i) => {
      row.forEach((value, j) => {
        close(vcov.matrix[i]![j]!, value, rounding);
      });
    });
  });

  it("tests the leads jointly with the F distribution", () => {
    const [panel, options] = calls.plain!;
    const path = imputation(panel, { ...options, aggregate: "dynamic", leads: 3 });
    if (path.kind !== "event-study") throw new Error(path.kind);
    const leads = path.estimates.filter((row) => row.eventTime < 0);
    expect(leads.map((row) => [row.eventTime, row.dof, row.reference])).toEqual([
      [-3, null, false],
      [-2, null, false],
      [-1, null, false],
    ]);
    expect(path.pretrend).toMatchObject({ dof1: 3, dof2: 126, distribution: "F" });
    const alone = imputation(panel, { ...options, aggregate: "dynamic" });
    expect(alone).toMatchObject({ pretrend: null });
    expect(numbers(alone).slice(0, -1)).toEqual(numbers(path).slice(3, -1));
  });
});

describe("imputation", () => {
  it("is a difference of mean changes with one start, with the errors of two means of changes", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = staggeredRows(seed, [0, 2004], 30, 6);
        const changes = [0, 2004].map((group) => {
          const ids = [...new Set(rows.id.filter((_, i) => rows.g[i] === group))];
          return ids.map((id) => {
            const mean = (is: (t: number) => boolean) => {
              const own = rows.y.filter((_, i) => rows.id[i] === id && is(rows.t[i]!));
              return own.reduce((a, b) => a + b, 0) / own.length;
            };
            return mean((t) => t >= 2004) - mean((t) => t < 2004);
          });
        });
        const moments = changes.map((own) => {
          const mean = own.reduce((a, b) => a + b, 0) / own.length;
          const square = own.reduce((a, b) => a + (b - mean) ** 2, 0) / own.length ** 2;
          return { mean, square };
        });
        const [never, treated] = moments as [(typeof moments)[0], (typeof moments)[0]];
        const { overall } = imputation(panelOf(rows), { outcome: "y" });
        close(overall.estimate, treated.mean - never.mean, rounding);
        close(overall.stdError, Math.sqrt(treated.square + never.square), rounding);
        close(overall.estimate, twfe(panelOf(rows), { outcome: "y" }).estimates[0]!.estimate, rounding);
      }),
      { numRuns: 20 },
    );
  });

  it("gives each estimate the weights by which it moves with the outcomes", () => {
    // Cells of one row deviate from nothing, so the whole error is that of the untreated rows, Σ_units (Σ v·ε̂)².
    fc.assert(
      fc.property(seeds, (seed) => {
        const raw = makeSmallPanel(seed, 9, 5, false);
        const lone = raw.g.map((_, i) => (raw.id[i]! === 1 ? 2004 : raw.id[i] === 2 ? 2003 : 0));
        const panel = (y: readonly number[]) => toPanel({ ...raw, g: lone, y: [...y] });
        const options = { outcome: "y", controls: ["x"], weights: "w" };
        const at = (y: readonly number[]) => imputation(panel(y), options).overall.estimate!;
        const base = at(raw.y);
        const weights = raw.y.map((_, i) => at(raw.y.map((y, j) => (i === j ? y + 1 : y))) - base);
        const total = raw.y.reduce((sum, y, i) => sum + weights[i]! * y, 0);
        close(total, base, rounding);
        const residual = untreatedResiduals(raw, lone);
        const sums = new Map<number, number>();
        raw.id.forEach((id, i) => {
          sums.set(id, (sums.get(id) ?? 0) + weights[i]! * residual[i]!);
        });
        const error = Math.sqrt([...sums.values()].reduce((sum, s) => sum + s * s, 0));
        close(imputation(panel(raw.y), options).overall.stdError, error, 1e-7);
      }),
      { numRuns: 10 },
    );
  });

  it("does not depend on the order of rows, names of units, or the origin of time", () => {
    fc.assert(
      fc.property(smallPanel(), seeds, (raw, seed) => {
        const options = {
          outcome: "y",
          controls: ["x"],
          weights: "w",
          aggregate: "dynamic",
          leads: 1,
        } as const;
        const order = raw.id.map((_, i) => i).sort((a, b) => ((a * seed) % 101) - ((b * seed) % 101));
        const take = (values: readonly number[]) => order.map((i) => values[i]!);
        const other = definePanel(
          fromColumns({
            id: take(raw.id).map((id) => `unit ${id}`),
            t: take(raw.t).map((t) => t - 100),
            g: take(raw.g).map((g) => (g === 0 ? null : g - 100)),
            x: take(raw.x),
            w: take(raw.w),
            y: take(raw.y).map((y) => 5 - 2 * y),
          }),
          { unit: "id", time: "t", treatment: { cohort: "g" } },
        );
        const [want, got] = [imputation(toPanel(raw), options), imputation(other, options)];
        expect(got.estimates.map((row) => row.term)).toEqual(want.estimates.map((row) => row.term));
        got.estimates.forEach((row, i) => {
          const { estimate, stdError } = want.estimates[i]!;
          if (estimate === null) expect(row.estimate).toBeNull();
          else close(row.estimate, -2 * estimate, rounding);
          if (stdError === null) expect(row.stdError).toBeNull();
          else close(row.stdError, 2 * stdError, 1e-7);
        });
      }),
      { numRuns: 20 },
    );
  });

  it("takes no notice of effects of unit, of period, and of the controls", () => {
    fc.assert(
      fc.property(smallPanel(), (raw) => {
        const options = { outcome: "y", controls: ["x"] };
        const y = raw.y.map((v, i) => v + 10 * raw.id[i]! + (raw.t[i]! - 2003) ** 2 - 3 * raw.x[i]!);
        const [want, got] = [imputation(toPanel(raw), options), imputation(toPanel({ ...raw, y }), options)];
        close(got.overall.estimate, want.overall.estimate, rounding);
        close(got.overall.stdError, want.overall.stdError, 1e-7);
      }),
      { numRuns: 20 },
    );
  });

  it("counts a row of weight 2 as two units with the same row", () => {
    const raw = makeSmallPanel(7, 10, 5, true);
    const double = raw.id.map((id) => (id % 4 === 0 ? 2 : 1));
    const again = raw.id.flatMap((_, i) => (double[i] === 2 ? [i] : []));
    const more = (values: readonly number[], by = 0) => [...values, ...again.map((i) => values[i]! + by)];
    const twice = toPanel({
      id: more(raw.id, 100),
      t: more(raw.t),
      y: more(raw.y),
      x: more(raw.x),
      w: more(raw.w),
      g: more(raw.g),
    });
    const weighted = imputation(toPanel(raw, { double }), {
      outcome: "y",
      controls: ["x"],
      weights: "double",
    });
    close(
      weighted.overall.estimate,
      imputation(twice, { outcome: "y", controls: ["x"] }).overall.estimate,
      rounding,
    );
  });

  it("reads status, group and cohort alike, and a control that says nothing not at all", () => {
    const raw = makeSmallPanel(3, 10, 5, true);
    const one = raw.g.map((g) => (g > 0 ? 1 : 0));
    const treat = raw.g.map((_, i) => (raw.id[i]! % 3 > 0 && raw.t[i]! >= 2003 ? 1 : 0));
    const group = raw.g.map((_, i) => (raw.id[i]! % 3 > 0 ? 1 : 0));
    const table = fromColumns({ ...raw, treat, group, one });
    const results = [{ treat: "treat" }, { group: "group", start: 2003 }].map((treatment) =>
      imputation(definePanel(table, { unit: "id", time: "t", treatment }), {
        outcome: "y",
        controls: ["x", "one"],
      }),
    );
    expect(numbers(results[1]!)).toEqual(numbers(results[0]!));
    const [warning] = results[0]!.warnings.filter((w) => w.code === "COLLINEAR");
    expect(warning!.details).toMatchObject({ term: "one" });
    const plain = imputation(definePanel(table, { unit: "id", time: "t", treatment: { treat: "treat" } }), {
      outcome: "y",
      controls: ["x"],
    });
    close(results[0]!.overall.estimate, plain.overall.estimate, rounding);
    close(results[0]!.overall.stdError, plain.overall.stdError, rounding);
  });

  it("tells its options, sample and clusters", () => {
    const [panel, options] = calls.clusters!;
    const { spec, sample, fit, vcov } = imputation(panel, { ...options, aggregate: "cohort" });
    expect(spec).toMatchObject({
      estimator: "imputation",
      aggregate: "cohort",
      leads: null,
      leaveOneOut: false,
      covariance: { type: "cluster", by: ["region"] },
      outcome: "y",
      controls: [],
      weights: null,
      level: 0.95,
    });
    expect(sample).toMatchObject({ nRows: 1035, nObs: 867, nUnits: 127, nPeriods: 7, nTreatedUnits: 63 });
    expect(fit).toMatchObject({ dofResidual: 24, nClusters: { region: 25 } });
    expect(vcov.terms).toEqual(["cohort:2003", "cohort:2004", "cohort:2006"]);
    expect(imputation(...calls.plain!).fit.nClusters).toEqual({ id: 127 });
  });

  it("has the coefficients of the controls on the untreated rows", () => {
    const [panel, options] = calls.controls!;
    const path = imputation(panel, { ...options, aggregate: "dynamic" });
    if (path.kind !== "event-study") throw new Error(path.kind);
    expect(path.controls.map((row) => row.term)).toEqual(["x", "z"]);
    for (const row of path.controls) expect(row.stdError).toBeGreaterThan(0);
  });
});

describe("what imputation warns of and refuses", () => {
  const warningOf = (result: StaggeredResult, code: string) => {
    const found = result.warnings.filter((w) => w.code === code);
    expect(found).toHaveLength(1);
    return found[0]!.message;
  };
  const small = makeSmallPanel(5, 9, 5, true);
  const refuses = (raw: SmallPanel, options: Partial<ImputationOptions>, text: string) =>
    expect(() => imputation(toPanel(raw), { outcome: "y", ...options })).toThrow(text);

  it("counts the rows that cannot be imputed", () => {
    const [panel, options] = calls.plain!;
    expect(warningOf(imputation(panel, options), "COUNTERFACTUAL_NOT_IDENTIFIED")).toBe(
      "160 of 405 treated rows were left out: the untreated rows do not tell what their outcome would have been without treatment (23 units never seen untreated: 6, 7, 12, 13, 16 and 18 more). The effects are those on the other treated rows; add earlier periods or units that are never treated to have all.",
    );
    const [late] = calls.nobodyNever!;
    expect(warningOf(imputation(late, options), "COUNTERFACTUAL_NOT_IDENTIFIED")).toContain(
      "126 of 245 treated rows were left out: the untreated rows do not tell what their outcome would have been without treatment (nobody is untreated in 2006, 2007).",
    );
  });

  it("leaves out rows whose unit and period no untreated rows connect", () => {
    const keep = small.id.map((id, i) => (id % 3 === 1 ? small.t[i]! >= 2003 : true));
    const take = (values: readonly number[]) => values.filter((_, i) => keep[i]);
    const apart = {
      ...small,
      id: take(small.id),
      t: take(small.t).map((t, i) => (take(small.id)[i]! % 3 === 1 && t === 2003 ? 1999 : t)),
      y: take(small.y),
      x: take(small.x),
      w: take(small.w),
      g: take(small.g),
    };
    expect(
      warningOf(imputation(toPanel(apart), { outcome: "y" }), "COUNTERFACTUAL_NOT_IDENTIFIED"),
    ).toContain("(gaps in the data part their unit from their period)");
  });

  it("says where effects are compared with themselves", () => {
    const result = imputation(toPanel(tiny), { outcome: "y" });
    expect(warningOf(result, "LONE_CELLS")).toBe(
      "In 1 of 1 cells of cohort and period all treated rows are in one cluster (cohort 3). Such effects are compared with themselves: they add nothing to the standard errors, which are too small. The two-stage estimator, whose errors compare each effect with the estimate, does not depend on cells.",
    );
    const out = imputation(toPanel(tiny), { outcome: "y", leaveOneOut: true });
    expect(out.overall).toMatchObject({ estimate: result.overall.estimate, stdError: null, pValue: null });
    expect(out.vcov.terms).toEqual([]);
    expect(warningOf(out, "LONE_CELLS")).toContain(
      "Without it there is nothing to compare these rows with, and estimates that they are part of have no standard error.",
    );
    expect(out.warnings.map((w) => w.code)).not.toContain("NO_STANDARD_ERROR");
  });

  it("leaves leads empty that are not identified", () => {
    const [panel, options] = calls.nobodyNever!;
    const path = imputation(panel, { ...options, aggregate: "dynamic", leads: 9 });
    expect(warningOf(path, "LEADS_NOT_IDENTIFIED")).toMatch(
      /^\d of 5 leads are not identified and left empty \(.*\): on the untreated rows they are a combination of the unit effects, the period effects and each other\. Ask for fewer leads, so that earlier periods are left to measure them from\.$/,
    );
    expect(path.estimates.some((row) => row.estimate === null && row.term === "event:-1")).toBe(true);
  });

  it("refuses other errors, words and leads", () => {
    refuses(
      small,
      { covariance: { type: "hc1" } },
      "covariance: “hc1” is given, but errors of imputed effects are sums over clusters of units. Leave it out for errors by unit, or give one column to cluster by.",
    );
    refuses(small, { aggregate: "calendar" as "simple" }, "aggregate: “calendar” is not known");
    refuses(
      small,
      { aggregate: "dynamic", leads: 0.5 },
      "leads: 0.5 is not a number of periods from 1 on. Give the number of event times before treatment to test, for example 4.",
    );
    refuses(
      small,
      { leads: 2 },
      "leads: leads belong to effects by event time. Leave them out, or ask for the dynamic aggregation.",
    );
  });

  it("refuses a single cluster", () => {
    const panel = toPanel(small, { everywhere: small.id.map(() => 1) });
    expect(() =>
      imputation(panel, { outcome: "y", covariance: { type: "cluster", by: ["everywhere"] } }),
    ).toThrow("all rows are in one cluster (1)");
  });

  it("refuses treatment that switches off", () => {
    const treat = small.t.map((t, i) => (small.id[i]! % 3 === 1 && t === 2003 ? 1 : 0));
    const panel = definePanel(fromColumns({ ...small, treat }), {
      unit: "id",
      time: "t",
      treatment: { treat: "treat" },
    });
    expect(() => imputation(panel, { outcome: "y" })).toThrow(
      "treatment switches off again in 3 of 9 units (1, 4, 7), and what would have been without treatment is imputed only where treatment lasts. Leave these units out, or their rows after treatment ended, or correct the column of treatment.",
    );
  });

  it("refuses a panel without anything to impute", () => {
    // Units begin in the second period and were seen before, but nobody is untreated then.
    const g = small.id.map((id) => (id % 2 === 0 ? 2002 : 2003));
    const keep = small.t.map((t, i) => (g[i] === 2002 ? t !== 2002 : t < 2003));
    const take = (values: readonly number[]) => values.filter((_, i) => keep[i] && small.t[i] !== 2002);
    const raw = {
      ...small,
      id: take(small.id),
      t: take(small.t),
      y: take(small.y),
      x: take(small.x),
      w: take(small.w),
      g: take(g),
    };
    refuses(
      raw,
      {},
      "no treated row has both its unit and its period among the untreated rows, so nothing tells what would have been without treatment (nobody is untreated in 2003, 2004, 2005). Add earlier periods or units that are never treated.",
    );
  });
});
