import { type OptionKinds, type Panel, requireTreatment } from "@ceteris/core";
import { periodName } from "../../att-gt/period-name.ts";
import { cohortsOfSample, periodValues } from "../../att-gt/timing.ts";
import { checkCall } from "../../model/check-call.ts";
import { modelSample } from "../../model/fit-model.ts";
import { resolveOptions } from "../../model/resolve-options.ts";
import { refuseEnding } from "../refuse-ending.ts";
import { refuseBase } from "../saturated/refuse-base.ts";
import { controlColumns, saturatedResult } from "../saturated/saturated-result.ts";
import { resolveAggregate, STAGGERED_OPTIONS } from "../staggered-options.ts";
import type { StaggeredResult } from "../staggered-result.ts";
import { adoptionOf, warnTrimmed } from "./adoption.ts";
import { chooseWindow } from "./choose-window.ts";
import { stackCells } from "./stack-cells.ts";
import { stackRows } from "./stack-rows.ts";
import { stackSample } from "./stack-sample.ts";
import { checkLengths, type StackedOptions } from "./stacked-options.ts";

const OPTIONS: OptionKinds<StackedOptions> = {
  ...STAGGERED_OPTIONS,
  before: "other",
  after: "other",
  base: "other",
  smallSample: "other",
};

/**
 * Weighted stacked difference-in-differences (Wing, Freedman and Hollingsworth 2024): a sub-experiment for each
 * cohort, of its rows in a window around its start and those of units untreated through the window, stacked
 * and estimated together by an event study with effects of treatment status and event time.
 *
 * Rows of controls carry corrective weights, so that the effect at an event time is the mean of the
 * sub-experiments' own comparisons, weighted by their treated units: on a balanced panel exactly that, with the
 * same cohorts at every event time. `att` is the plain mean of the effects from event time 0 on. With weights
 * of the data, shares are of weights.
 *
 * Cohorts without a whole window in the data, or without units untreated through it, are left out (warning
 * COHORTS_TRIMMED): the effects are those on the cohorts kept. Units are clusters however often they are
 * stacked; `iid` and `hc1` take repeated rows for independent ones.
 *
 * @returns by aggregation an event study with the base in it, the mean effect after treatment in each
 *   sub-experiment, or the row `att`; `spec.stack` has the rows stacked and the units of each sub-experiment
 * @throws BASE_NOT_OBSERVED, EMPTY_SAMPLE, TREATMENT_SWITCHES_OFF, OPTION_INVALID and the codes of `twfe`
 * @see the authors' R code, `feols(y ~ i(event, treat, ref = -1) | treat + event)` on their stack with their
 *   weights, whose figures these are. There an event time of a sub-experiment that lacks controls stays
 * @example
 * const path = stacked(panel, { outcome: "index", before: 3, after: 2, aggregate: "dynamic" });
 */
export function stacked(panel: Panel, options: StackedOptions): StaggeredResult {
  checkCall(panel, options, OPTIONS);
  requireTreatment(panel);
  const { outcome, controls, weights, covariance, smallSample, level, base = -1 } = options;
  const resolved = resolveOptions(panel, { outcome, controls, weights, covariance, smallSample, level });
  const aggregate = resolveAggregate(options.aggregate);
  checkLengths(options);
  const whole = modelSample(panel, { ...resolved, fixedEffects: [] });
  refuseEnding(panel, whole, "and a sub-experiment compares with what stays treated");
  const starts = cohortsOfSample(panel, whole);
  const adoption = adoptionOf(starts, periodValues(panel, whole));
  const window = chooseWindow(panel, adoption, options, base);
  const stack = stackRows(whole, starts, adoption.periods, window);
  const sample = stackSample(whole, stack);
  const pooled = stackCells(stack, window, base, false);
  refuseBase(panel, base, pooled.eventTimes);
  const { before, after, cohorts } = window;
  const name = periodName(panel);
  return saturatedResult(panel, {
    sample,
    cells: aggregate === "cohort" ? stackCells(stack, window, base, true) : pooled,
    ...(aggregate === "cohort" ? { overallCells: pooled } : {}),
    controls: controlColumns(sample, resolved.controls),
    reported: resolved.controls,
    options: resolved,
    controlsGiveWay: true,
    aggregate,
    base,
    spec: {
      estimator: "stacked",
      fixedEffects: ["treated", "event time"],
      before,
      after,
      base,
      stack: {
        nRows: stack.rows.length,
        cohorts: cohorts.map(({ start, nUnits }) => ({ cohort: name(start), nUnits })),
      },
    },
    warnings: [...whole.warnings, ...warnTrimmed(adoption, window, name)],
  });
}
