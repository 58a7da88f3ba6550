import type { Estimate, EstimationResult } from "./estimation.ts";

export interface BalanceRow {
  readonly covariate: string;
  readonly sample: "before" | "after";
  readonly meanTreated: number | null;
  readonly meanControl: number | null;
  /** Standardised bias in per cent of the unmatched pooled standard deviation. */
  readonly biasPct: number | null;
  /** Reduction of the absolute bias in per cent; null before matching. */
  readonly reductionPct: number | null;
  readonly t: number | null;
  readonly pValue: number | null;
  /** Variance of the treated over that of the controls. */
  readonly varianceRatio: number | null;
}

export interface OverallBalance {
  readonly pseudoR2: number | null;
  readonly lrChi2: number | null;
  readonly pValue: number | null;
  readonly meanBias: number | null;
  readonly medianBias: number | null;
  readonly rubinB: number | null;
  readonly rubinR: number | null;
}

/** A DID on one of the samples that a match defines. */
export interface SampleVariant extends Estimate {
  readonly sample: "matched" | "support" | "weighted";
  readonly nObs: number;
}

/** A coefficient of the score model. */
export interface PropensityRow extends Estimate {
  /** The period of the model, where each period has its own. */
  readonly time?: string;
}

/** Shares of each group with a score in a bin, before matching and weighted by the match. */
export interface OverlapBin {
  readonly low: number;
  readonly high: number;
  readonly treatedBefore: number;
  readonly controlsBefore: number;
  readonly treatedAfter: number;
  readonly controlsAfter: number;
}

export interface PsmDidResult extends EstimationResult {
  readonly kind: "psm-did";
  readonly propensity: readonly PropensityRow[];
  readonly overlap?: readonly OverlapBin[];
  readonly balance: readonly BalanceRow[];
  readonly balanceOverall: { readonly before: OverallBalance; readonly after: OverallBalance };
  readonly matching: {
    /** Rows of ever-treated units and of the others that entered the score model. */
    readonly nTreated: number;
    readonly nControls: number;
    /** Treated rows with and without a match. */
    readonly onSupport: number;
    readonly offSupport: number;
    /** Control rows with a match. */
    readonly nMatchedControls: number;
    /** Share of treated rows' matches that are another row of the same unit; 0 to 1. */
    readonly matchedToSelf: number | null;
    /** Share of treated rows' matches that lie in another period; 0 to 1. */
    readonly matchedToOtherPeriod: number | null;
  };
  readonly variants: readonly SampleVariant[];
}
