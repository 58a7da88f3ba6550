import type { OptionKinds, Panel } from "@ceteris/core";
import type { SmallSample } from "@ceteris/regression";
import { checkCall } from "../../model/check-call.ts";
import { resolveOptions } from "../../model/resolve-options.ts";
import { cellsOf } from "../saturated/cells.ts";
import { cohortSample } from "../saturated/cohort-sample.ts";
import { refuseBase } from "../saturated/refuse-base.ts";
import { controlColumns, saturatedResult } from "../saturated/saturated-result.ts";
import { resolveAggregate, STAGGERED_OPTIONS, type StaggeredOptions } from "../staggered-options.ts";
import type { StaggeredResult } from "../staggered-result.ts";

export interface SunabOptions extends StaggeredOptions {
  /** Event time that the others are measured from. Default: −1, the last period before treatment. */
  readonly base?: number | undefined;
  /** Small-sample corrections. Default: `"fixest"`. */
  readonly smallSample?: SmallSample | undefined;
}

const OPTIONS: OptionKinds<SunabOptions> = {
  ...STAGGERED_OPTIONS,
  base: "other",
  smallSample: "other",
};

/**
 * The interaction-weighted estimator of Sun and Abraham (2021): two-way fixed effects with a dummy for
 * every cohort at every event time but the base, whose coefficients are averaged by the cohorts' shares.
 *
 * Each coefficient compares a cohort with the never-treated units, so no cohort's effects contaminate those
 * of another, as they do in `eventStudy`. Shares are those of the sample (of its weights, where there are
 * any) and count as known, not as estimated.
 *
 * Units treated from the first period on are dropped. Where no unit is never treated, the last cohort is
 * the reference and the periods from its start on are dropped, as in the paper. Units first treated after
 * the last period are never treated as far as the data go.
 *
 * @returns by aggregation an event study with the base in it (`pretrend` tests the averaged leads jointly), a
 *   row for each cohort, or the row `att`; `overall` is the mean effect over all treated rows. Effects that
 *   are not identified are null or left out of means, with the warning CELLS_NOT_IDENTIFIED
 * @throws BASE_NOT_OBSERVED, NO_TREATED, TREATMENT_SWITCHES_OFF, OPTION_INVALID and the codes of `twfe`
 * @see R fixest 0.14 `feols(y ~ sunab(cohort, time) | unit + time)`, whose figures these are, and its
 *   `aggregate`. It means to leave out units treated from the first period on, but 0.14.2 drops one row and
 *   has the others as controls; a cohort that is no period of the data, even one before the first, counts as never
 *   treated; without never-treated units its coefficients are whatever is left of collinear ones
 * @example
 * const path = sunab(panel, { outcome: "index", aggregate: "dynamic" });
 * const { overall } = path;
 */
export function sunab(panel: Panel, options: SunabOptions): StaggeredResult {
  checkCall(panel, options, OPTIONS);
  const { outcome, controls, weights, covariance, smallSample, level, base = -1 } = options;
  const resolved = resolveOptions(panel, { outcome, controls, weights, covariance, smallSample, level });
  const aggregate = resolveAggregate(options.aggregate);
  const rows = cohortSample(panel, resolved);
  const { sample } = rows;
  const cells = cellsOf(rows, sample.unit, sample.weights, (eventTime) => eventTime !== base);
  refuseBase(panel, base, cells.eventTimes);
  return saturatedResult(panel, {
    warnings: rows.warnings,
    sample,
    cells,
    controls: controlColumns(sample, resolved.controls),
    reported: resolved.controls,
    options: resolved,
    controlsGiveWay: true,
    aggregate,
    base,
    spec: { estimator: "sunab", base },
  });
}
