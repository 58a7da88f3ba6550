import { describe, expect, it } from "vitest";
import { fromColumns, getColumn, getNumbers, makeTable } from "../src/index.ts";

describe("getNumbers", () => {
  it("NOT_NUMERIC names row and text, and the decimal mark where it is that", () => {
    const table = fromColumns(
      { a: ["1", "x", "2,5"], b: ["1,5", "-2,25", null], c: ["1", " 2 ", null] },
      "t",
    );
    expect(() => getNumbers(table, "a")).toThrow(
      "t, column “a”: text where numbers are needed: “x” in row 2, “2,5” in row 3. Correct these cells, or leave them empty to mark them missing.",
    );
    expect(() => getNumbers(table, "b")).toThrow(
      "If the comma is the decimal mark, give --decimal , (in a study, data.decimal); otherwise correct these cells.",
    );
    expect([...getNumbers(table, "c")]).toEqual([1, 2, Number.NaN]);
  });
});

describe("getColumn", () => {
  it("UNKNOWN_COLUMN knows the columns of the data that were not read", () => {
    const { columns } = fromColumns({ year: [2018] });
    const table = makeTable(columns, { name: "t.csv", unread: ["province"] });
    expect(() => getColumn(table, "provnce")).toThrow(
      "t.csv: there is no column “provnce”. Did you mean “province”?",
    );
  });
});
