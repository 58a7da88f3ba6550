import { CeterisError, type ErrorCode, nameSome } from "@ceteris/core";
import type { Regressor } from "../types.ts";

/** @throws EMPTY_SAMPLE, OUTCOME_NEGATIVE, NOT_FINITE, WEIGHTS_INVALID, NO_VARIATION (all zero) */
export function checkCounts(
  where: string,
  outcome: Float64Array,
  regressors: readonly Regressor[],
  weights: Float64Array | null,
): void {
  const refuse = (code: ErrorCode, what: string, mend: string): never => {
    throw new CeterisError({ code, where, what, mend });
  };
  const columns = [outcome, ...regressors.map((r) => r.values), ...(weights ? [weights] : [])];
  if (columns.some((v) => v.length !== outcome.length))
    throw new RangeError("arrays of a model differ in length");
  if (weights) {
    const rows = rowsWhere(weights, (w) => !(w >= 0 && w < Number.POSITIVE_INFINITY));
    if (rows) {
      refuse(
        "WEIGHTS_INVALID",
        `the weight is negative or not a number ${rows}`,
        "Give every row a weight of zero or more",
      );
    }
  }
  const used = outcome.filter((_, i) => !weights || weights[i]! > 0);
  if (used.length === 0) {
    refuse(
      "EMPTY_SAMPLE",
      "there is no row with a positive weight",
      "Check the filter, missing values and weights",
    );
  }
  for (const { name, values } of [{ name: "the outcome", values: outcome }, ...regressors]) {
    const rows = rowsWhere(values, (v) => !Number.isFinite(v));
    if (rows)
      refuse("NOT_FINITE", `${name} is missing or infinite ${rows}`, "Fill these cells or drop the rows");
  }
  const negative = rowsWhere(outcome, (y) => y < 0);
  if (negative) {
    refuse(
      "OUTCOME_NEGATIVE",
      `the outcome is negative ${negative}`,
      "A Poisson model is for counts and other outcomes of zero or more; use least squares",
    );
  }
  if (used.every((y) => y === 0)) {
    refuse("NO_VARIATION", "the outcome is 0 in every row", "Check the outcome and the filter");
  }
}

function rowsWhere(values: Float64Array, holds: (v: number) => boolean): string | null {
  const rows: number[] = [];
  values.forEach((v, i) => {
    if (holds(v)) rows.push(i + 1);
  });
  return rows.length > 0 ? `in ${rows.length === 1 ? "row" : "rows"} ${nameSome(rows)}` : null;
}
