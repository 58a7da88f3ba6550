import { readFileSync } from "node:fs";
import { CeterisError, definePanel, finishWork, fromColumns, panelNumbers } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  eventStudy,
  type JackknifeOptions,
  jackknife,
  jackknifeWork,
  type PanelStatistic,
  twfe,
} from "../../src/index.ts";
import { castle, close } from "../fixtures.ts";
import { smallPanel } from "../small-panel.ts";

interface Reference {
  readonly terms: readonly string[];
  readonly left: readonly (readonly number[])[];
  readonly jackknife: Readonly<Record<"mean" | "estimate", readonly number[]>>;
  readonly cr3: readonly number[];
}

/** Figures of R fixest and clubSandwich, written by fixtures/resampling.R. */
const reference: Reference = JSON.parse(
  readFileSync(new URL("fixtures/resampling.json", import.meta.url), "utf8"),
);

const castlePanel = definePanel(castle, { unit: "sid", time: "year", treatment: { treat: "post" } });
const castleModel = { outcome: "l_homicide", controls: ["poverty"] };
const slopes: PanelStatistic = (panel) => twfe(panel, castleModel);

const mean: PanelStatistic = (panel) => {
  const y = panelNumbers(panel, "y");
  return { estimates: [{ term: "mean", estimate: y.reduce((sum, v) => sum + v, 0) / y.length }] };
};

function units(y: readonly number[], more: Record<string, (number | string)[]> = {}) {
  const table = fromColumns({ id: y.map((_, i) => i), t: y.map(() => 1), y: [...y], ...more });
  return definePanel(table, { unit: "id", time: "t" });
}

describe("agrees with R", () => {
  it.each(["mean", "estimate"] as const)("a fixest regression without each state, centre %s", (centre) => {
    const { estimates, leftOut, clusters } = jackknife(castlePanel, slopes, { centre });
    expect(clusters).toEqual({ column: "sid", n: 50 });
    leftOut.forEach((row, g) => {
      reference.terms.forEach((term, t) => {
        close(row.estimates[term]!, reference.left[g]![t]!, 1e-8);
      });
    });
    estimates.forEach((row, t) => {
      close(row.stdError, reference.jackknife[centre][t]!, 1e-7);
      expect(row.dof).toBe(49);
    });
  });

  it("centred at the estimate it is √((G − 1)/G) times clubSandwich's CR3", () => {
    const { estimates } = jackknife(castlePanel, slopes, { centre: "estimate" });
    estimates.forEach((row, t) => {
      close(row.stdError, Math.sqrt(49 / 50) * reference.cr3[t]!, 1e-8);
    });
  });
});

describe("closed forms", () => {
  const y = [3, 1, 4, 1, 5, 9, 2, 6];
  const s2 = y.reduce((sum, v) => sum + (v - 31 / 8) ** 2, 0) / 7;

  it("of a mean: s/√n, no bias, t with n − 1", () => {
    for (const centre of ["mean", "estimate"] as const) {
      const [row] = jackknife(units(y), mean, { centre, level: 0.9 }).estimates;
      close(row!.stdError, Math.sqrt(s2 / 8), 1e-13);
      expect(Math.abs(row!.bias!)).toBeLessThan(1e-13);
      // t with 7 degrees of freedom: 1.894578605…
      close(row!.confHigh! - row!.estimate!, 1.8945786053 * Math.sqrt(s2 / 8), 1e-9);
    }
  });

  it("of a plug-in variance: the bias is that of dividing by n", () => {
    const plugIn: PanelStatistic = (panel) => {
      const values = panelNumbers(panel, "y");
      const m = values.reduce((a, b) => a + b, 0) / values.length;
      return { estimate: values.reduce((a, b) => a + (b - m) ** 2, 0) / values.length };
    };
    const [row] = jackknife(units(y), plugIn).estimates;
    close(row!.bias, -s2 / 8, 1e-12);
  });

  it("of any two-way regression: √((G − 1)/G) times CR3, clusters of units too", () => {
    fc.assert(
      fc.property(smallPanel(), fc.boolean(), (data, grouped) => {
        const pair = data.id.map((id) => Math.floor(id / 2));
        const table = fromColumns({ ...data, pair } as Record<string, number[]>);
        const panel = definePanel(table, { unit: "id", time: "t", treatment: { cohort: "g" } });
        const by = grouped ? "pair" : "id";
        const model = { outcome: "y", controls: ["x"] };
        const g = new Set(table.columns.get(by)!.values as Float64Array).size;
        const cr3 = twfe(panel, { ...model, covariance: { type: "cr3", by: [by] } }).estimates;
        const { estimates, vcov } = jackknife(panel, (p) => twfe(p, model), {
          by,
          centre: "estimate",
        });
        estimates.forEach((row, i) => {
          close(row.stdError, Math.sqrt((g - 1) / g) * cr3[i]!.stdError!, 1e-7);
          close(vcov.matrix[i]![i]!, row.stdError! ** 2, 1e-12);
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe("what is not identified without a cluster", () => {
  // One treated unit: without it there is nothing to estimate.
  const table = fromColumns({
    id: [0, 0, 1, 1, 2, 2, 3, 3],
    t: [0, 1, 0, 1, 0, 1, 0, 1],
    y: [1, 4, 2, 2, 3, 5, 1, 1],
    g: [1, 1, 0, 0, 0, 0, 0, 0],
  });
  const panel = definePanel(table, { unit: "id", time: "t", treatment: { group: "g", start: 1 } });

  it("has nulls, a warning, and the reason", () => {
    const { estimates, leftOut, warnings, vcov } = jackknife(panel, (p) => twfe(p, { outcome: "y" }));
    expect(estimates[0]).toMatchObject({ term: "did", stdError: null, confLow: null, bias: null });
    expect(estimates[0]!.estimate).not.toBeNull();
    expect(vcov).toEqual({ terms: [], matrix: [] });
    expect(leftOut.map((row) => row.failures.map((f) => f.code))).toEqual([["NO_TREATED"], [], [], []]);
    expect(warnings.map((w) => w.message)).toEqual([
      "“did” is not identified without one of the clusters of “id” (0), so the jackknife gives it no standard error: the estimate rests on too few clusters. Leave out units of a finer level, or use a placebo test.",
    ]);
  });

  it("leaves a coefficient that the data do not identify as it is", () => {
    const { estimates, warnings } = jackknife(castlePanel, (p) => ({
      estimates: eventStudy(p, { outcome: "l_homicide" }).estimates.filter(
        (row) => row.eventTime <= 0 && row.eventTime > -4,
      ),
    }));
    const base = estimates.find((row) => row.term === "event:-1")!;
    expect(base).toMatchObject({ estimate: 0, stdError: null, confLow: null });
    expect(estimates.filter((row) => row.stdError !== null)).toHaveLength(estimates.length - 1);
    expect(warnings).toEqual([]);
  });
});

describe("the work", () => {
  it("says how far it is, and is not half done", () => {
    const work = jackknifeWork(units([1, 2, 4]), mean);
    expect(work.next(false).value).toEqual({ done: 1, total: 3 });
    expect(() => work.next(true)).toThrow(
      "jackknife: it was interrupted after 1 of 3 clusters, and needs them all. Run it again.",
    );
    const whole = finishWork(jackknifeWork(units([1, 2, 4]), mean));
    expect(whole).toEqual(jackknife(units([1, 2, 4]), mean));
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
  });

  it.each<[JackknifeOptions, string]>([
    [{ centre: "median" as "mean" }, "centre: “median” is not known. Give one of mean, estimate."],
    [{ level: 0 }, "level: 0 is not between 0 and 1. Give a confidence level such as 0.95."],
  ])("refuses %j", (options, message) => {
    expect(() => jackknife(units([1, 2]), mean, options)).toThrow(message);
    expect(() => jackknife(units([1, 2]), mean, options)).toThrow(CeterisError);
  });
});
