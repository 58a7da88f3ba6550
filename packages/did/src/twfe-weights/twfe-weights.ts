import {
  CeterisError,
  displayable,
  nameSome,
  type Panel,
  requireTreatment,
  type TwfeWeightsResult,
} from "@ceteris/core";
import { twfe } from "../twfe/twfe.ts";
import { type EffectWeights, effectWeights } from "./effect-weights.ts";
import { robustness } from "./robustness.ts";

export interface TwfeWeightsOptions {
  /** Column of the outcome. Without one there are weights, but no estimate and no ratios. */
  readonly outcome?: string | undefined;
  /** Columns of control variables. Default: none. */
  readonly controls?: readonly string[] | undefined;
  /** Column of analytic weights. Default: all rows weigh the same. */
  readonly weights?: string | null | undefined;
}

/**
 * Weights of the effects of treated rows in the two-way fixed-effects estimate, and how much effects
 * would have to differ for it to mislead: under parallel trends the estimand is Σ weight × effect, where
 * weights sum to 1 but may be negative, so that the estimate can have the wrong sign.
 *
 * The weight of a row is its analytic weight times the residual of treatment on unit and time effects
 * and controls, over the sum of these among treated rows (de Chaisemartin and D'Haultfœuille 2020,
 * theorem 1); the ratios are those of their corollary 1. Treatment may switch off, and the panel need
 * not be balanced.
 *
 * @throws TREATMENT_ABSORBED, OPTION_INVALID, UNKNOWN_COLUMN, NOT_NUMERIC, NOT_FINITE, WEIGHTS_INVALID,
 *   EMPTY_SAMPLE, TOO_FEW_ROWS and the codes of `requireTreatment`
 * @see R TwoWayFEWeights `twowayfeweights(type = "feTR")`; its first ratio divides the variance of the
 *   weights by n − 1 where the paper, and this, divide by n
 * @example
 * const { sumNegative, sigma } = twfeWeights(panel, { outcome: "l_homicide" });
 */
export function twfeWeights(panel: Panel, options: TwfeWeightsOptions = {}): TwfeWeightsResult {
  requireTreatment(panel);
  const { outcome, controls = [], weights: weightColumn = null } = options;
  const covariance = { type: "iid" } as const;
  const estimated =
    outcome === undefined ? null : twfe(panel, { outcome, controls, weights: weightColumn, covariance });
  const found = effectWeights(panel, options);
  if (found.values.length === 0) throw absorbed(panel, controls);
  const { sample, rows, values } = found;
  const estimate = estimated ? estimated.estimates[0]!.estimate : null;
  const negative = values.filter((weight) => weight < 0);
  const { unit, time, treatment } = panel.spec;
  const none = { sigma: null, sigmaOpposite: null };
  return displayable<TwfeWeightsResult>({
    kind: "twfe-weights",
    sample: sample.sample,
    estimate,
    nTreatedRows: values.length,
    nNegative: negative.length,
    shareNegative: negative.length / values.length,
    sumPositive: values.filter((weight) => weight > 0).reduce((a, b) => a + b, 0),
    sumNegative: negative.reduce((a, b) => a + b, 0),
    ...(estimate === null ? none : robustness(estimate, populationShares(found), values)),
    weights: Array.from(rows, (i, j) => ({
      unit: sample.unit.labels[sample.unit.codes[i]!]!,
      time: sample.time.labels[sample.time.codes[i]!]!,
      weight: values[j]!,
    })),
    spec: {
      ...{ unit, time, treatment: { ...treatment } },
      ...{ outcome: outcome ?? null, controls: [...controls], weights: weightColumn },
    },
    warnings: estimated?.warnings ?? [...panel.warnings, ...sample.warnings],
  });
}

function populationShares({ sample, rows }: EffectWeights): Float64Array {
  const sizes = Float64Array.from(rows, (i) => sample.weights?.[i] ?? 1);
  const total = sizes.reduce((a, b) => a + b, 0);
  return sizes.map((size) => size / total);
}

function absorbed(panel: Panel, controls: readonly string[]): CeterisError {
  const by = [panel.unit.name, panel.time.name, ...controls];
  return new CeterisError({
    code: "TREATMENT_ABSORBED",
    where: panel.table.source.name,
    what: `treatment is explained by ${nameSome(by)} in the rows used`,
    mend: "Leave out controls that tell who is treated when, or check which rows lack a value",
  });
}
