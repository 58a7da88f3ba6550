import { definePanel, fromColumns } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { assignmentLevel } from "../src/index.ts";
import { castle, messy } from "./fixtures.ts";

/** One row for each unit and each of two periods; treated from the second on where `treated` says so. */
function panel(columns: Record<string, (string | number)[]>, treated: number[]) {
  const twice = <T>(values: T[]) => [...values, ...values];
  const all = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, twice(values)]));
  const table = fromColumns({
    ...all,
    unit: twice(treated.map((_, u) => u)),
    t: treated.flatMap(() => 1).concat(treated.map(() => 2)),
    treated: twice(treated),
  });
  return definePanel(table, { unit: "unit", time: "t", treatment: { group: "treated", start: 2 } });
}

const treated = [1, 1, 1, 1, 0, 0, 0, 0];
const province = ["a", "a", "b", "b", "c", "c", "d", "d"];

describe("assignmentLevel", () => {
  it("finds the level that was treated as a whole", () => {
    expect(assignmentLevel(panel({ province }, treated))).toEqual({
      column: "province",
      nLevels: 4,
      nTreatedLevels: 2,
      nUnits: 8,
      nTreatedUnits: 4,
      nTreatedUnitsSharing: 4,
    });
  });

  it("takes the coarsest of several", () => {
    const zone = ["n", "n", "n", "n", "s", "s", "w", "w"];
    expect(assignmentLevel(panel({ province, zone }, treated))!.column).toBe("zone");
  });

  it("passes over columns that say who is treated, change over time, are numbers with decimals, or mix", () => {
    const treatedName = ["yes", "yes", "yes", "yes", "no", "no", "no", "no"];
    const mixed = ["a", "b", "b", "b", "b", "c", "d", "d"];
    const score = [0.5, 0.5, 1.5, 1.5, 2.5, 2.5, 3.5, 3.5];
    expect(assignmentLevel(panel({ treatedName, mixed, score }, treated))).toBeNull();
    const moving = panel({}, treated);
    const table = fromColumns({
      ...Object.fromEntries([...moving.table.columns].map(([k, c]) => [k, [...c.values]])),
      wanders: [...province, ...[...province].reverse()],
    });
    expect(assignmentLevel(definePanel(table, moving.spec))).toBeNull();
  });

  it("wants most treated units to share their level with another", () => {
    const alone = ["a", "b", "c", "d", "e", "e", "f", "f"];
    expect(assignmentLevel(panel({ alone }, treated))).toBeNull();
  });

  it("finds none in panels whose units were treated one by one", () => {
    expect(
      assignmentLevel(definePanel(castle, { unit: "sid", time: "year", treatment: { treat: "post" } })),
    ).toBeNull();
    expect(
      assignmentLevel(definePanel(messy, { unit: "city", time: "year", treatment: { cohort: "cohort" } })),
    ).toBeNull();
  });

  it("needs a treatment", () => {
    expect(() => assignmentLevel(definePanel(castle, { unit: "sid", time: "year" }))).toThrow(
      "nothing says which rows are treated",
    );
  });
});
