import type { Warning } from "../warning.ts";

/** One row of any result: the schema tables and charts eat. `null` where not identified. */
export interface Estimate {
  readonly term: string;
  readonly estimate: number | null;
  readonly stdError: number | null;
  /** estimate / stdError. */
  readonly statistic: number | null;
  /** Degrees of freedom of the t distribution; null for the normal. */
  readonly dof: number | null;
  readonly pValue: number | null;
  readonly confLow: number | null;
  readonly confHigh: number | null;
}

/** What became of the rows. `nRows` counts them as read; `nObs` those used, after every drop. */
export interface Sample {
  readonly nRows: number;
  readonly nObs: number;
  readonly nUnits: number;
  readonly nPeriods: number;
  readonly nTreatedUnits: number;
  readonly dropped: { readonly missing: number; readonly singleton: number; readonly filtered: number };
}

/** How well a model fits; one row of `glance`. */
export interface FitStatistics {
  readonly r2: number | null;
  readonly r2Within: number | null;
  readonly rmse: number | null;
  readonly dofResidual: number;
  readonly nClusters: Readonly<Record<string, number>>;
}

/** A covariance matrix with the names of its rows. */
export interface NamedMatrix {
  readonly terms: readonly string[];
  readonly matrix: readonly (readonly number[])[];
}

/** What every estimator returns beside fields of its own: frozen, JSON-safe, without methods. */
export interface EstimationResult {
  readonly kind: string;
  readonly sample: Sample;
  readonly estimates: readonly Estimate[];
  readonly vcov: NamedMatrix;
  readonly fit: FitStatistics;
  /** Every option after defaults, so that the result can be run again. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}

/** A Wald test of several coefficients at once. */
export interface WaldTest {
  readonly statistic: number;
  readonly dof1: number;
  /** null for the χ² distribution. */
  readonly dof2: number | null;
  readonly pValue: number;
  readonly distribution: "F" | "chi2";
}
