import type { DistributionRow, EcdfCurves, PeriodBalanceRow } from "./balance-detail.ts";
import type { Estimate, EstimationResult } from "./estimation.ts";
import type { EventStudyResult } from "./event-study.ts";
import type { BalanceRow, OverallBalance } from "./psm-did.ts";

/** Weights of the units of a group. */
export interface GroupWeights {
  readonly group: "treated" | "controls";
  readonly nUnits: number;
  readonly sum: number;
  /** (Σw)² / Σw²: as many units of equal weight would give means of the same variance. */
  readonly effectiveSize: number;
  readonly min: number;
  readonly max: number;
  /** Standard deviation over mean. */
  readonly cv: number;
  /** Share of the group's weight on its heaviest unit, and on its heaviest tenth. */
  readonly largestShare: number;
  readonly topTenthShare: number;
  /** Units whose weight was cut. */
  readonly nTrimmed: number;
}

export interface UnitWeight {
  readonly unit: string;
  readonly group: "treated" | "controls";
  readonly weight: number;
  /** Share of the group's weight. */
  readonly share: number;
}

/** A DID on the units that have weights, without and with them. */
export interface WeightingVariant extends Estimate {
  readonly sample: "unweighted" | "weighted";
  readonly nObs: number;
}

export interface WeightingResult extends EstimationResult {
  readonly kind: "weighting";
  /** Coefficients of the score; none where weights come from balance conditions alone. */
  readonly score: readonly Estimate[];
  readonly weights: {
    readonly groups: readonly GroupWeights[];
    /** The heaviest units. */
    readonly largest: readonly UnitWeight[];
    /** Units without complete covariates, and units whose score was out of range. */
    readonly withoutCovariates: number;
    readonly discarded: number;
  };
  readonly balance: readonly BalanceRow[];
  readonly balanceOverall: { readonly before: OverallBalance; readonly after: OverallBalance };
  readonly distribution: readonly DistributionRow[];
  readonly byPeriod: readonly PeriodBalanceRow[];
  readonly ecdf: readonly EcdfCurves[];
  readonly variants: readonly WeightingVariant[];
  /** Two-by-two estimates of the effect on the treated, terms `dr`, `dr-improved`, `ipw`, `reg`; none under staggered adoption. */
  readonly doublyRobust: readonly Estimate[];
  readonly eventStudy: EventStudyResult | null;
}
