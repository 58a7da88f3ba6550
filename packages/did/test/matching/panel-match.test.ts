import { readFileSync } from "node:fs";
import { CeterisError, definePanel, fromColumns, selectRows } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { averageEffect, type PanelMatchOptions, panelMatch } from "../../src/index.ts";
import { choosePartners } from "../../src/matching/panel-match/choose-partners.ts";
import { matchedSets } from "../../src/matching/panel-match/matched-sets.ts";
import { unitGrid } from "../../src/matching/panel-match/unit-grid.ts";
import { castlePanel, castleTable } from "./castle.ts";

interface Case {
  readonly name: string;
  readonly options: Partial<PanelMatchOptions>;
  readonly estimate: number | readonly number[];
  readonly stdError: number | readonly number[];
  readonly sets: readonly {
    readonly unit: number;
    readonly time: number;
    readonly size: number;
    readonly partners: readonly number[];
  }[];
}

// Made by fixtures/panel-match.R.
const { cases }: { readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL("fixtures/panel-match.json", import.meta.url), "utf8"),
);
const panel = castlePanel();
const base = { outcome: "l_homicide" } as const;

describe("agrees with R PanelMatch", () => {
  for (const c of cases) {
    const { history = 4, after = 0, ratio, matchOn = ["l_homicide"] } = c.options;

    test(`${c.name}: matched sets and partners`, () => {
      const grid = unitGrid(panel);
      const outcome = grid.column("l_homicide");
      const columns = matchOn.map((name) => ({ name, values: grid.column(name) }));
      const needed = { outcome, before: columns.map((x) => x.values) };
      const sets = matchedSets(grid, needed, { history, after, laterTreated: false }).filter(
        (set) => set.controls.length > 0,
      );
      const name = (unit: number) => Number(panel.unit.labels[unit]);
      const matches = choosePartners(sets, columns, grid.nPeriods, { history, ratio: ratio ?? null });
      const found = sets.map((set, k) => ({
        unit: name(set.unit),
        time: Number(panel.time.labels[set.period]),
        size: set.controls.length,
        partners: matches[k]!.partners.map(name),
      }));
      const order = (a: { unit: number }, b: { unit: number }) => a.unit - b.unit;
      expect(found.sort(order)).toEqual([...c.sets].sort(order));
    });

    test(`${c.name}: effects and standard errors`, () => {
      const result = panelMatch(panel, { ...base, ...c.options });
      const after = result.estimates.filter((row) => row.eventTime >= 0);
      const errors = [c.stdError].flat();
      [c.estimate].flat().forEach((wanted, e) => {
        expect(after[e]!.estimate).toBeCloseTo(wanted, 10);
        expect(after[e]!.stdError).toBeCloseTo(errors[e]!, 10);
      });
      expect(result.matchedSets.nMatched).toBe(c.sets.length);
    });
  }
});

describe("what it is", () => {
  test("with a common start and no refinement, the difference of mean changes", () => {
    const rows = [1, 2, 3, 4, 5, 6].flatMap((unit) =>
      [1, 2, 3, 4].map((time) => ({
        unit,
        time,
        on: unit <= 2 && time >= 3 ? 1 : 0,
        y: Math.sin(7 * unit * time),
      })),
    );
    const small = definePanel(
      fromColumns({
        unit: rows.map((r) => r.unit),
        time: rows.map((r) => r.time),
        on: rows.map((r) => r.on),
        y: rows.map((r) => r.y),
      }),
      { unit: "unit", time: "time", treatment: { treat: "on" } },
    );
    const result = panelMatch(small, { outcome: "y", history: 2, after: 1, refine: "none" });
    const mean = (units: readonly number[], time: number) =>
      units.reduce((sum, u) => sum + Math.sin(7 * u * time), 0) / units.length;
    const change = (time: number) => {
      const gap = (t: number) => mean([1, 2], t) - mean([3, 4, 5, 6], t);
      return gap(time) - gap(2);
    };
    expect(result.estimates.map((row) => row.eventTime)).toEqual([-2, -1, 0, 1]);
    [change(1), 0, change(3), change(4)].forEach((wanted, k) => {
      expect(result.estimates[k]!.estimate).toBeCloseTo(wanted, 12);
    });
    expect(result.average).toEqual(averageEffect(result));
    expect(result.average.estimate).toBeCloseTo((change(3) + change(4)) / 2, 12);
    expect(result.matchedSets).toEqual({
      nTreated: 2,
      nMatched: 2,
      smallest: 4,
      median: 4,
      largest: 4,
      nPartners: 4,
      effectivePartners: 4,
      lost: [],
    });
    expect(result.sample).toMatchObject({ nObs: 24, nUnits: 6, nPeriods: 4, nTreatedUnits: 2 });
  });

  test("treated units without a full window are lost and named", () => {
    const result = panelMatch(panel, { ...base, history: 4, after: 1 });
    expect(result.matchedSets.lost).toEqual([{ unit: "27", time: "2010", reason: "outside" }]);
    expect(result.warnings.find((w) => w.code === "PATHS_LOST")!.message).toBe(
      "1 of 21 starts of treatment have no matched set (27 in 2010): their 4 periods before and 1 after are not all in the data, or nobody shares their treatment history. The effect is that on the others. Use a shorter window.",
    );
    expect(panelMatch(panel, { ...base, laterTreated: true }).matchedSets.largest).toBe(49);
  });

  test("a unit seen only in part is neither treated nor partner", () => {
    const table = castleTable();
    const keep = Int32Array.from({ length: table.nRows }, (_, i) => i).filter((i) => i !== 6 && i !== 39);
    const spec = { unit: "sid", time: "year", treatment: { cohort: "cohort" } };
    const { matchedSets: sets } = panelMatch(definePanel(selectRows(table, keep), spec), base);
    expect(sets.lost).toEqual([{ unit: "1", time: "2007", reason: "incomplete" }]);
    // State 4 is gone from the largest set, that of 2006, and so is state 1, treated in 2007.
    expect(sets.largest).toBe(panelMatch(panel, base).matchedSets.largest - 2);
  });

  test("the order of rows changes nothing, to the last bit", () => {
    const table = castleTable();
    const options = { ...base, matchOn: ["unemployrt", "poverty"], after: 1 };
    const wanted = JSON.stringify(panelMatch(panel, options));
    const order = fc.shuffledSubarray([...Array(table.nRows).keys()], { minLength: table.nRows });
    fc.assert(
      fc.property(order, (rows) => {
        const spec = { unit: "sid", time: "year", treatment: { cohort: "cohort" } };
        const shuffled = definePanel(selectRows(table, Int32Array.from(rows)), spec);
        expect(JSON.stringify(panelMatch(shuffled, options))).toBe(wanted);
      }),
      { numRuns: 5 },
    );
  });

  test("can be run again from its spec", () => {
    const result = panelMatch(panel, { ...base, ratio: 2, after: 1 });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    const again = panelMatch(panel, result.spec as unknown as PanelMatchOptions);
    expect(JSON.stringify(again)).toBe(JSON.stringify(result));
  });
});

describe("errors", () => {
  const refused: readonly (readonly [Partial<PanelMatchOptions>, string])[] = [
    [{ history: 0 }, "history: 0 is not a whole number from 1 on. Give 1, 2, …."],
    [{ after: -1 }, "after: -1 is not a whole number from 0 on. Give 0, 1, …."],
    [{ ratio: 1.5 }, "ratio: 1.5 is not a whole number from 1 on."],
    [{ refine: "none", ratio: 2 }, "ratio: without refinement all units of a matched set are partners."],
    [{ refine: "score" as "none" }, "refine: “score” is not known. Give one of mahalanobis, none."],
    [
      { history: 9, after: 2 },
      "history: 9 periods before treatment and 3 from it on are more than the 11 of the data. Give a shorter history, or fewer periods after.",
    ],
    [{ matchOn: [] }, "matchOn: there is nothing to match on."],
    [{ matchOn: ["poverty", "poverty"] }, "matchOn: poverty is named more than once."],
    [{ level: 1 }, "level: 1 is not between 0 and 1."],
  ];
  for (const [options, message] of refused) {
    test(`OPTION_INVALID ${JSON.stringify(options)}`, () => {
      expect(() => panelMatch(panel, { ...base, ...options })).toThrow(message);
    });
  }

  test("NOTHING_MATCHED", () => {
    expect(() => panelMatch(panel, { ...base, history: 5, after: 5 })).toThrow(
      "castle.csv: none of the 21 starts of treatment has 5 periods before it, 5 after it and a unit with the same history that is not treated. Use a shorter window, or keep units treated later as partners (laterTreated).",
    );
  });

  test("NO_VARIATION for paths without a distance", () => {
    const table = castleTable();
    const columns = [...table.columns].map(([name, c]) => [
      name,
      name === "poverty" && c.type === "number" ? c.values.map(() => 1) : c.values,
    ]);
    const flat = definePanel(fromColumns(Object.fromEntries(columns), "castle.csv"), {
      unit: "sid",
      time: "year",
      treatment: { cohort: "cohort" },
    });
    const run = () => panelMatch(flat, { ...base, matchOn: ["unemployrt", "poverty"] });
    expect(run).toThrow(CeterisError);
    expect(run).toThrow(
      "matchOn: paths have no Mahalanobis distance, because in some period before treatment one of unemployrt, poverty does not vary by itself. Leave it out of matchOn.",
    );
  });
});
