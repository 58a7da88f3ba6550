import { readFileSync } from "node:fs";
import { CeterisError, definePanel, fromColumns } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describePanel, describeTable } from "../src/index.ts";

describe("describeTable", () => {
  it("agrees with R: sd with n - 1, quantiles of type 7, missing values left out", () => {
    const fixture = JSON.parse(readFileSync(new URL("fixtures/describe.json", import.meta.url), "utf8"));
    for (const [name, values] of Object.entries<(number | null)[]>(fixture.data)) {
      const [found] = describeTable(fromColumns({ [name]: values })).columns;
      const expected: Record<string, number> = fixture.stats[name];
      expect(found).toMatchObject({ column: name, type: "number" });
      for (const [statistic, value] of Object.entries(expected)) {
        const got = (found as unknown as Record<string, number>)[statistic]!;
        // R writes 15 digits; "far" has its values near 1e9, which costs its sd nine of them.
        const tolerance = statistic === "sd" && name === "far" ? 1e-12 : 1e-14;
        expect(Math.abs(got - value), `${name} ${statistic}`).toBeLessThanOrEqual(
          tolerance * Math.abs(value),
        );
      }
    }
  });

  it("never depends on the order of rows", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
        const statistics = (v: number[]) =>
          describeTable(fromColumns({ v, id: v.map((_, i) => i) }), { columns: ["v"] }).columns;
        expect(statistics([...values].reverse())).toEqual(statistics(values));
      }),
    );
  });

  it("counts text, and gives null where a statistic does not exist", () => {
    const table = fromColumns({
      t: ["a", null, "a", "b"],
      one: [null, null, null, 7],
      none: [null, null, null, null],
    });
    const none = { mean: null, sd: null, min: null, p25: null, median: null, p75: null, max: null };
    expect(describeTable(table).columns).toEqual([
      { column: "t", type: "text", n: 3, missing: 1, distinct: 2, ...none },
      {
        column: "one",
        type: "number",
        n: 1,
        missing: 3,
        distinct: 1,
        mean: 7,
        sd: null,
        min: 7,
        p25: 7,
        median: 7,
        p75: 7,
        max: 7,
      },
      { column: "none", type: "number", n: 0, missing: 4, distinct: 0, ...none },
    ]);
  });

  it("takes the columns asked for, in their order, and refuses unknown ones", () => {
    const table = fromColumns({ a: [1, 2], b: [3, 5], c: [1, 1] });
    const result = describeTable(table, { columns: ["b", "a"] });
    expect(result.columns.map((c) => c.column)).toEqual(["b", "a"]);
    expect(result.spec).toEqual({ columns: ["b", "a"] });
    expect(() => describeTable(table, { columns: ["bb"] })).toThrow(CeterisError);
  });

  it("is JSON-safe, also with infinite values and an empty table", () => {
    const result = describeTable(
      fromColumns({ x: [1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], i: [1, 2, 3] }),
    );
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(result.columns[0]).toMatchObject({ mean: null, sd: null, min: null, max: null, median: 1 });
    expect(result.warnings[0]!.message).toBe(
      "Column “x” is infinite in 2 rows, so its mean and standard deviation do not exist. Often a logarithm of zero or a division by zero made them.",
    );
    expect(describeTable(fromColumns({ x: [] })).warnings).toEqual([]);
  });

  it("warns of constant, empty and duplicated data", () => {
    const table = fromColumns({
      id: [1, 2, 1, 2, 3],
      k: [0.1, 0.1, 0.1, 0.1, 0.1],
      e: [null, null, null, null, null],
    });
    const result = describeTable(table);
    expect(result.columns[1]!.sd).toBe(0);
    expect(result.warnings.map((w) => [w.code, w.message])).toEqual([
      [
        "COLUMN_CONSTANT",
        "Column “k” has the same value in all 5 rows that have one. It cannot be an indicator or a regressor.",
      ],
      ["COLUMN_EMPTY", "Column “e” has no value in any row. Leave it out of models, or check the file."],
      [
        "DUPLICATED_ROWS",
        "2 rows equal an earlier row in every column (rows 1 and 3, 2 and 4). Delete the copies if they are not meant.",
      ],
    ]);
  });

  it("does not take text for the number that looks like it, nor a missing value for the word", () => {
    expect(
      describeTable(fromColumns({ a: ["1", "NaN", null], b: [1, 1, 1] }), { columns: ["a"] }).warnings,
    ).toEqual([]);
  });
});

describe("describePanel", () => {
  it("counts units, periods, holes, entries, exits, cohorts and always treated units", () => {
    const rows: [string, number, number][] = [
      ["full", 1, 0], ["full", 2, 0], ["full", 3, 1], ["full", 4, 1],
      ["hole", 1, 0], ["hole", 4, 0],
      ["late", 2, 0], ["late", 3, 0], ["late", 4, 1],
      ["early", 1, 1], ["early", 2, 1],
    ]; // biome-ignore format: one unit a line
    const table = fromColumns({
      u: rows.map((r) => r[0]),
      t: rows.map((r) => r[1]),
      d: rows.map((r) => r[2]),
    });
    const panel = definePanel(table, { unit: "u", time: "t", treatment: { treat: "d" } });
    const expected = {
      nRows: 11,
      nUnits: 4,
      nPeriods: 4,
      periods: ["1", "2", "3", "4"],
      balanced: false,
      unitsWithGaps: 1,
      unitsEnteringLate: 1,
      unitsLeavingEarly: 1,
      cohorts: [
        { cohort: "1", nUnits: 1 },
        { cohort: "3", nUnits: 1 },
        { cohort: "4", nUnits: 1 },
        { cohort: null, nUnits: 1 },
      ],
      alwaysTreated: 1,
    };
    expect(describePanel(panel)).toEqual(expected);
    const result = describeTable(table, { panel });
    expect(result.panel).toEqual(expected);
    expect(result.warnings.map((w) => w.message)).toEqual([
      "1 of 4 units has a hole between its first and last period (hole). Lags and event times count calendar periods, not rows; check whether rows are missing from the file.",
    ]);
    expect(result.spec).toMatchObject({ panel: { unit: "u", time: "t" } });
  });

  it("tells a cohort that falls outside the periods, and none without a treatment", () => {
    const table = fromColumns({ u: [1, 1, 2, 2], t: [2016, 2017, 2016, 2017], c: [2019, 2019, null, null] });
    const spec = { unit: "u", time: "t" };
    expect(describePanel(definePanel(table, { ...spec, treatment: { cohort: "c" } })).cohorts).toEqual([
      { cohort: "2019", nUnits: 1 },
      { cohort: null, nUnits: 1 },
    ]);
    expect(describePanel(definePanel(table, spec)).cohorts).toEqual([]);
  });
});
