import { CeterisError, type ErrorCode, nameSome } from "@ceteris/core";
import { orthogonalDesign } from "@ceteris/regression";
import type { Covariate } from "../balance/balance-rows.ts";
import type { TwoByTwoData } from "./two-by-two-data.ts";

/** A two-by-two comparison, checked, in the terms of Sant'Anna and Zhao (2020). */
export interface TwoByTwoProblem {
  readonly n: number;
  /** y1 − y0. */
  readonly delta: Float64Array;
  readonly d: Float64Array;
  /** Sampling weights with mean 1. */
  readonly w: Float64Array;
  /** Covariates that are not collinear. */
  readonly covariates: readonly Covariate[];
  /** An orthonormal basis of the intercept and the covariates: what is estimated does not depend on it. */
  readonly basis: readonly Float64Array[];
}

const WHERE = "two-by-two comparison";

/** @throws NOT_FINITE, TREATMENT_NOT_BINARY, WEIGHTS_INVALID, NO_TREATED, NO_UNTREATED */
export function prepareTwoByTwo({ y1, y0, d, x = [], w }: TwoByTwoData): TwoByTwoProblem {
  const n = d.length;
  const weights = w ?? new Float64Array(n).fill(1);
  if ([y1, y0, weights, ...x.map((c) => c.values)].some((column) => column.length !== n)) {
    throw new RangeError("arrays of a two-by-two comparison differ in length");
  }
  for (const [name, values] of [["y1", y1], ["y0", y0], ...x.map((c) => [c.name, c.values])] as const) {
    const rows = rowsWhere(values as Float64Array, (v) => !Number.isFinite(v));
    if (rows)
      throw refusal("NOT_FINITE", `“${name}” is missing or infinite ${rows}`, "Leave these units out");
  }
  const neither = rowsWhere(d, (v) => v !== 0 && v !== 1);
  if (neither) throw refusal("TREATMENT_NOT_BINARY", `d is neither 0 nor 1 ${neither}`, "Code it as 0 and 1");
  const wrong = rowsWhere(weights, (v) => !(v > 0 && v < Number.POSITIVE_INFINITY));
  if (wrong)
    throw refusal("WEIGHTS_INVALID", `the weight is not a positive number ${wrong}`, "Leave these units out");
  if (!d.includes(1)) throw refusal("NO_TREATED", "no unit is treated", "Check the treatment and the sample");
  if (!d.includes(0)) {
    throw refusal(
      "NO_UNTREATED",
      "every unit is treated, so there is nobody to compare with",
      "Add untreated units",
    );
  }
  const mean = weights.reduce((sum, v) => sum + v, 0) / n;
  const scaled = weights.map((v) => v / mean);
  const design = orthogonalDesign(
    x.map((c) => ({ ...c, role: "control" as const })),
    scaled,
  );
  return {
    n,
    delta: y1.map((y, i) => y - y0[i]!),
    d,
    w: scaled,
    covariates: x.filter(({ name }) => design.terms.includes(name)),
    basis: design.basis,
  };
}

function rowsWhere(values: Float64Array, isBad: (v: number) => boolean): string | null {
  const rows: number[] = [];
  values.forEach((v, i) => {
    if (isBad(v)) rows.push(i + 1);
  });
  return rows.length > 0 ? `in ${rows.length === 1 ? "row" : "rows"} ${nameSome(rows)}` : null;
}

function refusal(code: ErrorCode, what: string, mend: string): CeterisError {
  return new CeterisError({ code, where: WHERE, what, mend });
}
