import { nameSome, type Panel, uniqueWarnings, type Warning } from "@ceteris/core";
import { periodName } from "../../att-gt/period-name.ts";
import { jointLeads } from "../../joint-leads.ts";
import { resolveOptions } from "../../resolve-options.ts";
import { warnMissingErrors } from "../../unusable-errors.ts";
import { resolveAggregate } from "../staggered-options.ts";
import { type StaggeredResult, staggeredResult } from "../staggered-result.ts";
import {
  adoptionRows,
  clusterScores,
  effectRows,
  modelParts,
  residualMean,
  type ScoredEstimate,
  scoredRows,
  treatedRows,
  untreatedModel,
} from "../untreated-model/index.ts";
import { type CellDeviations, cellDeviations } from "./cell-deviations.ts";
import { type ImputationOptions, resolveLeads } from "./imputation-options.ts";
import { leadRegression } from "./lead-regression.ts";

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
 * regression on the untreated rows (section 4.4), which do not change the effects; `pretrend` tests them jointly.
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
  const { outcome, controls, weights, covariance, level, leaveOneOut = false } = options;
  const aggregate = resolveAggregate(options.aggregate);
  const leads = resolveLeads(options);
  const resolved = resolveOptions(panel, { outcome, controls, weights, covariance, level });
  const data = adoptionRows(panel, resolved);
  const model = untreatedModel(data, resolved);
  const parts = modelParts(panel, data, model, resolved);

  const all = treatedRows(data, model);
  const deviations = cellDeviations(data, model, all, leaveOneOut);
  const effectOn = (rows: Int32Array): ScoredEstimate | null => {
    const mean = residualMean(data, model, rows);
    return (
      mean && {
        value: mean.value,
        scores: clusterScores(data, model, mean, (i) => deviations.values[i]!),
        dof: null,
      }
    );
  };
  const before = leads === null ? null : leadRegression(data, model, resolved, leads);
  const groups = effectRows(panel, data, model, aggregate);
  const named = [
    ...(before?.leads ?? []),
    ...groups.map(({ term, rows }) => ({ term, effect: effectOn(rows) })),
  ];
  const { rows, vcov } = scoredRows(named, resolved.level);
  const [overall] = scoredRows([{ term: "att", effect: effectOn(all) }], resolved.level).rows;

  const nLeads = before?.leads.length ?? 0;
  const shared = {
    ...parts,
    vcov,
    overall: overall!,
    spec: { ...parts.spec, estimator: "imputation", leads, leaveOneOut },
    warnings: uniqueWarnings(
      parts.warnings,
      before?.warnings,
      warnLoneCells(panel, deviations, leaveOneOut),
      warnMissingErrors(rows),
    ),
  };
  if (aggregate !== "dynamic") {
    const estimates = groups.map(({ key }, j) => ({ ...rows[j]!, ...key }));
    return staggeredResult({ aggregate, estimates }, shared);
  }
  const times = [...(before?.leads ?? []), ...groups.map(({ key }) => key)];
  const estimates = rows.map((row, j) => ({ ...row, eventTime: times[j]!.eventTime!, reference: false }));
  const pretrend = jointLeads(estimates.slice(0, nLeads), vcov);
  return staggeredResult({ aggregate, estimates, pretrend }, shared);
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
