import { readFileSync } from "node:fs";
import type { Estimate, EstimationResult, WaldTest } from "@ceteris/core";
import { expect } from "vitest";
import { readCsv } from "./read-csv.ts";

export interface Case {
  readonly estimates: readonly Pick<Estimate, "term" | "estimate" | "stdError" | "statistic" | "pValue">[];
  readonly nObs: number;
  readonly r2: number;
  readonly r2Within: number;
  readonly pretrend?: Pick<WaldTest, "statistic" | "pValue" | "dof1" | "dof2">;
}

/** Figures of R fixest 0.14.2, written by fixtures/did.R. */
export const fixest: Readonly<Record<string, Case>> = JSON.parse(
  readFileSync(new URL("fixtures/did.json", import.meta.url), "utf8"),
);

export const castle = readCsv("fixtures/castle.csv");
export const messy = readCsv("fixtures/messy.csv");

/** Same algorithm on the same doubles; fixest iterates its fixed effects to 1e-6 of the outcome's scale. */
const same = 1e-6;

/** Relative closeness, with an absolute floor for figures near zero. */
export function close(got: number | null, want: number | null, tolerance: number, floor = 1e-9): void {
  expect(got).not.toBeNull();
  expect(Math.abs(got! - want!)).toBeLessThanOrEqual(floor + tolerance * Math.abs(want!));
}

/** Every figure of a case against a result whose rows may lie in `estimates` or in `controls`. */
export function agrees(
  result: EstimationResult & { readonly controls?: readonly Estimate[] },
  want: Case,
): void {
  expect(result.sample.nObs).toBe(want.nObs);
  close(result.fit.r2, want.r2, same);
  close(result.fit.r2Within, want.r2Within, same);
  const rows = [...result.estimates, ...(result.controls ?? [])];
  for (const row of want.estimates) {
    const got = rows.find((r) => r.term === row.term);
    expect(got, row.term).toBeDefined();
    close(got!.estimate, row.estimate, same);
    close(got!.stdError, row.stdError, same);
    close(got!.statistic, row.statistic, same);
    close(got!.pValue, row.pValue, 1e-5, 1e-12);
  }
}
