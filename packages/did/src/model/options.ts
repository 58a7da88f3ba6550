import type { SmallSample } from "@ceteris/regression";

/** Words of the covariance options, for schemas and flags. */
export const COVARIANCE_CHOICES = {
  type: ["iid", "hc1", "hc2", "hc3", "cluster", "cr2", "cr3", "twoway", "driscoll-kraay", "conley"],
  smallSample: ["fixest", "reghdfe", "plm", "none"],
} as const;

export type CovarianceType = (typeof COVARIANCE_CHOICES.type)[number];

/** Which standard errors. `by` names the cluster columns of `cluster`, `cr2`, `cr3` and `twoway`. */
export interface CovarianceChoice {
  readonly type: CovarianceType;
  /** Default: the unit; for `twoway` the unit and the time. Two columns cluster two-way. */
  readonly by?: readonly string[] | undefined;
  /** Lags of `driscoll-kraay`. Default: the fourth root of the number of periods, rounded down. */
  readonly lags?: number | undefined;
  /** Columns of degrees north and east, for `conley`. */
  readonly latitude?: string | undefined;
  readonly longitude?: string | undefined;
  /** Distance in km beyond which errors are uncorrelated, for `conley`. */
  readonly cutoff?: number | undefined;
}

/** `CovarianceChoice` with its cluster columns filled in. */
export interface ResolvedCovariance {
  readonly type: CovarianceType;
  readonly by: readonly string[];
  readonly lags?: number;
  readonly latitude?: string;
  readonly longitude?: string;
  readonly cutoff?: number;
}

/** What every difference-in-differences estimator of this package is told. */
export interface DidOptions {
  /** Column of the outcome. */
  readonly outcome: string;
  /** Columns of control variables, in the order of the table that shows them. Default: none. */
  readonly controls?: readonly string[] | undefined;
  /**
   * Columns whose effects are absorbed; `a^b` crosses two. `city[year]` has effects of city and a linear
   * trend of its own for each city, `city[[year]]` the trends alone, as in fixest. Default: unit and time.
   */
  readonly fixedEffects?: readonly string[] | undefined;
  /** Column of analytic weights. Default: all rows weigh the same. */
  readonly weights?: string | null | undefined;
  /** Default: clustered by unit. */
  readonly covariance?: CovarianceChoice | undefined;
  /** Small-sample corrections. Default: `"fixest"`. */
  readonly smallSample?: SmallSample | undefined;
  /** Confidence level between 0 and 1. Default: 0.95. */
  readonly level?: number | undefined;
}

/** `DidOptions` after defaults. */
export interface ResolvedOptions {
  readonly outcome: string;
  readonly controls: readonly string[];
  readonly fixedEffects: readonly string[];
  readonly weights: string | null;
  readonly covariance: ResolvedCovariance;
  readonly smallSample: SmallSample;
  readonly level: number;
}
