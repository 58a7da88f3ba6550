import type { Estimate, EstimationResult, FitStatistics } from "./estimation.ts";

export interface PlaceboPValues {
  readonly twoSided: number;
  readonly greater: number;
  readonly less: number;
}

/** The same test with t statistics in place of estimates. */
export interface StudentisedPlacebo {
  /** The t statistic under the true assignment. */
  readonly statistic: number | null;
  readonly pValue: PlaceboPValues;
  /** Each draw's t statistic and its two-sided p-value, in the order drawn; null where it has no standard error. */
  readonly values: readonly (number | null)[];
  readonly pValues: readonly (number | null)[];
}

export interface PlaceboResult extends Omit<EstimationResult, "vcov" | "fit"> {
  readonly kind: "placebo";
  /** The estimate under the true assignment; the only row of `estimates`. */
  readonly actual: Estimate;
  readonly draws: {
    readonly n: number;
    readonly mean: number;
    readonly sd: number | null;
    /** Keyed by probability: "0.025", "0.05", "0.5", "0.95", "0.975". */
    readonly quantiles: Readonly<Record<string, number>>;
  };
  readonly pValue: PlaceboPValues;
  /** Every possible assignment was used, so the p-values are exact. */
  readonly enumerated: boolean;
  /** The draws' estimates in the order drawn. */
  readonly values: readonly number[];
  /** null where the draws have no standard errors, or none were asked for. */
  readonly studentised: StudentisedPlacebo | null;
  /** null where the estimator told nothing about its fit. */
  readonly fit: FitStatistics | null;
}
