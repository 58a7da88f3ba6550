import {
  CeterisError,
  type ComparedEstimator,
  displayable,
  type EstimatorComparison,
  finishWork,
  type Panel,
  requireTreatment,
  uniqueWarnings,
  type Warning,
  type Work,
} from "@ceteris/core";
import { nullRow } from "../model/estimate-table.ts";
import { type EffectEstimator, type EstimatorSettings, staggeredWork } from "./staggered.ts";
import type { StaggeredOptions } from "./staggered-options.ts";

export interface CompareEstimatorsOptions extends StaggeredOptions {
  /** In the order of the result. */
  readonly estimators: readonly EffectEstimator[];
  /** Options of single estimators, under their names. */
  readonly settings?: EstimatorSettings | undefined;
}

/**
 * Several estimators of the effects of a staggered treatment side by side, on the same panel and with the
 * same options. Where they differ much, effects differ between cohorts or over time, or the estimators'
 * comparisons do not all hold.
 *
 * @returns an entry for each estimator; one that refuses the data has a row of nulls, and the warning
 *   ESTIMATOR_REFUSED tells why
 * @throws OPTION_INVALID, and what the first estimator refuses when all of them do
 * @example
 * const { estimators } = compareEstimators(panel, {
 *   outcome: "index",
 *   estimators: ["twfe", "att-gt", "imputation"],
 *   settings: { "att-gt": { control: "not-yet" } },
 * });
 * estimators.map(({ estimator, overall }) => [estimator, overall.estimate, overall.stdError]);
 */
export function compareEstimators(panel: Panel, options: CompareEstimatorsOptions): EstimatorComparison {
  return finishWork(compareEstimatorsWork(panel, options));
}

/** `compareEstimators` step by step. */
export function* compareEstimatorsWork(
  panel: Panel,
  options: CompareEstimatorsOptions,
): Work<EstimatorComparison> {
  requireTreatment(panel);
  const { estimators, settings = {}, ...shared } = options;
  const refusals: CeterisError[] = [];
  const compared: ComparedEstimator[] = [];
  const names: ReadonlySet<string> = new Set(estimators);
  for (const estimator of new Set(estimators)) {
    try {
      const result = yield* staggeredWork(panel, estimator, { ...shared, ...settings[estimator] });
      compared.push({ estimator, overall: { ...result.overall, term: "att" }, result });
    } catch (error) {
      if (!(error instanceof CeterisError) || !isRefusal(error)) throw error;
      refusals.push(error);
      compared.push({ estimator, overall: nullRow("att"), result: null });
    }
  }
  if (compared.every(({ result }) => result === null)) throw refusals[0] ?? noEstimators();
  const refused = compared.filter(({ result }) => result === null);
  const { outcome, controls = [], weights = null, level = 0.95, aggregate = "simple" } = shared;
  return displayable<EstimatorComparison>({
    kind: "estimator-comparison",
    estimators: compared,
    spec: {
      ...{ outcome, controls, weights, level, aggregate },
      estimators: compared.map(({ estimator }) => estimator),
      settings: Object.fromEntries(Object.entries(settings).filter(([name]) => names.has(name))),
    },
    warnings: uniqueWarnings(
      ...compared.map(({ result }) => result?.warnings),
      refused.map(({ estimator }, i) => refusal(estimator, refusals[i]!)),
    ),
  });
}

/** Whether another estimator may do where this one does not. */
function isRefusal({ code }: CeterisError): boolean {
  return code !== "OPTION_INVALID" && code !== "INTERRUPTED";
}

function refusal(estimator: string, error: CeterisError): Warning {
  return {
    code: "ESTIMATOR_REFUSED",
    message: `The estimator ${estimator} refuses these data or options, and its row is empty: ${error.message}`,
    details: { estimator, code: error.code, error: error.message },
  };
}

function noEstimators(): CeterisError {
  return new CeterisError({
    code: "OPTION_INVALID",
    where: "estimators",
    what: "none are named",
    mend: "Name at least one",
  });
}
