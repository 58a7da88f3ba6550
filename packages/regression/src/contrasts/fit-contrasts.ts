import { addColumns, type Factor, multiply } from "@ceteris/core";
import { leastSquares } from "../least-squares/least-squares.ts";
import { productsWith } from "../least-squares/within-sums.ts";
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

/** A model fitted, to be read in contrasts. */
export interface ContrastFit {
  /**
   * The fit with these contrasts, then the controls, as its terms.
   *
   * @param contrasts linearly independent and identified: shares add up to zero within every set of levels that
   *   groups connect, see `connectedLevels`
   */
  read(contrasts: readonly Contrast[]): LinearFit;
  /**
   * For each control left out the effects of levels that say what it says, the other controls aside. A contrast
   * of which some is not zero is identified only as far as the control is left out.
   */
  explained(): readonly { readonly name: string; readonly effects: Float64Array }[];
}

/**
 * Least squares with a dummy for every level of a factor, to be read in contrasts of their coefficients.
 *
 * Dummies for a thousand levels are never built. The model has two-way effects of groups and levels; a
 * contrast c′θ is Σ w z y, where z = a(group) + b(level) solves its normal equations with c on the right
 * hand side, and combinations of these z take the place of absorbed regressors. Coefficients, covariances
 * of any kind and counts of parameters are those of the regression on dummies.
 *
 * @throws the codes of `leastSquares`
 * @example
 * const { read } = fitContrasts({ outcome, levels: cell, groups: unit, fixedEffects: [unit, year], controls: [] });
 * read([{ name: "treated in 2006", shares: Float64Array.of(1, 0, -1) }]).coefficients[0];
 */
export function fitContrasts(model: ContrastModel): ContrastFit {
  const { outcome, levels, groups, weights = null } = model;
  const shared = { outcome, weights: weights ?? undefined };
  const fit = leastSquares({ ...shared, regressors: model.controls, fixedEffects: [groups, levels] });
  const plain = leastSquares({ ...shared, regressors: [], fixedEffects: model.fixedEffects });
  const equations = twoWayEquations(groups, levels, weights);
  const valuesOf = (name: string) => model.controls.find((control) => control.name === name)!.values;
  const controls = fit.terms.map(valuesOf);
  /** Effects of levels in what coefficients of the controls leave of a column. */
  const effectsIn = (column: Float64Array, coefficients: Float64Array) => {
    const left = column.slice();
    addColumns(
      left,
      controls,
      coefficients.map((b) => -b),
    );
    return equations.fit(left).second;
  };
  const effects = effectsIn(outcome.values, fit.coefficients);
  const inControls = controls.map((x) => equations.fit(x).second);

  const read = (contrasts: readonly Contrast[]): LinearFit => {
    const solutions = contrasts.map(({ shares }) => equations.solve(null, shares));
    const contrast = (column: Float64Array) =>
      Float64Array.from(contrasts, ({ shares }) => dot(shares, column));
    const products = solutions.flatMap(({ second }) => [...contrast(second)]);
    const regressors = contrastRegressors(
      solutions,
      Float64Array.from(products),
      inControls.map(contrast),
      fit,
      model,
    );
    return Object.freeze({
      terms: [...contrasts.map(({ name }) => name), ...fit.terms],
      coefficients: Float64Array.of(...contrast(effects), ...fit.coefficients),
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
  const explained = () =>
    fit.dropped.map(({ name }) => {
      const column = valuesOf(name);
      const { xv } = productsWith(fit.within, column, weights);
      return { name, effects: effectsIn(column, multiply(fit.bread, xv, xv.length, xv.length, 1)) };
    });
  return Object.freeze({ read, explained });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
