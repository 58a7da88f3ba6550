import { type Panel, panelNumbers, requireTreatment, takePanelRows } from "@ceteris/core";
import { withFreeColumn } from "../model/with-free-column.ts";
import { type BaselineUnits, baselineUnits } from "./baseline-units.ts";
import { type UnitWeights, unitWeights } from "./unit-weights.ts";
import { type ResolvedWeighing, resolveWeighing, type WeighingOptions } from "./weighting-options.ts";

export interface WeighedPanel {
  /** The rows of units that have a weight, with the weights as one more column. */
  readonly panel: Panel;
  /** Name of that column: to be given as `weights`. Analytic weights, if there are any, are multiplied in. */
  readonly column: string;
  /** The units that entered and the weight of each. */
  readonly units: BaselineUnits;
  readonly made: UnitWeights;
  readonly spec: ResolvedWeighing;
}

/**
 * A panel with weights under which the treated and the controls look alike before treatment: every unit
 * carries its weight through all of its rows. Any estimator that takes analytic weights then works on it.
 *
 * Units that are ever treated are compared with units that never are. Weights come from covariates of
 * one period before treatment, or from their means before treatment; analytic weights count as base
 * weights there. A pure function of the panel: a bootstrap that takes it as part of its statistic carries
 * the uncertainty of the weights, which standard errors after it do not.
 *
 * @throws OPTION_INVALID, MOMENTS_INFEASIBLE (no weights meet the moments; names covariates), SEPARATION,
 *   NOT_CONVERGED, NO_VARIATION, WEIGHTS_INVALID, NO_TREATED, NO_UNTREATED and the codes of
 *   `requireTreatment`
 * @example
 * const options = { outcome: "index", weightOn: ["gdp", "population"] };
 * const { panel: weighed, column } = weighPanel(panel, options);
 * const path = eventStudy(weighed, { outcome: "index", weights: column });
 */
export function weighPanel(panel: Panel, options: WeighingOptions): WeighedPanel {
  requireTreatment(panel);
  const { model, weighing } = resolveWeighing(panel, options);
  const units = baselineUnits(panel, model, weighing);
  const made = unitWeights(units, weighing);
  const byUnit = new Float64Array(panel.unit.nLevels);
  units.units.forEach((unit, k) => {
    // The base weight is in the rows' own analytic weights already.
    byUnit[unit] = made.weights[k]! / units.base[k]!;
  });
  const { codes } = panel.unit;
  const analytic = model.weights === null ? null : panelNumbers(panel, model.weights);
  const values = Float64Array.from(codes, (unit, i) => byUnit[unit]! * (analytic ? analytic[i]! : 1));
  const rows = Int32Array.from(codes.keys()).filter((i) => byUnit[codes[i]!]! > 0);
  const { panel: weighed, column } = withFreeColumn(panel, "balancing weight", values);
  return { panel: takePanelRows(weighed, rows), column, units, made, spec: weighing };
}
