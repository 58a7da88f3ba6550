import type { DistributionRow, EcdfCurves, PeriodBalanceRow } from "./balance-detail.ts";
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
  /**
   * Whether that ratio lies outside the middle 95% of F with n − 1 and n − 1 degrees of freedom, n the
   * treated of the sample (pstest's asterisk); null without a ratio.
   */
  readonly varianceFlag: boolean | null;
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

/** A treated unit with rows that have no match. */
export interface LostTreated {
  readonly unit: string;
  /** Its rows without a match, of those that were to be matched; one of one where units are matched. */
  readonly nLost: number;
  readonly nRows: number;
  /** Why; of several reasons that of its first row lost. */
  readonly reason: "trimmed" | "outside-range" | "thin-support" | "no-partner";
  /** Mean score of the rows lost. */
  readonly score: number;
}

/** How many matched controls have a weight in a bin, `low` included. */
export interface WeightBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Range of a group's scores; null for a group without rows. */
export interface ScoreRange {
  readonly min: number | null;
  readonly max: number | null;
}

/** What a reader should know of a match beside its balance. Rows are units where units are matched. */
export interface MatchAudit {
  /**
   * Of a treated unit's partner units in one period, the share that are its partners in its next matched
   * period too: mean over such pairs of periods. Null where a match holds for all periods, where no unit
   * is matched twice, or where there are more than 5 million pairs.
   */
  readonly partnerStability: number | null;
  /** Units that keep some but not all of their complete rows. */
  readonly treatedWithGaps: number;
  readonly controlsWithGaps: number;
  /** Equally weighted controls worth as much as the matched ones: (Σw)² / Σw² (Kish). */
  readonly effectiveControls: number;
  /** Largest weight of a control, and the unit that has it. */
  readonly largestWeight: number;
  readonly largestWeightUnit: string;
  /** Share of the controls' weight that the heaviest tenth of the matched controls has. */
  readonly topTenthShare: number;
  readonly weightBins: readonly WeightBin[];
  readonly scores: { readonly treated: ScoreRange; readonly controls: ScoreRange };
  /** Share of the two score distributions that they have in common, by the bins of `overlap`. */
  readonly overlapBefore: number;
  readonly overlapAfter: number;
  /** Rows left out by trimming to a ≤ score ≤ 1 − a. */
  readonly trimmedTreated: number;
  readonly trimmedControls: number;
  /** That a, for each score model in order; empty without trimming. */
  readonly cutoffs: readonly { readonly time: string | null; readonly cutoff: number }[];
  /** Treated units with rows that have no match, by name. */
  readonly lost: readonly LostTreated[];
}

export interface PsmDidResult extends EstimationResult {
  readonly kind: "psm-did";
  readonly propensity: readonly PropensityRow[];
  readonly overlap: readonly OverlapBin[];
  readonly balance: readonly BalanceRow[];
  readonly balanceOverall: { readonly before: OverallBalance; readonly after: OverallBalance };
  /** Balance beyond the mean, in cobalt's terms. */
  readonly distribution: readonly DistributionRow[];
  /** Balance in every period, of all complete rows and under the match weights that rows carry there. */
  readonly byPeriod: readonly PeriodBalanceRow[];
  readonly ecdf: readonly EcdfCurves[];
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
  readonly audit: MatchAudit;
  readonly variants: readonly SampleVariant[];
}
