import { describe, expect, it } from "vitest";
import {
  alwaysTreatedUnits,
  definePanel,
  fromColumns,
  requireTreatment,
  selectRows,
  type TreatmentSpec,
} from "../../src/index.ts";

type Values = readonly (string | number | null)[];

/** Units A and B in 2016 and 2017, with one more column, `d`. */
function panelOf(d: Values, treatment: TreatmentSpec, city: Values = ["A", "A", "B", "B"]) {
  const year = city.map((_, i) => 2016 + (i % 2));
  return definePanel(fromColumns({ city, year, d }, "panel.csv"), { unit: "city", time: "year", treatment });
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return `${(error as { code: string }).code} ${(error as Error).message}`;
  }
  return "nothing was thrown";
}

describe("definePanel refuses", () => {
  it.each([
    [
      "a treatment that is not 0 or 1",
      [0, 2, 0, 1],
      { treat: "d" },
      "TREATMENT_NOT_BINARY panel.csv, column “d”: treatment must be 0 or 1, but row 2 has 2. Recode the column to 0 and 1; a column of first treated periods is given as a cohort instead.",
    ],
    [
      "a group that changes",
      [0, 1, 0, 0],
      { group: "d", start: 2017 },
      "GROUP_NOT_CONSTANT panel.csv, column “d”: city A changes from 0 (row 1) to 1 (row 2). The group must be the same in every period; a column that switches on is given as treat instead.",
    ],
    [
      "a start outside the data",
      [1, 1, 0, 0],
      { group: "d", start: "next year" },
      "OPTION_INVALID start: “next year” is not a period of panel.csv. Give one of 2016, 2017.",
    ],
    [
      "a cohort that changes",
      [2017, null, null, null],
      { cohort: "d" },
      "COHORT_NOT_CONSTANT panel.csv, column “d”: city A changes from 2017 (row 1) to never (row 2). The first treated period must be the same in every row of a unit.",
    ],
  ] as const)("%s", (_, d, treatment, message) => {
    expect(messageOf(() => panelOf(d, treatment))).toBe(message);
  });

  it("a cohort that is no period of text", () => {
    const table = fromColumns({ city: ["A", "A"], wave: ["w1", "w2"], first: ["w3", "w3"] }, "panel.csv");
    expect(
      messageOf(() => definePanel(table, { unit: "city", time: "wave", treatment: { cohort: "first" } })),
    ).toBe(
      "COHORT_UNKNOWN_TIME panel.csv, column “first”, row 1: “w3” is not a period of the data. Write the first treated period exactly as in the time column, or leave it empty for never treated.",
    );
  });

  it("rows without unit or period", () => {
    const table = fromColumns({ city: ["A", null, null], year: [2016, 2016, 2017] }, "panel.csv");
    expect(messageOf(() => definePanel(table, { unit: "city", time: "year" }))).toBe(
      "MISSING_KEY panel.csv, column “city”: empty in rows 2, 3. Every row needs a unit and a period: fill these cells or delete the rows.",
    );
  });

  it.each([0, 1, 2, 3])("a missing unit or period in a table that is in order, row %i", (row) => {
    const cities: (string | null)[] = ["A", "A", "B", "B"];
    const years: (number | null)[] = [2016, 2017, 2016, 2017];
    const panelWithout = (key: "city" | "year") => {
      const columns = { city: [...cities], year: [...years] };
      columns[key][row] = null;
      return messageOf(() => definePanel(fromColumns(columns), { unit: "city", time: "year" }));
    };
    expect(panelWithout("city")).toContain(`column “city”: empty in row ${row + 1}.`);
    expect(panelWithout("year")).toContain(`column “year”: empty in row ${row + 1}.`);
  });

  it("a table without rows, and tells what the filter left out", () => {
    const spec = { unit: "city", time: "year" };
    const empty = fromColumns({ city: [], year: [] }, "panel.csv");
    expect(messageOf(() => definePanel(empty, spec))).toBe(
      "TABLE_EMPTY panel.csv: there are no rows. Check that the file was saved with its data.",
    );
    const full = fromColumns({ city: ["A", "B", "C"], year: [2016, 2016, 2016] }, "panel.csv");
    expect(messageOf(() => definePanel(selectRows(full, new Int32Array(0)), spec))).toBe(
      "TABLE_EMPTY panel.csv: the row filter keeps none of the 3 rows. Check the filter: its column names, values and quotation marks.",
    );
  });
});

describe("requireTreatment refuses", () => {
  it.each([
    [
      "nobody treated",
      [0, 0, 0, 0],
      "NO_TREATED panel.csv, column “d”: no row is treated (periods 2016 to 2017). Check the column and, if one was given, the start: both must fall inside the data.",
    ],
    [
      "everybody treated at once",
      [0, 1, 0, 1],
      "NO_UNTREATED panel.csv, column “d”: all 2 units are treated from the same period on, so there is nobody to compare with. Add units that are never treated or treated later.",
    ],
    [
      "everybody treated always",
      [1, 1, 1, 1],
      "NO_UNTREATED panel.csv, column “d”: all 2 units are treated in every period, so there is nobody to compare with. Add units that are never treated or treated later.",
    ],
    [
      "no treated unit seen before its treatment",
      [1, 1, 0, 0],
      "ALL_ALWAYS_TREATED panel.csv, column “d”: every treated unit is treated in all of its periods (A). A difference-in-differences needs treated units seen before treatment: add earlier periods, or correct the start.",
    ],
  ] as const)("%s", (_, d, message) => {
    expect(messageOf(() => requireTreatment(panelOf(d, { treat: "d" })))).toBe(message);
  });

  it("a single unit", () => {
    expect(messageOf(() => requireTreatment(panelOf([0, 1], { treat: "d" }, ["A", "A"])))).toMatch(
      /^NO_UNTREATED panel\.csv, column “d”: the only unit is treated, so there is nobody to compare with\./,
    );
  });

  it("a panel without a treatment", () => {
    const panel = definePanel(fromColumns({ city: ["A"], year: [2016] }), { unit: "city", time: "year" });
    expect(messageOf(() => requireTreatment(panel))).toBe(
      "TREATMENT_MISSING table: nothing says which rows are treated. Give a 0/1 column (treat), a group column with a start, or a cohort column.",
    );
  });
});

describe("a treatment", () => {
  it("is the same told in each of the three ways", () => {
    const ways = [
      panelOf([0, 1, 0, 0], { treat: "d" }),
      panelOf([1, 1, 0, 0], { group: "d", start: "2017" }),
      panelOf([2017, 2017, null, null], { cohort: "d" }),
      panelOf(["2017", "2017", "Inf", "Inf"], { cohort: "d" }),
      panelOf(["2017", "2017", "never", null], { cohort: "d" }),
    ].map((panel) => panel.treatment!);
    for (const { status, cohort, treatedRows, untreatedRows } of ways) {
      expect([...status]).toEqual([0, 1, 0, 0]);
      expect([...cohort]).toEqual([2017, Number.POSITIVE_INFINITY]);
      expect([...treatedRows]).toEqual([1, 0]);
      expect([...untreatedRows]).toEqual([1, 2]);
    }
  });

  it("has cohorts that are numbers where periods are text", () => {
    const table = fromColumns({ city: ["A", "A"], year: ["2016", "2017"], d: [2017, 2017] });
    const { treatment } = definePanel(table, { unit: "city", time: "year", treatment: { cohort: "d" } });
    expect([...treatment!.status]).toEqual([0, 1]);
  });

  it("that is missing in some rows leaves them unknown", () => {
    const { treatment } = panelOf([null, 1, 0, 0], { treat: "d" });
    expect([...treatment!.status]).toEqual([Number.NaN, 1, 0, 0]);
    expect(alwaysTreatedUnits(panelOf([null, 1, 0, 0], { treat: "d" }))).toEqual(["A"]);
  });

  it("that ends again is a warning with the units", () => {
    const { warnings } = panelOf([1, 0, 0, 0], { treat: "d" });
    expect(warnings.map((w) => w.code)).toEqual(["TREATMENT_SWITCHES_OFF"]);
    expect(warnings[0]!.details).toEqual({ column: "d", units: ["A"], count: 1, nUnits: 2 });
  });
});
