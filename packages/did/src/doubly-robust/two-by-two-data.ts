import type { Covariate } from "../balance/balance-rows.ts";

/**
 * One comparison of two groups in two periods; every array has one value for each unit. Nothing here
 * knows of panels, periods or cohorts.
 */
export interface TwoByTwoData {
  /** Outcome after treatment. */
  readonly y1: Float64Array;
  /** Outcome before treatment. */
  readonly y0: Float64Array;
  /** 1 for units treated between the two periods, 0 for the controls. */
  readonly d: Float64Array;
  /** Covariates from before treatment, without an intercept, which is always there. Default: none. */
  readonly x?: readonly Covariate[] | undefined;
  /** Sampling weights, positive; their scale does not matter. Default: all the same. */
  readonly w?: Float64Array | undefined;
}

/** What such a comparison comes to. */
export interface TwoByTwo {
  readonly att: number;
  /** Influence value of each unit, in the order of the data, with mean zero: the error of `att` is about their mean. */
  readonly influence: Float64Array;
}
