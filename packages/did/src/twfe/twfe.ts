import { displayable, type Panel, requireTreatment } from "@ceteris/core";
import { fitStatistics, leastSquares } from "@ceteris/regression";
import { checkCall, DID_OPTIONS } from "../model/check-call.ts";
import { covarianceColumns } from "../model/covariance-estimator.ts";
import { estimateTable, namedCovariance } from "../model/estimate-table.ts";
import {
  buildModel,
  estimateCovariance,
  modelSample,
  modelSpec,
  refuseReservedNames,
} from "../model/fit-model.ts";
import type { CovarianceChoice, DidOptions, ResolvedCovariance, ResolvedOptions } from "../model/options.ts";
import { resolveCovariance, resolveOptions } from "../model/resolve-options.ts";
import type { DidResult } from "./did-result.ts";
import { twfeWarnings } from "./twfe-warnings.ts";

/**
 * Two-way fixed-effects difference-in-differences: the coefficient of treatment status in a least
 * squares regression of the outcome on status, controls, and unit and time effects.
 *
 * With one common start, homogeneous effects and parallel trends given the controls it estimates the
 * average effect on the treated; with staggered adoption it is a weighted average of comparisons, some
 * of them between treated units (Goodman-Bacon 2021; see `reviewDesign`).
 *
 * @returns rows `did`, then each control by name; a control that is not identified has a row of nulls
 *   and a COLLINEAR warning
 * @throws OPTION_INVALID, OPTION_UNSUPPORTED (a covariance that cannot be had with weights),
 *   UNKNOWN_COLUMN, NOT_NUMERIC, NOT_FINITE, VALUE_TOO_LARGE, NO_VARIATION (constant outcome), WEIGHTS_INVALID, EMPTY_SAMPLE, TOO_FEW_ROWS, TREATMENT_ABSORBED, TOO_FEW_CLUSTERS and the codes of `requireTreatment`
 * @see R fixest `feols(y ~ did + controls | unit + time, vcov = ~unit)`, whose figures these are
 * @example
 * const { estimates } = twfe(panel, { outcome: "index", controls: ["gdp", "population"] });
 */
export function twfe(panel: Panel, options: DidOptions): DidResult {
  return twfeUnder(panel, options, [options?.covariance ?? { type: "cluster" }])[0]!;
}

/**
 * The same regression under several covariances: one fit, one result for each choice, in order. All
 * share the rows that are complete in every cluster column.
 *
 * @throws as `twfe`
 * @example
 * const [byCity, byProvince] = twfeUnder(panel, { outcome: "index" }, [
 *   { type: "cluster" },
 *   { type: "cluster", by: ["province"] },
 * ]);
 */
export function twfeUnder(
  panel: Panel,
  options: DidOptions,
  covariances: readonly CovarianceChoice[],
): readonly DidResult[] {
  checkCall(panel, options, DID_OPTIONS);
  const resolved = resolveOptions(panel, options);
  const choices = covariances.map((choice) => resolveCovariance(panel, choice));
  return estimateUnder(panel, resolved, choices);
}

/** `twfeUnder` after defaults; `completeIn` names columns that the rows must be complete in besides. */
export function estimateUnder(
  panel: Panel,
  options: ResolvedOptions,
  choices: readonly ResolvedCovariance[],
  more: { readonly completeIn?: readonly string[]; readonly spec?: Readonly<Record<string, unknown>> } = {},
): readonly DidResult[] {
  const { status } = requireTreatment(panel);
  refuseReservedNames(options.controls, ["did"]);
  const clusters = choices.flatMap((choice) => choice.by);
  const completeIn = [...(more.completeIn ?? []), ...choices.flatMap(covarianceColumns)];
  const sample = modelSample(panel, { ...options, covariance: choices[0]!, clusters, completeIn });
  const fit = leastSquares(buildModel(sample, options, [{ name: "did", values: status }]));
  return choices.map((choice) => {
    const own = { ...options, covariance: choice };
    const { covariance, choice: covarianceSpec } = estimateCovariance(sample, own, fit);
    const estimates = estimateTable(["did", ...options.controls], fit, covariance, options.level);
    return displayable({
      kind: "did" as const,
      sample: sample.sample,
      estimates,
      vcov: namedCovariance(fit, covariance),
      fit: fitStatistics(fit, covariance),
      spec: { ...modelSpec(panel, { ...options, covariance: covarianceSpec }, fit), ...more.spec },
      warnings: twfeWarnings(panel, sample, { fit, covariance }, options.outcome, estimates),
    });
  });
}
