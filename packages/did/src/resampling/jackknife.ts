import { finishWork, type JackknifeResult, type Panel, type Work } from "@ceteris/core";
import { type JackknifeOptions, jackknifePlan } from "./jackknife-plan.ts";
import { planWork } from "./resampling-plan.ts";
import type { PanelStatistic } from "./statistic.ts";

/**
 * The cluster jackknife of any statistic of a panel: the statistic without each cluster in turn, and from
 * the spread of these estimates the variance (G − 1)/G · Σ (θ₍g₎ − centre)², with t intervals of G − 1
 * degrees of freedom.
 *
 * For least squares it is the error to trust with few or unequal clusters, and `leftOut` shows which
 * cluster carries the estimate. A coefficient that one cluster alone identifies has no jackknife error:
 * its row has nulls and the warning JACKKNIFE_INCOMPLETE.
 *
 * @returns a row for each of the statistic's, with (G − 1)(mean of the estimates without one cluster −
 *   estimate) as `bias`, and the estimates without each cluster
 * @throws OPTION_INVALID (centre, level; units not nested in clusters), UNKNOWN_COLUMN, TOO_FEW_CLUSTERS
 *   and what the statistic throws on the data themselves; INTERRUPTED
 * @see MacKinnon, Nielsen and Webb (2023), J. Applied Econometrics 38(5), and their Stata `summclust`; R
 *   sandwich `vcovJK`; for one least squares fit `clusterJackknife`, without refitting. Clusters whose loss
 *   leaves the effect unidentified are never skipped
 * @example
 * const { estimates, leftOut } = jackknife(panel, (p) => twfe(p, { outcome: "index" }), {
 *   by: "province",
 * });
 */
export function jackknife(
  panel: Panel,
  statistic: PanelStatistic,
  options: JackknifeOptions = {},
): JackknifeResult {
  return finishWork(jackknifeWork(panel, statistic, options));
}

/** `jackknife` cluster by cluster; told to stop before the last, it throws INTERRUPTED. */
export function* jackknifeWork(
  panel: Panel,
  statistic: PanelStatistic,
  options: JackknifeOptions = {},
): Work<JackknifeResult> {
  return yield* planWork(jackknifePlan(panel, statistic, options));
}
