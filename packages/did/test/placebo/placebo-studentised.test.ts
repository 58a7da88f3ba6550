import { assignTreatment, definePanel, type Estimate, fromColumns, type Panel } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { type PlaceboOptions, placebo, twfe } from "../../src/index.ts";
import { close } from "../fixtures.ts";
import { makeSmallPanel, type SmallPanel } from "../small-panel.ts";

function toPanel(raw: SmallPanel): Panel {
  const region = raw.id.map((u) => (u < 3 ? 1 : 2));
  const pair = raw.id.map((u) => Math.floor(u / 2));
  const side = raw.id.map((u) => (u % 2 === 0 ? "left" : "right"));
  return definePanel(fromColumns({ ...raw, region, pair, side }), {
    unit: "id",
    time: "t",
    treatment: { cohort: "g" },
  });
}

/** The panel with the starts of its units dealt out in every distinct order, within strata if given. */
function everyDeal(panel: Panel, strata: readonly number[] = []): Panel[] {
  const cohort = [...panel.treatment!.cohort];
  const orders = deals(
    cohort.map((_, u) => u),
    cohort,
    strata,
  );
  return orders.map((starts) => {
    const status = Float64Array.from(panel.unit.codes, (u, i) =>
      panel.time.values[panel.time.codes[i]!]! >= starts[u]! ? 1 : 0,
    );
    return assignTreatment(panel, { status, cohort: Float64Array.from(starts) });
  });
}

function deals(units: readonly number[], starts: readonly number[], strata: readonly number[]): number[][] {
  const [first, ...others] = units;
  if (first === undefined) return [[]];
  const seen = new Set<number>();
  return units.flatMap((from) => {
    if (strata[from] !== strata[first] || seen.has(starts[from]!)) return [];
    seen.add(starts[from]!);
    const swapped = [...starts];
    swapped[from] = starts[first]!;
    return deals(others, swapped, strata).map((tail) => [starts[from]!, ...tail]);
  });
}

function brute(panel: Panel, options: PlaceboOptions, strata?: readonly number[]): Estimate[] {
  return everyDeal(panel, strata).flatMap((dealt) => {
    try {
      return [twfe(dealt, options).estimates[0]!];
    } catch {
      return [];
    }
  });
}

/** Draws and regressions, each sorted by estimate. */
function compareAll(panel: Panel, options: PlaceboOptions, want: readonly Estimate[]): void {
  const result = placebo(panel, { draws: 1000, studentised: true, ...options });
  expect(result.enumerated).toBe(true);
  expect(result.draws.n).toBe(want.length);
  const byEstimate = result.values.map((_, i) => i).sort((a, b) => result.values[a]! - result.values[b]!);
  const sorted = [...want].sort((a, b) => a.estimate! - b.estimate!);
  sorted.forEach((row, i) => {
    const at = byEstimate[i]!;
    close(result.values[at]!, row.estimate, 1e-10, 1e-11);
    const { values, pValues } = result.studentised!;
    if (row.statistic === null) {
      expect(values[at]).toBeNull();
      return;
    }
    close(values[at]!, row.statistic, 1e-10, 1e-11);
    close(pValues[at]!, row.pValue, 1e-9, 1e-11);
  });
  const t = Math.abs(result.actual.statistic!);
  close(result.studentised!.statistic, result.actual.statistic, 1e-10);
  const size = (row: Estimate) => Math.abs(row.statistic ?? Number.POSITIVE_INFINITY);
  const extreme = sorted.filter((row) => size(row) >= t * (1 - 1e-10)).length;
  expect(result.studentised!.pValue.twoSided).toBeCloseTo(extreme / want.length, 12);
}

describe("each draw's own t equals that of a regression", () => {
  const balanced = makeSmallPanel(21, 6, 5, true);
  const gaps = makeSmallPanel(25, 6, 6, false);
  const cases: [string, SmallPanel, Partial<PlaceboOptions>][] = [
    ["clustered by unit", balanced, {}],
    ["with a control", balanced, { controls: ["x"] }],
    [
      "clustered above the unit",
      balanced,
      { covariance: { type: "cluster", by: ["pair"] }, controls: ["x"] },
    ],
    ["clustered by period", balanced, { covariance: { type: "cluster", by: ["t"] } }],
    ["unbalanced, weighted, with a control", gaps, { controls: ["x"], weights: "w" }],
    ["hc1", gaps, { covariance: { type: "hc1" }, controls: ["x"] }],
    ["hc1, weighted", gaps, { covariance: { type: "hc1" }, weights: "w" }],
    ["iid", gaps, { covariance: { type: "iid" }, controls: ["x"] }],
    ["iid, weighted", balanced, { covariance: { type: "iid" }, weights: "w" }],
    ["reghdfe's factors", gaps, { smallSample: "reghdfe", controls: ["x"] }],
    ["plm's factors", balanced, { smallSample: "plm" }],
    ["no factors, hc1", balanced, { smallSample: "none", covariance: { type: "hc1" } }],
    ["period effects only", gaps, { fixedEffects: ["t"], controls: ["x"] }],
    ["unit effects only", gaps, { fixedEffects: ["id"], covariance: { type: "hc1" } }],
    ["no effects", gaps, { fixedEffects: [], covariance: { type: "hc1" }, controls: ["x"] }],
    ["crossed effects", balanced, { fixedEffects: ["id", "region^t"], weights: "w" }],
    ["three effects", balanced, { fixedEffects: ["id", "t", "side^t"], covariance: { type: "iid" } }],
  ];
  it.each(cases)("%s", (_, raw, more) => {
    const panel = toPanel(raw);
    const options: PlaceboOptions = { outcome: "y", ...more };
    compareAll(panel, options, brute(panel, options));
  });

  it.each([
    ["two-way", { covariance: { type: "twoway" } }],
    ["cr2, each with its own degrees of freedom", { covariance: { type: "cr2" } }],
    ["hc3", { covariance: { type: "hc3" }, controls: ["x"] }],
    ["Driscoll–Kraay", { covariance: { type: "driscoll-kraay", lags: 1 } }],
  ] as [string, Partial<PlaceboOptions>][])("%s, by regressions", (_, more) => {
    const raw = makeSmallPanel(22, 5, 5, true);
    const panel = toPanel(raw);
    const options: PlaceboOptions = { outcome: "y", ...more };
    compareAll(panel, options, brute(panel, options));
  });

  it("on rows before treatment, against regressions of the same draws", () => {
    const raw = makeSmallPanel(33, 6, 7, true);
    const starts = [0, 2005, 2006, 0, 2005, 0];
    const panel = toPanel({ ...raw, g: raw.id.map((u) => starts[u]!) });
    const options: PlaceboOptions = { outcome: "y", controls: ["x"], mode: "both", draws: 40 };
    const fast = placebo(panel, { ...options, studentised: true });
    const refits = placebo(panel, (p) => twfe(p, options), { mode: "both", draws: 40, studentised: true });
    expect(fast.enumerated).toBe(false);
    for (let i = 0; i < 40; i++) {
      close(fast.values[i]!, refits.values[i]!, 1e-10, 1e-11);
      close(fast.studentised!.values[i]!, refits.studentised!.values[i]!, 1e-10, 1e-11);
    }
    expect(fast.studentised!.statistic).toBe(fast.actual.statistic);
    const { values } = fast.studentised!;
    const extreme = values.filter((t) => Math.abs(t!) >= Math.abs(fast.actual.statistic!)).length;
    expect(fast.studentised!.pValue.twoSided).toBe((1 + extreme) / 41);
  });
});

describe("the t statistics", () => {
  const panel = toPanel(makeSmallPanel(44, 12, 5, true));

  it("leave the estimates as they are", () => {
    const plain = placebo(panel, { outcome: "y", draws: 60 });
    const also = placebo(panel, { outcome: "y", draws: 60, studentised: true });
    expect(plain.studentised).toBeNull();
    expect([also.values, also.pValue]).toEqual([plain.values, plain.pValue]);
    expect(JSON.parse(JSON.stringify(also))).toEqual({ ...also });
  });

  it("are null, and count as extreme, where there is no standard error", () => {
    // Nothing is known of the precision when unit 1 is not treated.
    const half = (p: Panel) => ({ estimate: 1, stdError: p.treatment!.treatedRows[1]! > 0 ? 0.5 : null });
    const { studentised } = placebo(panel, half, { draws: 50, studentised: true });
    expect([...new Set(studentised!.values)].sort()).toEqual([2, null]);
    expect(studentised!.pValues.map((p) => p === null)).toEqual(studentised!.values.map((t) => t === null));
    expect(studentised!.pValue.twoSided).toBe(1);
    expect(placebo(panel, () => ({ estimate: 1 }), { draws: 5, studentised: true }).studentised).toBeNull();
  });
});

describe("strata", () => {
  it("deal histories out within their levels, with weights and controls", () => {
    const raw = makeSmallPanel(25, 8, 6, false);
    const panel = toPanel(raw);
    const options: PlaceboOptions = { outcome: "y", controls: ["x"], weights: "w", strata: ["side"] };
    const sides = Array.from({ length: 8 }, (_, u) => u % 2);
    compareAll(panel, options, brute(panel, options, sides));
    const regions = Array.from({ length: 8 }, (_, u) => 10 * (u % 2) + (u < 3 ? 1 : 2));
    compareAll(panel, { ...options, strata: ["side", "region"] }, brute(panel, options, regions));
  });

  it("hold clusters that are dealt out whole", () => {
    const raw = makeSmallPanel(31, 12, 5, true);
    const starts = [0, 2003, 0, 2004, 2003, 0];
    const panel = toPanel({ ...raw, g: raw.id.map((u) => starts[Math.floor(u / 2)]!) });
    const half = raw.id.map((u) => (u < 6 ? 1 : 2));
    const split = definePanel(fromColumns({ ...columnsOf(panel), half }), panel.spec);
    const result = placebo(split, { outcome: "y", mode: "cluster", assign: "pair", strata: ["half"] });
    // 3 ways in the first half, where one of three pairs is treated, and 6 in the second.
    expect([result.draws.n, result.enumerated]).toEqual([18, true]);
    expect(result.spec).toMatchObject({ strata: ["half"] });
  });

  it("are drawn at random, the same for the same seed, whatever the order of rows", () => {
    const raw = makeSmallPanel(77, 24, 5, true);
    const panel = toPanel(raw);
    const options: PlaceboOptions = { outcome: "y", strata: ["side"], draws: 200 };
    const first = placebo(panel, options);
    expect(placebo(panel, first.spec as unknown as PlaceboOptions)).toEqual(first);
    const columns = Object.entries(columnsOf(panel)).map(([name, values]) => [name, [...values].reverse()]);
    const reversed = definePanel(fromColumns(Object.fromEntries(columns)), panel.spec);
    expect(placebo(reversed, options).values).toEqual(first.values);
    expect(first.values).not.toEqual(placebo(panel, { ...options, strata: [] }).values);
  });

  it("are refused where they cannot hold", () => {
    const raw = makeSmallPanel(51, 6, 5, true);
    const panel = toPanel(raw);
    const text = (more: Partial<PlaceboOptions>, on = panel) => {
      try {
        placebo(on, { outcome: "y", ...more });
        return "nothing";
      } catch (error) {
        return `${(error as { code: string }).code} ${(error as Error).message}`;
      }
    };
    expect(text({ strata: ["side"], mode: "time" })).toBe(
      "OPTION_INVALID strata: mode “time” deals nothing out. Choose mode unit, cluster or both, or leave strata out.",
    );
    expect(text({ strata: ["t"] })).toBe(
      "PLACEBO_IMPOSSIBLE column “t”: id 0 lies in the strata 2001 and 2002. Give strata by columns that do not change over time and hold what is permuted as a whole.",
    );
    expect(text({ strata: ["g"] })).toBe(
      "PLACEBO_IMPOSSIBLE strata: in each stratum of g all have the same treatment, so that the actual assignment is the only one. Use coarser strata, or none.",
    );
    const all = definePanel(fromColumns({ ...columnsOf(panel), one: raw.id.map(() => "all") }), panel.spec);
    expect(text({ mode: "cluster", assign: "one" }, all)).toMatch(/^PLACEBO_IMPOSSIBLE column “one”: in all/);
  });
});

function columnsOf({ table }: Panel): Record<string, (string | number | null)[]> {
  return Object.fromEntries([...table.columns].map(([name, { values }]) => [name, [...values]]));
}
