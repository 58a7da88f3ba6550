import type { AggregatedEffects, AttAggregation, AttGtResult, DynamicEffects } from "@ceteris/core";
import { word } from "./att-gt-options.ts";
import { meanByEventTime } from "./mean-by-event-time.ts";
import { meanByCohort, meanByPeriod, simpleMean } from "./mean-by-group.ts";

export interface AggregateOptions {
  /**
   * `"simple"` (default): one mean over all effects after treatment; `"dynamic"`: by event time;
   * `"group"`: by cohort; `"calendar"`: by period.
   */
  readonly type?: AttAggregation | undefined;
}

/**
 * Means of group-time effects (Callaway and Sant'Anna 2021, section 3), with errors that count the
 * estimation of the weights.
 *
 * `simple` weighs all effects after treatment by the shares of their cohorts; `dynamic` does so at each
 * event time, and `overall` is the plain mean from 0 on; `calendar` does so in each period, `overall` the
 * plain mean of these; `group` is the plain mean after treatment of each cohort, `overall` weighs these by
 * the shares.
 *
 * Every aggregate is a smooth function of effects and shares, so its influence function is the sum of theirs
 * by its derivatives, and its variance follows from their joint covariance, which the result holds: nothing
 * is estimated anew. Bootstrap draws are carried over the same way.
 *
 * @param effects a result of `attGt`, as it is or read from JSON
 * @returns for `dynamic` an event study, which `plotEventStudy`, `uniformBands`, `reviewPretrend` and (from
 *   a universal base) `honest` take as any other; else rows by cohort or period, or the row `att`
 * @throws OPTION_INVALID
 * @see R did 2.5 `aggte`, whose figures these are; effects that are not identified are left out (`na.rm = TRUE`)
 * @example
 * const { overall } = aggregateEffects(attGt(panel, { outcome: "index" }), { type: "group" });
 */
export function aggregateEffects(effects: AttGtResult, options: { readonly type: "dynamic" }): DynamicEffects;
export function aggregateEffects(
  effects: AttGtResult,
  options?: { readonly type?: Exclude<AttAggregation, "dynamic"> | undefined },
): AggregatedEffects;
export function aggregateEffects(
  effects: AttGtResult,
  options?: AggregateOptions,
): AggregatedEffects | DynamicEffects;
export function aggregateEffects(
  effects: AttGtResult,
  options: AggregateOptions = {},
): AggregatedEffects | DynamicEffects {
  switch (word("aggregate", options.type, "simple")) {
    case "simple":
      return simpleMean(effects);
    case "dynamic":
      return meanByEventTime(effects);
    case "group":
      return meanByCohort(effects);
    case "calendar":
      return meanByPeriod(effects);
  }
}
