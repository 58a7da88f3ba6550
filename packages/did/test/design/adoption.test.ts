import { definePanel, fromColumns } from "@ceteris/core";
import { expect, it } from "vitest";
import { adoption } from "../../src/index.ts";

it("groups units by their history, the never treated last", () => {
  const table = fromColumns({
    city: ["A", "A", "A", "B", "B", "C", "C", "C", "D", "D", "D", "E", "E", "E"],
    year: [1, 2, 3, 1, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3],
    d: [0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, null, 0],
  });
  const { periods, histories } = adoption(
    definePanel(table, { unit: "city", time: "year", treatment: { treat: "d" } }),
  );
  expect(periods).toEqual(["1", "2", "3"]);
  expect(histories).toEqual([
    { cohort: "2", units: ["A", "C"], status: ["untreated", "treated", "treated"] },
    { cohort: "3", units: ["D"], status: ["untreated", "untreated", "treated"] },
    { cohort: null, units: ["B"], status: ["untreated", "absent", "untreated"] },
    { cohort: null, units: ["E"], status: ["untreated", "unknown", "untreated"] },
  ]);
});
