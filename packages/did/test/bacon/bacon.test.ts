import { readFileSync } from "node:fs";
import { CeterisError, definePanel, fromColumns, getNumbers, type Panel, selectRows } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BaconOptions, bacon, twfe } from "../../src/index.ts";
import { castle, close } from "../fixtures.ts";
import { readCsv } from "../read-csv.ts";
import { makeSmallPanel } from "../small-panel.ts";

interface Row {
  readonly treated: number;
  readonly untreated: number;
  readonly estimate: number;
  readonly weight: number;
  readonly type: string;
}

/** Figures of R bacondecomp, written by fixtures/bacon.R. */
const fixture: {
  readonly comparisons: readonly Row[];
  readonly controlled: Readonly<
    Record<
      "one" | "two",
      { readonly comparisons: readonly Row[]; readonly within: number; readonly omega: number }
    >
  >;
} = JSON.parse(readFileSync(new URL("../fixtures/bacon.json", import.meta.url), "utf8"));
const TYPES: Readonly<Record<string, string>> = {
  "Treated vs Untreated": "treated-vs-never",
  "Earlier vs Later Treated": "earlier-vs-later",
  "Later vs Earlier Treated": "later-vs-earlier",
  "Later vs Always Treated": "later-vs-always",
};

interface Design {
  readonly seed: number;
  readonly periods: number;
  /** First treated position of each unit; 0 = always, `periods` = never. */
  readonly starts: readonly number[];
}

/** Designs with every mixture of always, early, late and never treated units that can be estimated. */
const designs: fc.Arbitrary<Design> = fc
  .integer({ min: 2, max: 7 })
  .chain((periods) =>
    fc.record({
      seed: fc.integer({ min: 1, max: 2 ** 30 }),
      periods: fc.constant(periods),
      starts: fc.array(fc.integer({ min: 0, max: periods }), { minLength: 3, maxLength: 12 }),
    }),
  )
  .filter(({ starts, periods }) => new Set(starts).size > 1 && starts.some((s) => s > 0 && s < periods));

function tableOf({ seed, periods, starts }: Design) {
  const { y } = makeSmallPanel(seed, starts.length, periods, true);
  const at = y.map((_, i) => ({ u: Math.floor(i / periods), t: i % periods }));
  return {
    id: at.map(({ u }) => u),
    t: at.map(({ t }) => 2001 + t),
    d: at.map(({ u, t }) => (t >= starts[u]! ? 1 : 0)),
    y: y.map((v, i) => v + (at[i]!.t >= starts[at[i]!.u]! ? 0.4 * (at[i]!.t - starts[at[i]!.u]!) : 0)),
  };
}

function panelOf(columns: Record<string, (number | null)[]>): Panel {
  return definePanel(fromColumns(columns), { unit: "id", time: "t", treatment: { treat: "d" } });
}

const estimateOf = (panel: Panel) => twfe(panel, { outcome: "y" }).estimates[0]!.estimate!;
/** Null where the controls leave treatment, or degrees of freedom, nothing. */
const wantOf = (estimate: () => number): number | null => {
  try {
    return estimate();
  } catch (error) {
    if (error instanceof CeterisError && ["TOO_FEW_ROWS", "TREATMENT_ABSORBED"].includes(error.code))
      return null;
    throw error;
  }
};
const refusal = (panel: Panel, options: Partial<BaconOptions> = {}): CeterisError => {
  try {
    bacon(panel, { outcome: "y", ...options });
  } catch (error) {
    if (error instanceof CeterisError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

describe("bacon", () => {
  it("equals R bacondecomp on a panel with always-treated units", () => {
    const panel = definePanel(readCsv("fixtures/bacon.csv"), {
      unit: "unit",
      time: "time",
      treatment: { cohort: "cohort" },
    });
    const { comparisons, estimate, warnings } = bacon(panel, { outcome: "y" });
    expect(comparisons).toHaveLength(fixture.comparisons.length);
    for (const want of fixture.comparisons) {
      const control =
        want.untreated === 99999 ? "never" : want.untreated === 2001 ? "always" : want.untreated;
      const got = comparisons.find(
        (row) => row.treated === String(want.treated) && row.control === String(control),
      )!;
      expect(got.type).toBe(TYPES[want.type]);
      // The same figures by lm(), whose dummies cost a few digits at an outcome around 400.
      close(got.estimate, want.estimate, 1e-9);
      close(got.weight, want.weight, 1e-12);
    }
    close(estimate, estimateOf(panel), 1e-10);
    expect(warnings.map((w) => w.code)).toEqual(["ALWAYS_TREATED"]);
  });

  it("equals R bacondecomp on the castle panel, by type", () => {
    const panel = definePanel(castle, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
    const { byType, forbiddenWeight } = bacon(panel, { outcome: "l_homicide" });
    const want = [
      ["treated-vs-never", 0.898808835434255, 0.078437990796986],
      ["earlier-vs-later", 0.0770787556377934, -0.0285771587962772],
      ["later-vs-earlier", 0.0241124089279519, 0.0456346756905967],
    ] as const;
    expect(byType.map((row) => row.type)).toEqual(want.map(([type]) => type));
    byType.forEach((row, i) => {
      close(row.weight, want[i]![1], 1e-12);
      close(row.estimate, want[i]![2], 1e-10);
    });
    close(forbiddenWeight, want[2][1], 1e-12);
  });

  it("adds up to the two-way fixed-effects estimate, weights to 1", () => {
    fc.assert(
      fc.property(designs, (design) => {
        const panel = panelOf(tableOf(design));
        const { comparisons, byType, estimate } = bacon(panel, { outcome: "y" });
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        expect(sum(comparisons.map((row) => row.weight))).toBeCloseTo(1, 12);
        expect(comparisons.every((row) => row.weight > 0)).toBe(true);
        close(estimate, estimateOf(panel), 1e-10, 1e-11);
        close(sum(byType.map((row) => row.weight * row.estimate)), estimate, 1e-12, 1e-13);
      }),
      { numRuns: 200 },
    );
  });

  it("gives each comparison the estimate of a regression on its rows alone", () => {
    fc.assert(
      fc.property(designs, (design) => {
        const { periods, starts } = design;
        const columns = tableOf(design);
        const { comparisons } = bacon(panelOf(columns), { outcome: "y" });
        const startOf = (name: string) =>
          name === "never" ? periods : name === "always" ? 0 : Number(name) - 2001;
        for (const { treated, control, type, estimate } of comparisons) {
          const [own, other] = [startOf(treated!), startOf(control!)];
          const inWindow = (t: number) => (type.startsWith("later") ? t >= other : t < other);
          const rows = [...columns.y.keys()].filter(
            (i) => [own, other].includes(starts[columns.id[i]!]!) && inWindow(columns.t[i]! - 2001),
          );
          const take = (values: readonly number[]) => rows.map((i) => values[i]!);
          // Two units in two periods leave a regression no degrees of freedom.
          if (rows.length < 6) continue;
          const pair = panelOf({
            id: take(columns.id),
            t: take(columns.t),
            d: take(columns.d),
            y: take(columns.y),
          });
          close(estimate, estimateOf(pair), 1e-9, 1e-10);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is the plain difference of differences for two by two", () => {
    const panel = panelOf({ id: [1, 1, 2, 2], t: [1, 2, 1, 2], d: [0, 1, 0, 0], y: [3, 8, 1, 2] });
    expect(bacon(panel, { outcome: "y" })).toMatchObject({
      estimate: 4,
      forbiddenWeight: 0,
      comparisons: [{ type: "treated-vs-never", treated: "2", control: "never", estimate: 4, weight: 1 }],
    });
  });

  it("does not depend on the order of rows, nor on the level of the outcome", () => {
    const columns = tableOf({ seed: 7, periods: 6, starts: [0, 2, 2, 4, 6, 6, 3] });
    const there = bacon(panelOf(columns), { outcome: "y" });
    const reversed = Object.fromEntries(Object.entries(columns).map(([k, v]) => [k, v.toReversed()]));
    expect(bacon(panelOf(reversed), { outcome: "y" }).comparisons).toEqual(there.comparisons);
    const raised = bacon(panelOf({ ...columns, y: columns.y.map((v) => v + 1e6) }), { outcome: "y" });
    raised.comparisons.forEach((row, i) => {
      // An outcome of a million holds ten digits after the point.
      close(row.estimate, there.comparisons[i]!.estimate, 1e-8, 1e-8);
    });
  });

  it("reports in order of type, treated, control; frozen, plain JSON", () => {
    const starts = [0, 1, 2, 4, 4, 2];
    const result = bacon(panelOf(tableOf({ seed: 3, periods: 4, starts })), { outcome: "y" });
    expect(result.comparisons.map((row) => `${row.type} ${row.treated} ${row.control}`)).toEqual([
      "treated-vs-never 2002 never",
      "treated-vs-never 2003 never",
      "earlier-vs-later 2002 2003",
      "later-vs-earlier 2003 2002",
      "later-vs-always 2002 always",
      "later-vs-always 2003 always",
    ]);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(Object.isFrozen(result.comparisons[0])).toBe(true);
    expect(result.spec).toEqual({
      unit: "id",
      time: "t",
      treatment: { treat: "d" },
      outcome: "y",
      controls: [],
    });
  });

  it("refuses an unbalanced panel and names what is lacking", () => {
    const columns = tableOf({ seed: 5, periods: 4, starts: [2, 2, 4, 4] });
    const y: (number | null)[] = [...columns.y];
    y[1] = null;
    y[14] = null;
    y[15] = null;
    const error = refusal(panelOf({ ...columns, y }));
    expect(error.code).toBe("PANEL_UNBALANCED");
    expect(error.message).toMatch(
      /: 2 of 4 units do not have all 4 periods among the rows with an outcome and a known treatment \(0 lacks 2002; 3 lacks 2003, 2004\), and the decomposition holds on a balanced panel only\. Leave out these units, or the periods they lack, or fill in the missing cells\.$/,
    );
    expect(error.details).toMatchObject({
      count: 2,
      units: [{ unit: "0", periods: ["2002"] }, { unit: "3" }],
    });
  });

  it("refuses treatment that switches off", () => {
    const columns = tableOf({ seed: 5, periods: 4, starts: [2, 2, 4, 4] });
    const error = refusal(panelOf({ ...columns, d: columns.d.map((d, i) => (i === 3 ? 0 : d)) }));
    expect(error.code).toBe("TREATMENT_SWITCHES_OFF");
    expect(error.message).toMatch(
      /: treatment switches off again in 1 of 4 units \(0\), and the decomposition knows only treatment that stays on\. Leave these units out, or correct the column of treatment\.$/,
    );
  });

  it("refuses rows among which nobody enters treatment", () => {
    const columns = tableOf({ seed: 5, periods: 4, starts: [2, 4, 4] });
    const y = columns.y.map((v, i) => (i < 4 ? null : v));
    const error = refusal(panelOf({ ...columns, y }));
    expect(error.code).toBe("TREATMENT_ABSORBED");
    expect(error.message).toMatch(
      /: among the rows used no units enter treatment while others do not, so there is nothing to compare\. Check which rows lack an outcome, or add units treated at another time or never\.$/,
    );
  });

  it("refuses what has no decomposition here", () => {
    const panel = panelOf({ ...tableOf({ seed: 5, periods: 4, starts: [2, 4, 4] }) });
    const said = (options: Partial<BaconOptions>) => {
      const { code, where, what } = refusal(panel, options);
      return [code, where, what];
    };
    expect(said({ weights: "w" }).slice(0, 2)).toEqual(["OPTION_UNSUPPORTED", "weights"]);
    expect(said({ controls: ["y"] })).toEqual([
      "OPTION_INVALID",
      "controls",
      "the outcome “y” is also a control",
    ]);
    expect(said({ weights: "w" })[2]).toBe("the decomposition is of the unweighted estimate");
    expect(said({ fixedEffects: ["id", "region^t"] })[2]).toBe(
      "the decomposition is of the estimate with effects of id and t",
    );
    expect(said({ fixedEffects: ["id"] })[1]).toBe("fixedEffects");
    expect(bacon(panel, { outcome: "y", fixedEffects: ["t", "id"] }).kind).toBe("bacon");
  });

  it.each([
    ["one", ["x"], () => true],
    ["two", ["x", "z"], (cohort: number) => cohort !== 2001],
  ] as const)("equals R bacondecomp with controls: %s", (name, controls, keep) => {
    const all = readCsv("fixtures/bacon.csv");
    const cohort = getNumbers(all, "cohort");
    const table = selectRows(all, Int32Array.from([...cohort.keys()].filter((i) => keep(cohort[i]!))));
    const panel = definePanel(table, { unit: "unit", time: "time", treatment: { cohort: "cohort" } });
    const { comparisons, estimate, byType, forbiddenWeight } = bacon(panel, { outcome: "y", controls });
    const want = fixture.controlled[name];
    expect(comparisons).toHaveLength(want.comparisons.length + 1);
    const first = name === "one" ? 2001 : -1;
    const nameOf = (start: number) =>
      start === 99999 ? "never" : start === first ? "always" : String(start);
    for (const row of want.comparisons) {
      // R puts the earlier group first, always treated or not.
      const groups = [nameOf(row.treated), nameOf(row.untreated)].sort();
      const got = comparisons.find((r) => [r.treated, r.control].sort().join() === groups.join())!;
      expect(got.type).toBe(
        groups.join() === "always,never"
          ? "always-vs-never"
          : { ...TYPES, "Both Treated": "both-treated" }[row.type],
      );
      // A dozen regressions by lm() behind each figure; the share of always–never is 4e-6.
      close(got.estimate, row.estimate, 1e-6);
      close(got.weight, row.weight * (1 - want.omega), 1e-8, 1e-12);
    }
    const within = comparisons.at(-1)!;
    expect(within).toMatchObject({ type: "within-groups", treated: null, control: null });
    close(within.weight, want.omega, 1e-8);
    close(within.estimate, want.within, 1e-8);
    expect(byType.at(-1)).toMatchObject({ type: "within-groups", weight: within.weight });
    expect(forbiddenWeight).toBeNull();
    close(estimate, twfe(panel, { outcome: "y", controls }).estimates[0]!.estimate, 1e-10);
  });

  it("adds up with controls too, and to the comparisons of pairs without them", () => {
    fc.assert(
      fc.property(designs, (design) => {
        const columns = tableOf(design);
        const { x, w } = makeSmallPanel(design.seed, design.starts.length, design.periods, true);
        const shifted = columns.d.map((d, i) => x[i]! + 0.3 * d);
        const own = panelOf({ ...columns, x: shifted, w });
        const want = wantOf(() => twfe(own, { outcome: "y", controls: ["x", "w"] }).estimates[0]!.estimate!);
        if (want === null) return;
        const { comparisons, estimate } = bacon(own, { outcome: "y", controls: ["x", "w"] });
        const weights = comparisons.map((row) => row.weight).reduce((a, b) => a + b, 0);
        expect(weights).toBeCloseTo(1, 10);
        expect(comparisons.every((row) => row.weight > 0)).toBe(true);
        close(estimate, want, 1e-8, 1e-9);
      }),
      { numRuns: 100 },
    );
  });

  it("has nothing within groups where a control is the same for all of a group", () => {
    const columns = tableOf({ seed: 9, periods: 5, starts: [1, 1, 3, 3, 5, 5] });
    const x = columns.t.map((t, i) => Math.sin(t * (1 + Math.floor(i / 10))));
    const own = panelOf({ ...columns, x });
    const { comparisons, estimate } = bacon(own, { outcome: "y", controls: ["x"] });
    expect(comparisons.map((row) => row.type)).toEqual([
      "treated-vs-never",
      "treated-vs-never",
      "both-treated",
    ]);
    close(estimate, twfe(own, { outcome: "y", controls: ["x"] }).estimates[0]!.estimate, 1e-10);
  });

  it("warns of a collinear control, and refuses controls that explain treatment", () => {
    const columns = tableOf({ seed: 9, periods: 5, starts: [1, 1, 3, 3, 5, 5] });
    const own = panelOf({ ...columns, fixed: columns.id, twin: columns.d });
    const { warnings, byType, estimate } = bacon(own, { outcome: "y", controls: ["fixed"] });
    expect(warnings.map((w) => w.code)).toEqual(["COLLINEAR"]);
    expect(byType.map((row) => row.type)).toEqual(["treated-vs-never", "both-treated"]);
    close(estimate, estimateOf(own), 1e-10);
    const error = refusal(own, { controls: ["twin"] });
    expect(error.code).toBe("TREATMENT_ABSORBED");
    expect(error.what).toBe(
      "among the rows used no units enter treatment while others do not, or the controls tell who is treated when, so there is nothing to compare",
    );
  });
});
