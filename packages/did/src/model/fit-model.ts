import { CeterisError, type Panel } from "@ceteris/core";
import {
  type Covariance,
  type EstimationSample,
  estimationSample,
  type LinearFit,
  type LinearModel,
  leastSquares,
} from "@ceteris/regression";
import { covarianceColumns, covarianceEstimator } from "./covariance-estimator.ts";
import type { ResolvedCovariance, ResolvedOptions } from "./options.ts";

/** Treatment variables of a model, on the rows of the panel. */
export interface TreatmentColumn {
  readonly name: string;
  readonly values: Float64Array;
}

export interface ModelOptions extends ResolvedOptions {
  /** Cluster columns of further covariances that the sample must be complete in. */
  readonly clusters?: readonly string[] | undefined;
  /** Numeric columns beside the model's own that the sample must be complete in. */
  readonly completeIn?: readonly string[] | undefined;
}

/** The complete rows of a model: outcome, controls, effects, weights and known treatment. @throws NO_VARIATION */
export function modelSample(panel: Panel, options: ModelOptions): EstimationSample {
  const { outcome, controls, fixedEffects, covariance, weights } = options;
  const sample = estimationSample(panel, {
    numeric: [
      ...new Set([outcome, ...controls, ...covarianceColumns(covariance), ...(options.completeIn ?? [])]),
    ],
    fixedEffects,
    clusters: [...new Set([...covariance.by, ...(options.clusters ?? [])])],
    ...(weights === null ? {} : { weights }),
    extra: [panel.treatment!.status],
  });
  refuseConstantOutcome(panel, outcome, sample.columns.get(outcome)!);
  return sample;
}

function refuseConstantOutcome(panel: Panel, name: string, values: Float64Array): void {
  const [first] = values;
  for (let i = 1; i < values.length; i++) if (values[i] !== first) return;
  throw new CeterisError({
    code: "NO_VARIATION",
    where: `${panel.table.source.name}, outcome “${name}”`,
    what: `the outcome is ${first} in every row used`,
    mend: "Name another outcome, or check the rows that were dropped",
    details: { outcome: name, value: first },
  });
}

/** A linear model of the outcome on treatment variables, then the controls. */
export function buildModel(
  sample: EstimationSample,
  options: ResolvedOptions,
  treatments: readonly TreatmentColumn[],
): LinearModel {
  const { rows } = sample;
  return {
    outcome: { name: options.outcome, values: sample.columns.get(options.outcome)! },
    regressors: [
      ...treatments.map(({ name, values }) => ({
        name,
        values: rows ? Float64Array.from(rows, (i) => values[i]!) : values,
        role: "treatment" as const,
      })),
      ...options.controls.map((name) => ({
        name,
        values: sample.columns.get(name)!,
        role: "control" as const,
      })),
    ],
    fixedEffects: options.fixedEffects.map((name) => sample.factors.get(name)!),
    weights: sample.weights ?? undefined,
  };
}

export interface Estimated {
  readonly fit: LinearFit;
  readonly covariance: Covariance;
  /** The covariance choice with every default filled in, for `spec`. */
  readonly choice: ResolvedCovariance;
}

/** Least squares and the covariance chosen. */
export function estimateModel(
  sample: EstimationSample,
  options: ResolvedOptions,
  treatments: readonly TreatmentColumn[],
): Estimated {
  return estimateCovariance(sample, options, leastSquares(buildModel(sample, options, treatments)));
}

/** The covariance chosen, of a fit on the rows of the sample. */
export function estimateCovariance(
  sample: EstimationSample,
  options: ResolvedOptions,
  fit: LinearFit,
): Estimated {
  const estimator = covarianceEstimator(sample, options.covariance, options.smallSample);
  const { lags } = estimator.spec;
  const choice = { ...options.covariance, ...(typeof lags === "number" ? { lags } : {}) };
  return { fit, covariance: estimator.estimate(fit), choice };
}

/** The options, the columns of the panel and how the effects were absorbed, as every result records them. */
export function modelSpec(
  panel: Panel,
  options: ResolvedOptions,
  fit: LinearFit | null = null,
): Readonly<Record<string, unknown>> {
  const { outcome, controls, fixedEffects, weights, covariance, smallSample, level } = options;
  const { unit, time, treatment } = panel.spec;
  return {
    unit,
    time,
    treatment: { ...treatment },
    outcome,
    controls,
    fixedEffects,
    weights,
    covariance: { ...covariance },
    smallSample,
    level,
    ...(fit ? { absorption: { ...fit.absorption } } : {}),
  };
}

/** @throws OPTION_INVALID when a control has the name that a treatment variable goes by */
export function refuseReservedNames(controls: readonly string[], reserved: readonly string[]): void {
  const clash = controls.find((name) => reserved.includes(name));
  if (clash === undefined) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "controls",
    what: `“${clash}” is the name of the treatment effect in the result`,
    mend: "Rename the column",
  });
}
