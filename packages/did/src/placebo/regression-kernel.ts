import { CeterisError, twoSidedT } from "@ceteris/core";
import { type CovarianceEstimator, type LinearModel, leastSquares } from "@ceteris/regression";
import type { Assignments } from "./assignments.ts";
import { bare, type Kernel } from "./kernel.ts";
import type { Paths } from "./paths.ts";

/**
 * One regression for each assignment: where the fixed effects are too many for the fast way, where the
 * covariance needs one, and for tests.
 */
export function makeRegressionKernel(
  model: LinearModel,
  entity: Int32Array,
  time: Int32Array,
  paths: Paths,
  assignments: Assignments,
  estimator: CovarianceEstimator | null,
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
      const at = fit.terms.indexOf("did");
      const estimate = fit.coefficients[at]!;
      if (!estimator) return bare(estimate);
      const { matrix, dof } = estimator.estimate(fit);
      const statistic = estimate / Math.sqrt(matrix[at * fit.terms.length + at]!);
      return { estimate, statistic, pValue: twoSidedT(statistic, dof[at]!) };
    } catch (error) {
      if (error instanceof CeterisError && error.code === "TREATMENT_ABSORBED") return bare(Number.NaN);
      throw error;
    }
  };
}
