/** How the distribution of a covariate differs between the groups, in one sample. */
export interface DistributionRow {
  readonly covariate: string;
  readonly sample: "before" | "after";
  readonly type: "binary" | "continuous";
  /** Difference of means: of shares for a 0/1 covariate, otherwise in standard deviations. */
  readonly difference: number | null;
  /** Variance of the treated over that of the controls; null for a 0/1 covariate. */
  readonly varianceRatio: number | null;
  /** Largest difference of the two distribution functions (Kolmogorov and Smirnov). */
  readonly ks: number | null;
  /** Mean difference of the two distribution functions over the values that occur. */
  readonly ecdfMean: number | null;
}

/** Balance of a covariate in one period, under weights that were not made for that period. */
export interface PeriodBalanceRow {
  readonly time: string;
  /** Whether somebody is treated in the period already, so that the covariate may be an outcome. */
  readonly treated: boolean;
  readonly covariate: string;
  /** Standardised bias in per cent, over the variances before matching or weighting in that period. */
  readonly biasBefore: number | null;
  readonly biasAfter: number | null;
  readonly ksBefore: number | null;
  readonly ksAfter: number | null;
}

/** Distribution functions of a covariate at the points `x`, in each group. */
export interface EcdfCurves {
  readonly covariate: string;
  readonly x: readonly number[];
  readonly treatedBefore: readonly number[];
  readonly controlsBefore: readonly number[];
  readonly treatedAfter: readonly number[];
  readonly controlsAfter: readonly number[];
}
