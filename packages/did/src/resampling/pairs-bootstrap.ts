import { type BootstrapResult, finishWork, type Panel, type Work } from "@ceteris/core";
import type { BootstrapOptions } from "./bootstrap-options.ts";
import { bootstrapPlan } from "./bootstrap-plan.ts";
import { planWork } from "./resampling-plan.ts";
import type { PanelStatistic } from "./statistic.ts";

/**
 * The pairs cluster bootstrap of any statistic of a panel: whole clusters are drawn with replacement, as
 * many as there are, and the statistic is computed anew on each draw (Cameron, Gelbach and Miller 2008,
 * section II).
 *
 * A statistic that goes from raw columns to an estimate (index, match, regression) carries the
 * uncertainty of every step into the error of the last. Each copy of a unit is a unit of its own, and
 * each copy of a cluster a level of its own in the cluster column, so that effects and matches of copies
 * stay apart; other columns keep their values. A draw on which the statistic refuses, or does not
 * identify a coefficient, is left out, counted in `failures` with its reason, and warned of.
 *
 * Draw k has a random stream of its own, and clusters are numbered by label: results depend neither on
 * the order of rows nor on who takes the draw. Units must lie whole in clusters. It needs many clusters,
 * treated ones too; with few the wild bootstrap or a placebo test is better. Matching with a fixed number
 * of nearest neighbours is not smooth enough for it (Abadie and Imbens 2008).
 *
 * @returns a row for each of the statistic's: standard deviation of the draws, mean of the draws less the
 *   estimate as `bias`, four intervals (`bca` only when it is the one asked for: it leaves out each
 *   cluster once besides), and the draws themselves
 * @throws OPTION_INVALID (draws, interval, level, seed, strata; units not nested in clusters),
 *   UNKNOWN_COLUMN, TOO_FEW_CLUSTERS and what the statistic throws on the data themselves
 * @see Stata `bootstrap, cluster() idcluster()`, whose default interval is our `normal`; R boot, whose
 *   percentiles and BCa ends these are given the same draws (its normal and our `bias` differ in that boot
 *   centres the normal interval at the estimate less the bias)
 * @example
 * const pipeline = (drawn: Panel) => {
 *   const { column } = compositeIndex(drawn, { indicators });
 *   return twfe(withPanelColumn(drawn, "index", column), { outcome: "index" });
 * };
 * const { estimates } = pairsBootstrap(panel, pipeline, { draws: 999, by: "province" });
 */
export function pairsBootstrap(
  panel: Panel,
  statistic: PanelStatistic,
  options: BootstrapOptions = {},
): BootstrapResult {
  return finishWork(pairsBootstrapWork(panel, statistic, options));
}

/** `pairsBootstrap` draw by draw; told to stop, it returns the result of the draws done. */
export function* pairsBootstrapWork(
  panel: Panel,
  statistic: PanelStatistic,
  options: BootstrapOptions = {},
): Work<BootstrapResult> {
  return yield* planWork(bootstrapPlan(panel, statistic, options));
}
