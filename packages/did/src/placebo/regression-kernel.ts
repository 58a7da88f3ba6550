import { CeterisError } from "@ceteris/core";
import { type LinearModel, leastSquares } from "@ceteris/regression";
import type { Assignments } from "./assignments.ts";
import type { Kernel } from "./kernel.ts";
import type { Paths } from "./paths.ts";

/** One regression for each assignment: where the fixed effects are too many for the fast way, and for tests. */
export function makeRegressionKernel(
  model: LinearModel,
  entity: Int32Array,
  time: Int32Array,
  paths: Paths,
  assignments: Assignments,
): Kernel {
  const codes = new Int32Array(assignments.nEntities);
  return (assignment) => {
    codes.fill(assignments.rest);
    assignment.at.forEach((e, j) => {
      codes[e] = assignment.codes[j]!;
    });
    const values = Float64Array.from(entity, (e, i) => paths[codes[e]!]![time[i]!]!);
    try {
      const regressors = [{ name: "did", values, role: "treatment" as const }, ...model.regressors];
      const fit = leastSquares({ ...model, regressors });
      return fit.coefficients[fit.terms.indexOf("did")]!;
    } catch (error) {
      if (error instanceof CeterisError && error.code === "TREATMENT_ABSORBED") return Number.NaN;
      throw error;
    }
  };
}
