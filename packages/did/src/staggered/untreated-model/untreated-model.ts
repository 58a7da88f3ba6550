import { connectedLevels, type LinearFit, type TwoWayEquations, twoWayEquations } from "@ceteris/regression";
import type { ResolvedOptions } from "../../model/options.ts";
import type { AdoptionRows } from "./adoption-rows.ts";
import { regressUntreated, type UntreatedRows, untreatedRows } from "./untreated-rows.ts";

/**
 * A model of the outcome without treatment, with unit effects, period effects and controls, fitted on
 * untreated rows and carried to all of them.
 */
export interface UntreatedModel {
  /** The outcome less what the model says; `NaN` where the untreated rows do not determine that. */
  readonly residuals: Float64Array;
  readonly untreated: UntreatedRows;
  /** Equations of the effects on the untreated rows. */
  readonly equations: TwoWayEquations;
  /** Regression on the untreated rows; null without controls. */
  readonly fit: LinearFit | null;
  /** The controls kept, less the effects that fit their untreated rows best, on all rows. */
  readonly controls: readonly Float64Array[];
}

/**
 * Least squares on the untreated rows. What the model says of another row is determined where untreated
 * rows connect its unit and its period. Controls that the effects or other controls explain on the
 * untreated rows are left out.
 *
 * @throws the codes of `leastSquares`
 */
export function untreatedModel(
  data: AdoptionRows,
  options: Pick<ResolvedOptions, "outcome" | "controls">,
): UntreatedModel {
  const { sample, outcome } = data;
  const untreated = untreatedRows(data);
  const { unit, time, weights, take } = untreated;
  const equations = twoWayEquations(unit, time, weights);
  const connected = connectedLevels(unit, time);

  const carried = (values: Float64Array) => {
    const effects = equations.fit(take(values));
    const out = new Float64Array(values.length);
    for (let i = 0; i < out.length; i++) {
      const u = sample.unit.codes[i]!;
      const t = sample.time.codes[i]!;
      const isKnown = connected.first[u] === connected.second[t];
      out[i] = isKnown ? values[i]! - effects.first[u]! - effects.second[t]! : Number.NaN;
    }
    return out;
  };
  const fit = options.controls.length === 0 ? null : regressUntreated(data, untreated, options);
  const controls = (fit?.terms ?? []).map((name) => carried(sample.columns.get(name)!));
  const residuals = carried(outcome);
  controls.forEach((values, j) => {
    const b = fit!.coefficients[j]!;
    for (let i = 0; i < residuals.length; i++) residuals[i]! -= b * values[i]!;
  });
  return { residuals, untreated, equations, fit, controls };
}
