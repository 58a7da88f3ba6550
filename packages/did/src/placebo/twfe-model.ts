import { type Panel, requireTreatment } from "@ceteris/core";
import { type EstimationSample, fitStatistics, isSloped, leastSquares } from "@ceteris/regression";
import { covarianceColumns, covarianceEstimator } from "../model/covariance-estimator.ts";
import { estimateTable } from "../model/estimate-table.ts";
import {
  buildModel,
  estimateModel,
  modelSample,
  modelSpec,
  refuseReservedNames,
} from "../model/fit-model.ts";
import type { DidOptions, ResolvedOptions } from "../model/options.ts";
import { resolveOptions } from "../model/resolve-options.ts";
import { twfeWarnings } from "../twfe/twfe-warnings.ts";
import type { Assignments } from "./assignments.ts";
import type { Entities } from "./entities.ts";
import { makeFastKernel } from "./fast-kernel.ts";
import type { Kernel } from "./kernel.ts";
import type { Paths } from "./paths.ts";
import type { PlaceboModel } from "./placebo-model.ts";
import { makeRegressionKernel } from "./regression-kernel.ts";
import { scoreErrors } from "./score-errors.ts";

/** Schur complements up to this size are factorised. */
const largest = 1024;

/**
 * The two-way model of `twfe`: linear in the outcome, so that sums computed once serve every draw.
 *
 * @param clusters columns of the assignment that rows must be complete in
 */
export function twfeModel(
  panel: Panel,
  options: DidOptions,
  clusters: readonly string[],
  studentised: boolean,
): PlaceboModel {
  const { status } = requireTreatment(panel);
  const resolved = resolveOptions(panel, options);
  refuseReservedNames(resolved.controls, ["did"]);
  const sample = modelSample(panel, { ...resolved, clusters });
  const { fit, covariance, choice } = estimateModel(sample, resolved, [{ name: "did", values: status }]);
  const estimate = estimateTable(["did"], fit, covariance, resolved.level)[0]!;
  const { outcome, controls, fixedEffects, weights } = resolved;
  const kept = { ...resolved, controls: controls.filter((name) => fit.terms.includes(name)) };
  return {
    actual: {
      estimate,
      sample: sample.sample,
      fit: fitStatistics(fit, covariance),
      spec: modelSpec(panel, { ...resolved, covariance: choice }, fit),
      warnings: twfeWarnings(panel, sample, { fit, covariance }, outcome, [estimate]),
    },
    columns: {
      numeric: [...new Set([outcome, ...controls, ...covarianceColumns(resolved.covariance)])],
      fixedEffects,
      clusters: resolved.covariance.by,
      ...(weights === null ? {} : { weights }),
    },
    kernel: (...data) => makeKernel(kept, studentised, ...data),
  };
}

function makeKernel(
  options: ResolvedOptions,
  studentised: boolean,
  panel: Panel,
  sample: EstimationSample,
  entities: Entities,
  paths: Paths,
  assignments: Assignments,
): Kernel {
  const model = buildModel(sample, options, []);
  const { rows } = sample;
  const time = rows ? Int32Array.from(rows, (i) => panel.time.codes[i]!) : panel.time.codes;
  const effects = model.fixedEffects.filter((factor) => factor !== sample.unit);
  const size = effects.reduce((sum, factor) => sum + factor.nLevels, 0);
  const estimator = studentised ? covarianceEstimator(sample, options.covariance, options.smallSample) : null;
  const byRegression = () => makeRegressionKernel(model, entities.ofRow, time, paths, assignments, estimator);
  if (size > largest || effects.some(isSloped)) return byRegression();
  const fit = leastSquares(model);
  const errors = estimator && scoreErrors(fit, estimator, options.covariance, sample.factors);
  if (estimator && !errors) return byRegression();
  const data = {
    nEntities: entities.codes.length,
    entity: entities.ofRow,
    unit: sample.unit.codes,
    time,
    weights: sample.weights,
    residuals: fit.residuals,
    within: fit.within,
    bread: fit.bread,
    unitAbsorbed: effects.length < model.fixedEffects.length,
    effects,
  };
  return makeFastKernel(data, paths, assignments, errors);
}
