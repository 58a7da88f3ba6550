import type { AggregatedEffects, DynamicEffects } from "./att-gt.ts";

/** A cohort beside its synthetic control: what the effect on it was computed from. */
export interface SyntheticCohort {
  /** First treated period, as the data have it. */
  readonly cohort: number | string;
  /** Treated units of the cohort. */
  readonly nUnits: number;
  /** Mean effect on the cohort after treatment. */
  readonly estimate: number;
  /** Standard deviation of the controls' first differences before treatment. */
  readonly noise: number;
  /** Ridge of the unit weights, (units × periods treated)^¼ times the noise. */
  readonly ridge: number;
  /** Controls with a weight above zero, the heaviest first; the weights sum to 1. */
  readonly unitWeights: readonly { readonly unit: string; readonly weight: number }[];
  /** Every period before treatment in order; the weights sum to 1. */
  readonly timeWeights: readonly { readonly time: number | string; readonly weight: number }[];
  /** The cohort's mean outcome and the weighted one of the controls, in every period. */
  readonly paths: readonly {
    readonly time: number | string;
    readonly treated: number;
    readonly synthetic: number;
  }[];
}

/** Effects by synthetic difference-in-differences, with the weights behind them. */
export type SyntheticDidResult = (AggregatedEffects | DynamicEffects) & {
  /** By cohort. */
  readonly synthetic: readonly SyntheticCohort[];
};
