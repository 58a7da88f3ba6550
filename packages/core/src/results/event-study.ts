import type { Estimate, EstimationResult, WaldTest } from "./estimation.ts";

export interface EventEstimate extends Estimate {
  /** Periods since first treatment; the outermost stand for everything beyond when binned. */
  readonly eventTime: number;
  /** The base period: estimate 0, standard error null. */
  readonly reference: boolean;
}

/** The same shape from every estimator that yields a path of effects. */
export interface EventStudyResult extends EstimationResult {
  readonly kind: "event-study";
  /** One row for each event time in order, the base included. */
  readonly estimates: readonly EventEstimate[];
  /** Coefficients of the controls. */
  readonly controls: readonly Estimate[];
  /** Joint test that all leads are zero; null without leads. */
  readonly pretrend: WaldTest | null;
}
