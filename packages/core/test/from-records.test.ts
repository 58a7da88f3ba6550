import { expect, it } from "vitest";
import { fromColumns, fromRecords } from "../src/index.ts";

it("makes columns of the keys of all rows, holes where a row lacks one", () => {
  const table = fromRecords([
    { city: "A", y: 1 },
    { city: "B", pilot: true },
    { city: null, y: Number.NaN },
  ]);
  expect(table).toEqual(
    fromColumns({ city: ["A", "B", null], y: [1, null, null], pilot: [null, true, undefined] }),
  );
  expect(fromRecords([]).nRows).toBe(0);
});
