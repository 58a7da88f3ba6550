// What sunab, etwfe and stacked are by other ways: closed forms and other estimators of the package.
import type { EventStudyResult, Panel } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aggregateEffects,
  attGt,
  etwfe,
  eventStudy,
  imputation,
  type StaggeredResult,
  stacked,
  sunab,
  twfe,
} from "../../../src/index.ts";
import { panelOf, type StaggeredRows, staggeredRows } from "../../att-gt/panels.ts";
import { close } from "../../fixtures.ts";
import { smallPanel, toPanel } from "../../small-panel.ts";

/** The same numbers by other sums. */
const rounding = 1e-9;
const aggregates = ["simple", "dynamic", "cohort"] as const;
const starts = [0, 2004, 2005, 0, 2006, 2004];
const seeds = fc.integer({ min: 1, max: 2 ** 30 });

const rows = staggeredRows(11, starts, 30, 7);
const panel = panelOf(rows);

/** Mean of y over rows of a cohort (0 = never) in a period. */
function meanIn(
  { g, t, y, w }: StaggeredRows,
  cohort: (g: number) => boolean,
  time: number,
  weighted = false,
): number {
  let sum = 0;
  let total = 0;
  y.forEach((value, i) => {
    if (!cohort(g[i]!) || t[i] !== time) return;
    sum += (weighted ? w[i]! : 1) * value;
    total += weighted ? w[i]! : 1;
  });
  return sum / total;
}

function sameEstimates(
  got: StaggeredResult | EventStudyResult,
  want: readonly { term: string; estimate: number | null }[],
): void {
  expect(want.length).toBeGreaterThan(0);
  for (const { term, estimate } of want) {
    const row = got.estimates.find((r) => r.term === term);
    expect(row, term).toBeDefined();
    if (estimate === null) expect(row!.estimate).toBeNull();
    else close(row!.estimate, estimate, rounding, 1e-11);
  }
}

describe("sunab", () => {
  it("on a balanced panel averages comparisons with the never-treated", () => {
    const path = sunab(panel, { outcome: "y", aggregate: "dynamic" }) as EventStudyResult;
    const cohorts = [2004, 2005, 2006];
    const share = (cohort: number) => rows.g.filter((g) => g === cohort).length;
    for (const { eventTime, estimate } of path.estimates) {
      const seen = cohorts.filter((c) => c + eventTime >= 2001 && c + eventTime <= 2007);
      const effects = seen.map((c) => {
        const change = (of: (g: number) => boolean) =>
          meanIn(rows, of, c + eventTime) - meanIn(rows, of, c - 1);
        return change((g) => g === c) - change((g) => g === 0);
      });
      const total = seen.reduce((sum, c) => sum + share(c), 0);
      const want = effects.reduce((sum, effect, j) => sum + (effect * share(seen[j]!)) / total, 0);
      close(estimate, want, rounding, 1e-12);
    }
  });

  it("has the group-time effects of attGt on a balanced panel without covariates", () => {
    const effects = attGt(panel, { outcome: "y", base: "universal" });
    const path = aggregateEffects(effects, { type: "dynamic" });
    sameEstimates(sunab(panel, { outcome: "y", aggregate: "dynamic" }), path.estimates);
    close(
      sunab(panel, { outcome: "y" }).overall.estimate,
      aggregateEffects(effects).overall.estimate!,
      rounding,
    );
  });

  it("with one start is the event study, errors and test too", () => {
    const one = panelOf(staggeredRows(5, [0, 2004, 0], 24, 6));
    for (const covariance of [
      { type: "cluster" },
      { type: "hc1" },
      { type: "cr2" },
      { type: "hc3" },
    ] as const) {
      const options = { outcome: "y", controls: ["x"], weights: "w", covariance };
      const want = eventStudy(one, options);
      const got = sunab(one, { ...options, aggregate: "dynamic" }) as EventStudyResult;
      sameEstimates(got, want.estimates);
      got.estimates.forEach((row, i) => {
        if (row.reference) expect(row).toEqual(want.estimates[i]);
        else {
          close(row.stdError, want.estimates[i]!.stdError!, 1e-8);
          close(row.dof, want.estimates[i]!.dof!, 1e-6);
        }
      });
      close(got.controls[0]!.stdError, want.controls[0]!.stdError!, 1e-8);
      close(got.pretrend!.statistic, want.pretrend!.statistic, 1e-7);
      close(got.fit.r2Within, want.fit.r2Within!, 1e-9);
    }
  });
});

describe("etwfe", () => {
  it("is imputation on a balanced panel, whatever the fixed effects", () => {
    for (const aggregate of aggregates) {
      const want = imputation(panel, { outcome: "y", aggregate });
      for (const effects of ["cohort", "unit"] as const) {
        const got = etwfe(panel, { outcome: "y", aggregate, effects });
        sameEstimates(got, want.estimates);
        close(got.overall.estimate, want.overall.estimate!, rounding);
      }
    }
  });

  it("with never-treated controls is sunab on a balanced panel", () => {
    for (const aggregate of aggregates) {
      const want = sunab(panel, { outcome: "y", aggregate });
      sameEstimates(etwfe(panel, { outcome: "y", aggregate, control: "never" }), want.estimates);
      const byUnit = etwfe(panel, { outcome: "y", aggregate, control: "never", effects: "unit" });
      byUnit.estimates.forEach((row, i) => {
        if (row.stdError !== null) close(row.stdError, want.estimates[i]!.stdError!, 1e-9);
      });
    }
  });

  it("with one start and no covariate is the two-way estimate on a balanced panel", () => {
    const one = panelOf(staggeredRows(5, [0, 2004, 0], 24, 6));
    const did = twfe(one, { outcome: "y" }).estimates[0]!;
    const { overall } = etwfe(one, { outcome: "y", effects: "unit" });
    close(overall.estimate, did.estimate!, rounding);
  });

  it("is what a regression on untreated rows misses, with holes, weights and a covariate", () => {
    fc.assert(
      fc.property(smallPanel(), fc.boolean(), (raw, covariate) => {
        const { t, g, x, y, w } = raw;
        const distinct = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b).slice(1);
        const [cohorts, periods] = [distinct(g), distinct(t)];
        const columns = (i: number) => {
          const own = [
            1,
            ...cohorts.map((c) => Number(g[i] === c)),
            ...periods.map((p) => Number(t[i] === p)),
          ];
          return covariate ? [...own, ...own.map((v) => v * x[i]!)] : own;
        };
        const all = y.map((_, i) => i);
        const untreated = all.filter((i) => g[i] === 0 || t[i]! < g[i]!);
        const b = normalEquations(
          untreated.map(columns),
          untreated.map((i) => y[i]!),
          untreated.map((i) => w[i]!),
        );
        const treated = all.filter((i) => g[i]! > 0 && t[i]! >= g[i]!);
        const missed = (i: number) => y[i]! - columns(i).reduce((sum, v, j) => sum + v * b[j]!, 0);
        const total = treated.reduce((sum, i) => sum + w[i]!, 0);
        const want = treated.reduce((sum, i) => sum + w[i]! * missed(i), 0) / total;
        const controls = covariate ? ["x"] : [];
        const got = etwfe(toPanel(raw), { outcome: "y", weights: "w", controls, average: "weights" });
        // Else the untreated rows do not tell the slopes, and there is nothing to compare with.
        fc.pre(got.warnings.every(({ code }) => code !== "CELLS_NOT_IDENTIFIED"));
        close(got.overall.estimate, want, 1e-7, 1e-9);
      }),
      { numRuns: 25 },
    );
  });
});

describe("stacked", () => {
  it("on a balanced panel weighs each cohort's own comparison by its treated units", () => {
    for (const weights of [undefined, "w"]) {
      const path = stacked(panel, {
        outcome: "y",
        before: 2,
        after: 1,
        weights,
        aggregate: "dynamic",
      }) as EventStudyResult;
      const isWeighted = weights !== undefined;
      const sizes = [2004, 2005, 2006].map((c) =>
        rows.g.reduce(
          (sum, g, i) => sum + (g === c && rows.t[i] === 2001 ? (isWeighted ? rows.w[i]! : 1) : 0),
          0,
        ),
      );
      const total = sizes.reduce((a, b) => a + b, 0);
      for (const { eventTime, estimate } of path.estimates) {
        const want = [2004, 2005, 2006].map((c) => {
          const change = (of: (g: number) => boolean) =>
            meanIn(rows, of, c + eventTime, isWeighted) - meanIn(rows, of, c - 1, isWeighted);
          return change((g) => g === c) - change((g) => g === 0 || g > c + 1);
        });
        close(
          estimate,
          want.reduce((sum, effect, j) => sum + (effect * sizes[j]!) / total, 0),
          rounding,
          1e-12,
        );
      }
      const byCohort = stacked(panel, { outcome: "y", before: 2, after: 1, weights, aggregate: "cohort" });
      const mean = byCohort.estimates.reduce((sum, row, j) => sum + (row.estimate! * sizes[j]!) / total, 0);
      close(byCohort.overall.estimate, mean, rounding);
    }
  });

  it("of one cohort is the event study of its window", () => {
    const one = panelOf(staggeredRows(5, [0, 2004, 0], 24, 6));
    const got = stacked(one, { outcome: "y", aggregate: "dynamic" }) as EventStudyResult;
    expect(got.spec).toMatchObject({ before: 3, after: 2 });
    sameEstimates(got, eventStudy(one, { outcome: "y" }).estimates);
  });
});

describe.each([
  ["sunab", (p: Panel, o: object) => sunab(p, { outcome: "y", ...o })],
  ["etwfe", (p: Panel, o: object) => etwfe(p, { outcome: "y", ...o })],
  ["stacked", (p: Panel, o: object) => stacked(p, { outcome: "y", before: 2, after: 1, ...o })],
] as const)("%s", (_, estimate) => {
  const numbers = ({ estimates, overall }: StaggeredResult) =>
    [...estimates, overall].map((row) => [row.term, row.estimate, row.stdError, row.dof] as const);

  it("has one overall effect whatever the aggregation", () => {
    const [simple, ...others] = aggregates.map((aggregate) =>
      estimate(panel, { aggregate, controls: ["x"] }),
    );
    expect(simple!.overall).toEqual(simple!.estimates[0]);
    for (const other of others) {
      close(other.overall.estimate, simple!.overall.estimate!, rounding);
      close(other.overall.stdError, simple!.overall.stdError!, rounding);
    }
  });

  it("does not depend on the order of rows, the names of units or the origin of time", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const order = rows.y
          .map((_, i) => i)
          .sort((a, b) => ((a * seed) % 997) - ((b * seed) % 997) || a - b);
        const moved = Object.fromEntries(
          Object.entries(rows).map(([key, values]) => [
            key,
            order.map((i) =>
              key === "id"
                ? 1000 - values[i]!
                : key === "t" || (key === "g" && values[i]! > 0)
                  ? values[i]! - 100
                  : values[i]!,
            ),
          ]),
        ) as unknown as StaggeredRows;
        const options = { aggregate: "dynamic", weights: "w", controls: ["x"] };
        const want = numbers(estimate(panel, options));
        numbers(estimate(panelOf(moved), options)).forEach(([term, value, error], i) => {
          expect(term).toBe(want[i]![0]);
          close(value, want[i]![1]!, rounding, 1e-11);
          if (want[i]![2] !== null) close(error, want[i]![2], 1e-8);
        });
      }),
      { numRuns: 4 },
    );
  });

  it("scales with the outcome", () => {
    const scaled = panelOf({ ...rows, y: rows.y.map((v) => 50 - 3 * v) });
    const want = numbers(estimate(panel, { aggregate: "cohort" }));
    numbers(estimate(scaled, { aggregate: "cohort" })).forEach(([, value, error], i) => {
      close(value, -3 * want[i]![1]!, 1e-8);
      close(error, 3 * want[i]![2]!, 1e-8);
    });
  });

  it("is frozen JSON that can be run again from its spec", () => {
    const result = estimate(panel, { aggregate: "dynamic", controls: ["x"] });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(Object.isFrozen(result)).toBe(true);
    const { before, after } = result.spec;
    const again = estimate(panel, { ...result.spec, ...(before === undefined ? {} : { before, after }) });
    expect(again).toEqual(result);
  });
});

/** Weighted least squares of few columns. */
function normalEquations(
  x: readonly (readonly number[])[],
  y: readonly number[],
  w: readonly number[],
): readonly number[] {
  const k = x[0]!.length;
  const a = Array.from({ length: k }, (_, p) => [
    ...Array.from({ length: k }, (_, q) => x.reduce((sum, row, i) => sum + w[i]! * row[p]! * row[q]!, 0)),
    x.reduce((sum, row, i) => sum + w[i]! * row[p]! * y[i]!, 0),
  ]);
  for (let p = 0; p < k; p++) {
    const pivot = a
      .slice(p)
      .reduce((best, row, i) => (Math.abs(row[p]!) > Math.abs(a[best]![p]!) ? p + i : best), p);
    [a[p], a[pivot]] = [a[pivot]!, a[p]!];
    for (let q = 0; q < k; q++) {
      if (q === p) continue;
      const ratio = a[q]![p]! / a[p]![p]!;
      for (let j = p; j <= k; j++) a[q]![j]! -= ratio * a[p]![j]!;
    }
  }
  return a.map((row, p) => row[k]! / row[p]!);
}
