import {
  CeterisError,
  cholesky,
  choleskySolve,
  columnDots,
  combineColumns,
  crossProducts,
  nameSome,
  pivotedCholesky,
} from "@ceteris/core";
import type { TwoByTwoProblem } from "./prepare-two-by-two.ts";

/** The regression of the change on the covariates among the controls. */
export interface ControlTrend {
  /** Fitted change of every unit, treated ones included. */
  readonly fitted: Float64Array;
  /** How an average of fitted values, Σ m′γ, moves with each unit: m′ times its asymptotic linear representation. */
  influenceOn(m: Float64Array): Float64Array;
}

/**
 * Weighted least squares of Δ on the covariates among the controls.
 *
 * @param weights of each unit, 0 for the treated
 * @throws TOO_FEW_ROWS when the covariates are collinear among the controls
 */
export function controlTrend(problem: TwoByTwoProblem, weights: Float64Array): ControlTrend {
  const { basis, delta, n } = problem;
  const k = basis.length;
  const shares = weights.map((v) => v / n);
  const gram = crossProducts(basis, shares);
  const right = columnDots(
    basis,
    delta.map((v, i) => v * shares[i]!),
  );
  const factor = pivotedCholesky(gram, k).rank === k ? cholesky(gram, k) : null;
  if (!factor) throw collinearControls(problem, weights);
  const fitted = onBasis(problem, choleskySolve(factor, k, right));
  return {
    fitted,
    influenceOn: (m) =>
      onBasis(problem, choleskySolve(factor, k, m)).map((v, i) => v * weights[i]! * (delta[i]! - fitted[i]!)),
  };
}

/** x′c of every unit. */
export function onBasis({ basis, n }: TwoByTwoProblem, coefficients: Float64Array): Float64Array {
  return combineColumns(basis, coefficients, n);
}

/** Mean over all units of v x, for v one number of each unit. */
export function meanOnBasis({ basis, n }: TwoByTwoProblem, v: Float64Array): Float64Array {
  return columnDots(basis, v).map((sum) => sum / n);
}

function collinearControls({ covariates }: TwoByTwoProblem, weights: Float64Array): CeterisError {
  const controls = weights.reduce((count, v) => (v > 0 ? count + 1 : count), 0);
  return new CeterisError({
    code: "TOO_FEW_ROWS",
    where: "outcome regression of the controls",
    what: `the ${controls} controls do not identify the coefficients of ${nameSome(
      covariates.map(({ name }) => `“${name}”`),
      8,
    )}, which are collinear among them`,
    mend: "Leave covariates out, or add controls",
    details: { covariates: covariates.map(({ name }) => name), controls },
  });
}
