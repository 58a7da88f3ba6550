import type {
  BootstrapResult,
  Comparison,
  DescribeResult,
  EstimatorComparison,
  EventStudyResult,
  HonestResult,
  IndexResult,
  JackknifeResult,
  LeaveOneOutResult,
  PanelMatchResult,
  PlaceboResult,
  PretrendReview,
  PsmDesignsResult,
  PsmDidResult,
  Warning,
  WeightingResult,
} from "@ceteris/core";
import type { DidResult } from "@ceteris/did";

export interface BaselineResults {
  /** One model for each step, the last with all controls. */
  readonly models: readonly DidResult[];
  /** The last model under other cluster levels. */
  readonly alsoClustered: readonly DidResult[];
}

export interface EventStudyResults {
  /** With the base the study file asks for. */
  readonly declared: EventStudyResult;
  /** Re-based to the last period before treatment; null when that is the declared base. */
  readonly lastPre: EventStudyResult | null;
  /** Power of the pre-test and equivalence; null where the study cannot be measured from before treatment. */
  readonly pretrendReview: PretrendReview | null;
}

export interface PsmDidStep extends PsmDidResult {
  /** All designs side by side; null where the study does not ask for it. */
  readonly designs: PsmDesignsResult | null;
}

/** What a study found; `results.json` holds exactly this. Steps the file does not name are null. */
export interface StudyResults {
  readonly index: IndexResult | null;
  readonly describe: DescribeResult | null;
  readonly baseline: BaselineResults | null;
  readonly eventStudy: EventStudyResults | null;
  /** The effect and its path by several estimators for staggered adoption. */
  readonly staggered: EstimatorComparison | null;
  /** How far trends would have to differ for the conclusion to fall. */
  readonly honest: HonestResult | null;
  readonly placebo: PlaceboResult | null;
  /** The baseline without each unit or cluster in turn. */
  readonly leaveOneOut: LeaveOneOutResult | null;
  readonly psmDid: PsmDidStep | null;
  /** Units matched on their paths before treatment. */
  readonly panelMatch: PanelMatchResult | null;
  readonly weighting: WeightingResult | null;
  /** The study drawn anew over and over, index and match included. */
  readonly bootstrap: BootstrapResult | null;
  /** The study without each cluster in turn, index and match included. */
  readonly jackknife: JackknifeResult | null;
  readonly comparison: Comparison | null;
  /** Remarks on the design as a whole; each step's own are with its result. */
  readonly design: readonly Warning[];
}

/** What a study file may ask for under `steps`. */
export type StepName = Exclude<keyof StudyResults, "index" | "comparison" | "design">;
