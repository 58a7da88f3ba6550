import { describe, expect, it } from "vitest";
import { definePanel, fromColumns, panelNumbers, requireTreatment } from "../../src/index.ts";

const columns = {
  city: ["B", "A", "A", "B"],
  year: [2017, 2017, 2016, 2016],
  y: [4, 2, 1, 3],
  pilot: [1, 0, 0, 1],
};

describe("definePanel", () => {
  it("orders rows by unit, then time", () => {
    const panel = definePanel(fromColumns(columns), { unit: "city", time: "year" });
    expect([...panelNumbers(panel, "y")]).toEqual([1, 2, 3, 4]);
    expect(panel.balanced).toBe(true);
  });

  it("reads a group with a start", () => {
    const panel = definePanel(fromColumns(columns), {
      unit: "city",
      time: "year",
      treatment: { group: "pilot", start: 2017 },
    });
    expect([...requireTreatment(panel).status]).toEqual([0, 0, 0, 1]);
    expect([...panel.treatment!.cohort]).toEqual([Number.POSITIVE_INFINITY, 2017]);
  });

  it("names both rows of a duplicate", () => {
    const table = fromColumns({ ...columns, year: [2016, 2017, 2016, 2016] }, "panel.csv");
    expect(() => definePanel(table, { unit: "city", time: "year" })).toThrow(
      "panel.csv: rows 1 and 4 are both city B, year 2016. Each unit may have one row in each period: delete one of the two, or name the right unit and time columns.",
    );
  });
});
