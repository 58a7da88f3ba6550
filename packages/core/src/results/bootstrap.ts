import type { Warning } from "../warning.ts";
import type { Estimate, NamedMatrix } from "./estimation.ts";

/** A confidence interval and the two-sided p-value that goes with it; null where draws are too few to tell. */
export interface BootstrapInterval {
  readonly confLow: number | null;
  readonly confHigh: number | null;
  readonly pValue: number | null;
}

export interface BootstrapIntervals {
  /** estimate ± z · standard error. */
  readonly normal: BootstrapInterval;
  /** Quantiles of the draws. */
  readonly percentile: BootstrapInterval;
  /** Quantiles of the draws mirrored at the estimate. */
  readonly basic: BootstrapInterval;
  /** Percentiles corrected for bias and skewness; null where it was not asked for. */
  readonly bca: BootstrapInterval | null;
}

/** A row of a bootstrap: the estimate on the data, its error and interval from the draws. */
export interface BootstrapEstimate extends Estimate {
  /** Mean of the draws less the estimate. */
  readonly bias: number | null;
  readonly intervals: BootstrapIntervals;
  /** Draws in which it was identified. */
  readonly nDraws: number;
}

/** Why draws gave no estimate. */
export interface BootstrapFailure {
  /** Code of the refusal, or NOT_IDENTIFIED where a coefficient was missing. */
  readonly code: string;
  /** The message of the first. */
  readonly message: string;
  readonly count: number;
  /** Number of the first, from 0. */
  readonly firstDraw: number;
}

/** What estimates become when clusters are drawn anew, over and over. */
export interface BootstrapResult {
  readonly kind: "bootstrap";
  readonly estimates: readonly BootstrapEstimate[];
  /** Covariance of the estimates over the draws that have them all. */
  readonly vcov: NamedMatrix;
  readonly nDraws: number;
  readonly clusters: { readonly column: string; readonly n: number };
  /** The draws' estimates in the order drawn, one list for each row of `estimates`. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  readonly failures: readonly BootstrapFailure[];
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
