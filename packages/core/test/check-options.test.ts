import { describe, expect, it } from "vitest";
import { checkOptions, definePanel, fromColumns, type PanelSpec, type Table } from "../src/index.ts";

const kinds = { outcome: "column", controls: "columns", level: "other" } as const;
const told = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return `${(error as { code: string }).code} ${(error as Error).message}`;
  }
  return "";
};
const check = (options: unknown) =>
  told(() =>
    checkOptions(options, kinds, {
      required: ["outcome"],
      elsewhere: { y: 'outcome: "…"', vcov: "covariance" },
    }),
  );

describe("checkOptions", () => {
  it("lets options pass that are known, and those that are left out", () => {
    expect(check({ outcome: "y", controls: ["a", "b"], level: 0.9 })).toBe("");
    expect(check({ outcome: "y", controls: undefined, level: null, other: undefined })).toBe("");
    expect(check({ outcome: "y", unit: "city", vcov: "hc1" })).toBe("");
  });

  it.each([
    [{ outcome: "y", control: ["a"] }, "control: there is no such option. Did you mean “controls”?"],
    [{ y: "y" }, 'y: there is no such option. Write outcome: "…".'],
    [{ controls: ["a"] }, "outcome: it is not given. Name a column of the data."],
    [{ outcome: 3 }, "outcome: 3 is not the name of a column. Give one name, in quotation marks."],
    [{ outcome: "y", controls: "a" }, 'controls: “a” is not a list of columns. Give a list, such as ["a"].'],
    [
      { outcome: "y", controls: ["a", 1] },
      'controls: [“a”, 1] is not a list of columns. Give a list, such as ["a", "b"].',
    ],
    [undefined, 'options: an object is needed, not undefined. Give { outcome: "…" }.'],
    ["y", 'options: an object is needed, not “y”. Give { outcome: "…" }.'],
  ])("refuses %j", (options, message) => {
    expect(check(options)).toBe(`OPTION_INVALID ${message}`);
  });
});

const WAYS = "Give { treat }, { group, start } or { cohort }, each with the name of a column.";

describe("definePanel refuses what it is called with", () => {
  const table = fromColumns({ id: ["a", "b"], t: [1, 1], d: [0, 1] });
  const define = (spec: unknown, of: unknown = table) =>
    told(() => definePanel(of as Table, spec as PanelSpec)).replace("OPTION_INVALID ", "");

  it.each([
    [{ unit: "id", time: "t", treat: "d" }, "treat: there is no such option. Did you mean “treatment”?"],
    [{ unit: "id" }, "time: it is not given. Name a column of the data."],
    [{ unit: "id", time: "t", treatment: "d" }, `treatment: an object is needed, not “d”. ${WAYS}`],
    [{ unit: "id", time: "t", treatment: { group: "d" } }, `treatment: group is given. ${WAYS}`],
    [
      { unit: "id", time: "t", treatment: { treat: "d", cohort: "d" } },
      `treatment: treat and cohort are given. ${WAYS}`,
    ],
    [{ unit: "id", time: "t", treatment: {} }, `treatment: it is empty. ${WAYS}`],
  ])("%j", (spec, message) => {
    expect(define(spec)).toBe(message);
  });

  it("in place of a table", () => {
    expect(define({}, Promise.resolve(table))).toBe(
      "table: a table is needed, not a promise. Write await before what it comes from.",
    );
    expect(define({}, [{ id: 1 }])).toBe(
      "table: a table is needed, not something else. Read one with readTable, or make one with fromColumns or fromRecords.",
    );
  });
});
