import type { Factor, Warning } from "@ceteris/core";

export interface Regressor {
  readonly name: string;
  readonly values: Float64Array;
  /** A treatment is never the one dropped when regressors are collinear. */
  readonly role: "treatment" | "control";
}

/** A linear model on complete rows: every array has one value for each row. */
export interface LinearModel {
  readonly outcome: { readonly name: string; readonly values: Float64Array };
  readonly regressors: readonly Regressor[];
  /** Effects to absorb, a `SlopedFactor` also slopes by its levels; without any, an intercept is absorbed. */
  readonly fixedEffects: readonly Factor[];
  /** Analytic weights, positive. */
  readonly weights?: Float64Array | undefined;
  /** Whether an intercept is absorbed when there are no fixed effects. Default true. */
  readonly intercept?: boolean;
}

export interface DroppedTerm {
  readonly name: string;
  /** The regressors or fixed effects that explain it. */
  readonly collinearWith: readonly string[];
}

export interface Absorption {
  readonly method:
    | "none"
    | "intercept"
    | "means"
    | "double-demeaning"
    | "schur"
    | "slopes"
    | "iterative"
    | "sums";
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * A fitted linear model, with what a covariance estimator needs. Lives inside estimators: results
 * handed to users are plain JSON.
 */
export interface LinearFit {
  /** Names of the k coefficients kept, in the order of the regressors. */
  readonly terms: readonly string[];
  readonly coefficients: Float64Array;
  readonly dropped: readonly DroppedTerm[];
  /** Regressors kept of which other regressors or the effects leave so little that few digits are right. */
  readonly nearlyDropped?: readonly (DroppedTerm & { readonly share: number })[];
  /** Regressors after absorption, one array for each coefficient. */
  readonly within: readonly Float64Array[];
  /** Outcome after absorption. */
  readonly withinOutcome: Float64Array;
  readonly residuals: Float64Array;
  /**
   * Sums of scores x·w·residual by the levels of a factor, nLevels × k, where they can be had without
   * the absorbed columns; null, or no such function, where they cannot.
   */
  readonly scoreSums?: (codes: Int32Array, nLevels: number) => Float64Array | null;
  /** (X′WX)⁻¹ of the absorbed regressors, k × k by rows. */
  readonly bread: Float64Array;
  readonly weights: Float64Array | null;
  readonly fixedEffects: readonly Factor[];
  readonly nObs: number;
  /** Parameters spent on the fixed effects (intercept included), redundant ones not counted. */
  readonly nEffects: number;
  readonly absorption: Absorption;
  /** Weighted sums of squares: residual, total about the mean (about 0 without intercept), total after absorption. */
  readonly rss: number;
  readonly tss: number;
  readonly tssWithin: number;
  /** Where the terms are sums of more coefficients than they are (`fitContrasts`): the model with all of them. */
  readonly whole?: {
    /** Its coefficients, controls among them: what the fit has beside its fixed effects. */
    readonly nCoefficients: number;
    /** The same model with them absorbed, whose projection took the residuals out. */
    readonly fit: LinearFit;
  };
}

/** How many coefficients a fit has beside its fixed effects, those that are no term of their own included. */
export function countCoefficients(fit: LinearFit): number {
  return fit.whole?.nCoefficients ?? fit.terms.length;
}

/** Small-sample corrections; conventions in docs/conventions.md. */
export type SmallSample = "fixest" | "reghdfe" | "plm" | "none";

export interface Covariance {
  /** k × k by rows. */
  readonly matrix: Float64Array;
  /** Degrees of freedom of t, one for each coefficient. */
  readonly dof: Float64Array;
  readonly nClusters: Readonly<Record<string, number>>;
  readonly warnings: readonly Warning[];
}

/** A covariance estimator as a value: give it a fit, get a covariance; no refitting. */
export interface CovarianceEstimator {
  readonly name: string;
  /** Options after defaults, for `spec`. */
  readonly spec: Readonly<Record<string, unknown>>;
  estimate(fit: LinearFit): Covariance;
}
