import { definePanel, type Estimate, type Panel, type Table } from "@ceteris/core";
import { expect } from "vitest";
import { castle, close } from "../fixtures.ts";

/** A row of another program. */
export type Figures = Pick<Estimate, "term" | "estimate" | "stdError">;

/** Rows with the same terms, estimates and errors. */
export function agree(got: readonly Estimate[], want: readonly Figures[], tolerance: number): void {
  expect(got.map((row) => row.term)).toEqual(want.map((row) => row.term));
  want.forEach((row, i) => {
    close(got[i]!.estimate, row.estimate, tolerance);
    close(got[i]!.stdError, row.stdError, tolerance);
  });
}

/** `castle`, or rows of `messy`. */
export function panelOfCities(table: Table): Panel {
  const unit = table === castle ? "sid" : "city";
  return definePanel(table, { unit, time: "year", treatment: { cohort: "cohort" } });
}
