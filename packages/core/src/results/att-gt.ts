import type { Estimate, EstimationResult, WaldTest } from "./estimation.ts";
import type { EventStudyResult } from "./event-study.ts";

/** The average effect on one cohort in one period; before treatment what should be zero. */
export interface GroupTimeEstimate extends Estimate {
  /** First treated period of the cohort, as the data have it. */
  readonly cohort: number | string;
  readonly time: number | string;
  /** Periods since first treatment, by differences of the time column. */
  readonly eventTime: number;
  /** Period that the outcome is compared with. */
  readonly base: number | string;
  /** The base itself: estimate 0, standard error null. */
  readonly reference: boolean;
}

/** How much of the sample a cohort is: what group-time effects are weighted by. */
export interface CohortShare {
  /** Its name in the covariance, for example `share:2004`. */
  readonly term: string;
  readonly cohort: number | string;
  readonly share: number;
  readonly nUnits: number;
}

/** Draws of the multiplier bootstrap: what all estimates lie off by, jointly. */
export interface MultiplierDraws {
  readonly n: number;
  readonly seed: number;
  /** One list for each term of the covariance, in its order; draw k of each belongs to the same draw. */
  readonly deviations: readonly (readonly number[])[];
}

/** Every group-time effect, with all that an aggregation of them needs. */
export interface AttGtResult extends EstimationResult {
  readonly kind: "att-gt";
  /** By cohort, then period. */
  readonly estimates: readonly GroupTimeEstimate[];
  readonly shares: readonly CohortShare[];
  /** Joint test that the effects before treatment (and anticipation) are zero; null without any. */
  readonly pretrend: WaldTest | null;
  /** Standard errors on either side when the intervals hold all effects at once; null when each its own. */
  readonly critical: number | null;
  readonly draws: MultiplierDraws | null;
}

/** How group-time effects are averaged. */
export type AttAggregation = "simple" | "dynamic" | "group" | "calendar";

/** Effects by event time: an event study, with their mean after treatment. */
export interface DynamicEffects extends EventStudyResult {
  readonly overall: Estimate;
  /** As that of `AttGtResult`. */
  readonly critical: number | null;
}

export interface AggregateEstimate extends Estimate {
  /** Of effects by cohort. */
  readonly cohort?: number | string;
  /** Of effects by calendar period. */
  readonly time?: number | string;
}

/** Effects by cohort or calendar period, or all in one, with their mean. */
export interface AggregatedEffects extends EstimationResult {
  readonly kind: "att-aggregate";
  readonly type: Exclude<AttAggregation, "dynamic">;
  readonly estimates: readonly AggregateEstimate[];
  readonly overall: Estimate;
  /** As that of `AttGtResult`. */
  readonly critical: number | null;
}
