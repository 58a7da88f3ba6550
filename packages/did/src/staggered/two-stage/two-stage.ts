import type { Panel } from "@ceteris/core";
import { checkCall } from "../../model/check-call.ts";
import { STAGGERED_OPTIONS, type StaggeredOptions } from "../staggered-options.ts";
import type { StaggeredResult } from "../staggered-result.ts";
import {
  effectRows,
  effectsResult,
  fitUntreated,
  meanEffect,
  rowsByEventTime,
  treatedRows,
} from "../untreated-model/index.ts";
import { warnOneCluster } from "./one-cluster-estimates.ts";

/** The event time whose row is 0 by convention; the others are not measured from it. */
const base = -1;

/**
 * Effects of a staggered treatment in two stages (Gardner 2022): unit effects, period effects and controls
 * are fitted on the rows that are not treated yet or never; the outcome less what these say of each row is
 * then regressed, without intercept, on dummies of treatment, of event times or of cohorts.
 *
 * Dummies that exclude each other make the coefficients means, so that those after treatment are the
 * estimates of `imputation`. Means before treatment, of residuals of the first stage, should be zero under
 * parallel trends; that of −1 is left out. Errors are those of the two stages as one GMM problem: the second
 * stage's residuals, and what the first stage's errors add, summed over clusters, without small-sample
 * factors; normal distribution.
 *
 * @returns the row `att`, rows by `eventTime`, leads among them, or by `cohort`, as `aggregate` asks; `overall` is
 *   the effect over all treated rows. Rows whose unit or period is never seen untreated are left out, with the
 *   warning COUNTERFACTUAL_NOT_IDENTIFIED
 * @throws OPTION_INVALID, OPTION_UNSUPPORTED (covariances other than clustered by one column),
 *   TREATMENT_SWITCHES_OFF, NO_UNTREATED, TOO_FEW_CLUSTERS and the codes of `requireTreatment`,
 *   `estimationSample` and, with controls, `leastSquares`
 * @see R did2s 1.2 `did2s`, whose figures these are; by event time with `~ i(event, ref = c(-1, Inf))`
 * @example
 * const { overall } = twoStage(panel, { outcome: "index", controls: ["gdp"] });
 */
export function twoStage(panel: Panel, options: StaggeredOptions): StaggeredResult {
  checkCall(panel, options, STAGGERED_OPTIONS);
  const fitted = fitUntreated(panel, options);
  const { data, model, aggregate } = fitted;
  const effectOn = (rows: Int32Array) =>
    meanEffect(data, model, rows, (row, mean) => model.residuals[row]! - mean);
  const groups =
    aggregate === "dynamic"
      ? rowsByEventTime(data, model, () => true)
      : effectRows(panel, data, model, aggregate);
  return effectsResult(fitted, {
    effects: groups.map(({ rows, ...own }) => {
      const isBase = own.key.eventTime === base;
      return { ...own, isBase, effect: isBase ? null : effectOn(rows) };
    }),
    overall: effectOn(treatedRows(data, model)),
    spec: { estimator: "two-stage", ...(aggregate === "dynamic" ? { base } : {}) },
    warnings: warnOneCluster(
      data,
      groups.filter(({ key }) => key.eventTime !== base),
    ),
  });
}
