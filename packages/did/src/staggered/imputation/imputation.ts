import { nameSome, type OptionKinds, type Panel, type Warning } from "@ceteris/core";
import { periodName } from "../../att-gt/period-name.ts";
import { checkCall } from "../../model/check-call.ts";
import { STAGGERED_OPTIONS } from "../staggered-options.ts";
import type { StaggeredResult } from "../staggered-result.ts";
import {
  effectRows,
  effectsResult,
  fitUntreated,
  meanEffect,
  treatedRows,
} from "../untreated-model/index.ts";
import { type CellDeviations, cellDeviations } from "./cell-deviations.ts";
import { type ImputationOptions, resolveLeads } from "./imputation-options.ts";
import { leadRegression } from "./lead-regression.ts";

const OPTIONS: OptionKinds<ImputationOptions> = {
  ...STAGGERED_OPTIONS,
  leads: "other",
  leaveOneOut: "other",
};

/**
 * Effects of a staggered treatment by imputation (Borusyak, Jaravel and Spiess 2024): unit effects, period
 * effects and controls are fitted on the rows that are not treated yet or never, and tell what each treated
 * row would have been without treatment. The effect on a row is the difference, and every estimate is a
 * mean of these over treated rows, by the weights.
 *
 * It is the efficient linear unbiased estimator when errors are homoskedastic and uncorrelated, under
 * parallel trends in all periods and no anticipation, whatever the effects (theorems 1 and 2). An estimate
 * is Σ v·y with known v, and its variance Σ_c (Σ v·ε̃)² over clusters (theorem 3), ε̃ being residuals of
 * untreated rows, and of treated rows deviations of the effect from its mean over cohort and period: it is
 * conservative as far as effects differ within these. Normal distribution, no small-sample factor.
 *
 * With `leads` the last event times before treatment have rows too: coefficients of dummies in a separate
 * regression on the untreated rows (section 4.4), which do not change the effects; `pretrend` tests them
 * jointly (F).
 *
 * @returns the row `att`, rows by `eventTime` or by `cohort`, as `aggregate` asks; `overall` is the effect over
 *   all treated rows. Treated rows whose unit or period is never seen untreated are left out, with the
 *   warning COUNTERFACTUAL_NOT_IDENTIFIED
 * @throws OPTION_INVALID, OPTION_UNSUPPORTED (covariances other than clustered by one column),
 *   TREATMENT_SWITCHES_OFF, NO_UNTREATED, TOO_FEW_CLUSTERS and the codes of `requireTreatment`,
 *   `estimationSample` and, with controls or leads, `leastSquares`
 * @see R didimputation 0.5 `did_imputation`, whose figures these are without weights. With weights it
 *   solves for v with squared weights, so that its errors are not those of its estimates; here they are.
 *   It drops rows that cannot be imputed without a word. Stata's `did_imputation` weighs the clusters of a
 *   cell, not its rows, where clusters hold several units
 * @example
 * const path = imputation(panel, { outcome: "index", aggregate: "dynamic", leads: 4 });
 */
export function imputation(panel: Panel, options: ImputationOptions): StaggeredResult {
  checkCall(panel, options, OPTIONS);
  const { leaveOneOut = false } = options;
  const leads = resolveLeads(options);
  const fitted = fitUntreated(panel, options);
  const { data, model, aggregate } = fitted;
  const treated = treatedRows(data, model);
  const deviations = cellDeviations(data, model, treated, leaveOneOut);
  const effectOn = (rows: Int32Array) => meanEffect(data, model, rows, (row) => deviations.values[row]!);
  const before = leads === null ? null : leadRegression(fitted, leads);
  const after = effectRows(panel, data, model, aggregate).map(({ rows, ...own }) => ({
    ...own,
    effect: effectOn(rows),
  }));
  return effectsResult(fitted, {
    effects: [...(before?.leads ?? []), ...after],
    leadsDof: before?.dof ?? null,
    overall: effectOn(treated),
    spec: { estimator: "imputation", leads, leaveOneOut },
    warnings: [...(before?.warnings ?? []), ...warnLoneCells(panel, deviations, leaveOneOut)],
  });
}

/** LONE_CELLS: effects that are their own mean add nothing to the error, or with a cluster left out have none. */
function warnLoneCells(
  panel: Panel,
  { ofOneCluster, nCells }: CellDeviations,
  leaveOneOut: boolean,
): readonly Warning[] {
  if (ofOneCluster.length === 0) return [];
  const name = periodName(panel);
  const cohorts = [...new Set(ofOneCluster)].sort((a, b) => a - b).map(name);
  const count = ofOneCluster.length;
  return [
    {
      code: "LONE_CELLS",
      message: `In ${count} of ${nCells} cells of cohort and period all treated rows are in one cluster (${cohorts.length === 1 ? "cohort" : "cohorts"} ${nameSome(cohorts)}). ${
        leaveOneOut
          ? "Without it there is nothing to compare these rows with, and estimates that they are part of have no standard error"
          : "Such effects are compared with themselves: they add nothing to the standard errors, which are too small"
      }. The two-stage estimator, whose errors compare each effect with the estimate, does not depend on cells.`,
      details: { count, nCells, cohorts, leaveOneOut },
    },
  ];
}
