import { addColumns, type Factor } from "@ceteris/core";
import { leastSquares } from "../least-squares.ts";
import { twoWayEquations } from "../two-way/two-way-equations.ts";
import type { LinearFit, Regressor } from "../types.ts";
import { contrastRegressors } from "./contrast-regressors.ts";

/** A weighted sum of the effects of levels. */
export interface Contrast {
  readonly name: string;
  /** One share for each level. */
  readonly shares: Float64Array;
}

/** A linear model whose regressors of interest are the levels of a factor. */
export interface ContrastModel {
  readonly outcome: { readonly name: string; readonly values: Float64Array };
  /** The factor whose levels' effects are compared. */
  readonly levels: Factor;
  /** The effects beside them. */
  readonly groups: Factor;
  /**
   * The effects that the model is written with: the groups, and what the levels are finer than. What levels
   * explain beyond them counts as coefficients.
   */
  readonly fixedEffects: readonly Factor[];
  readonly controls: readonly Regressor[];
  /** Analytic weights, positive. */
  readonly weights?: Float64Array | undefined;
}

/**
 * Least squares with a dummy for every level of a factor, to be read in contrasts of their coefficients.
 *
 * Dummies for a thousand levels are never built. The model has two-way effects of groups and levels; a
 * contrast c′θ is Σ w z y, where z = a(group) + b(level) solves its normal equations with c on the right
 * hand side, and combinations of these z take the place of absorbed regressors. Coefficients, covariances
 * of any kind and counts of parameters are those of the regression on dummies.
 *
 * @returns a function of contrasts that are linearly independent and identified (shares add up to zero within
 *   every set of levels that groups connect, see `connectedLevels`); its fit has the contrasts and the
 *   controls as terms
 * @throws the codes of `leastSquares`
 * @example
 * const read = fitContrasts({ outcome, levels: cell, groups: unit, fixedEffects: [unit, year], controls: [] });
 * read([{ name: "treated in 2006", shares: Float64Array.of(1, 0, -1) }]).coefficients[0];
 */
export function fitContrasts(model: ContrastModel): (contrasts: readonly Contrast[]) => LinearFit {
  const { outcome, levels, groups, weights = null } = model;
  const shared = { outcome, weights: weights ?? undefined };
  const fit = leastSquares({ ...shared, regressors: model.controls, fixedEffects: [groups, levels] });
  const plain = leastSquares({ ...shared, regressors: [], fixedEffects: model.fixedEffects });
  const equations = twoWayEquations(groups, levels, weights);
  const controls = fit.terms.map((term) => model.controls.find(({ name }) => name === term)!.values);
  const left = outcome.values.slice();
  addColumns(
    left,
    controls,
    fit.coefficients.map((b) => -b),
  );
  const effects = equations.fit(left).second;
  const inControls = controls.map((x) => equations.fit(x).second);

  return (contrasts) => {
    const solutions = contrasts.map(({ shares }) => equations.solve(null, shares));
    const read = (column: Float64Array) => Float64Array.from(contrasts, ({ shares }) => dot(shares, column));
    const products = solutions.flatMap(({ second }) => [...read(second)]);
    const regressors = contrastRegressors(
      solutions,
      Float64Array.from(products),
      inControls.map(read),
      fit,
      model,
    );
    return Object.freeze({
      terms: [...contrasts.map(({ name }) => name), ...fit.terms],
      coefficients: Float64Array.of(...read(effects), ...fit.coefficients),
      dropped: fit.dropped,
      nearlyDropped: fit.nearlyDropped ?? [],
      get within() {
        return regressors.within;
      },
      get withinOutcome() {
        return plain.withinOutcome;
      },
      get residuals() {
        return fit.residuals;
      },
      scoreSums: regressors.scoreSums,
      bread: regressors.bread,
      weights,
      fixedEffects: plain.fixedEffects,
      nObs: fit.nObs,
      nEffects: plain.nEffects,
      absorption: fit.absorption,
      rss: fit.rss,
      tss: fit.tss,
      tssWithin: plain.rss,
      whole: Object.freeze({ nCoefficients: fit.terms.length + fit.nEffects - plain.nEffects, fit }),
    });
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
