import {
  type EstimationResult,
  type EventStudyResult,
  type Panel,
  requireTreatment,
  type Warning,
} from "@ceteris/core";
import type { CovarianceChoice } from "../model/options.ts";
import { resolveCovariance } from "../model/resolve-options.ts";
import { alwaysTreated } from "./lints/always-treated.ts";
import { anticipationWindow } from "./lints/anticipation-window.ts";
import { baseNotLastPre } from "./lints/base-not-last-pre.ts";
import { controlAffected } from "./lints/control-affected.ts";
import { controlInIndex } from "./lints/control-in-index.ts";
import { controlInOutcome } from "./lints/control-in-outcome.ts";
import type { DesignContext, Lint } from "./lints/design-context.ts";
import { entryExitRelated } from "./lints/entry-exit-related.ts";
import { fewTreatedClusters } from "./lints/few-treated-clusters.ts";
import { logOfZero } from "./lints/log-of-zero.ts";
import { lowPretrendPower } from "./lints/low-pretrend-power.ts";
import { negativeWeights } from "./lints/negative-weights.ts";
import { outcomeAtBound } from "./lints/outcome-at-bound.ts";
import { sampleDiffers } from "./lints/sample-differs.ts";
import { significantLeads } from "./lints/significant-leads.ts";
import { staggeredTwfe } from "./lints/staggered-twfe.ts";
import { treatmentAboveCluster } from "./lints/treatment-above-cluster.ts";
import { treatmentSwitchesOff } from "./lints/treatment-switches-off.ts";
import { unequalLeverage } from "./lints/unequal-leverage.ts";
import { withinR2Falls } from "./lints/within-r2-falls.ts";

export interface ReviewOptions {
  /** The covariance that inference rests on. Default: clustered by unit. */
  readonly covariance?: CovarianceChoice | undefined;
  /** Column of the outcome. Default: that of the event study; without one its lints keep silent. */
  readonly outcome?: string | undefined;
  /** Indicators that the outcome is an index of. Default: none. */
  readonly indicators?: readonly string[] | undefined;
  /** The columns of a table of estimates, such as those of `stepwise`, in order. Default: none. */
  readonly models?: readonly EstimationResult[] | undefined;
  /** Control variables of the study. Default: none. */
  readonly controls?: readonly string[] | undefined;
  /** An event study of the same design; without one its lints keep silent. */
  readonly eventStudy?: EventStudyResult | undefined;
  /** The base an event study will have, where none has been estimated yet. */
  readonly base?: number | undefined;
}

/** Every lint, in the order of their remarks. */
const LINTS: readonly Lint[] = [
  treatmentAboveCluster,
  fewTreatedClusters,
  unequalLeverage,
  baseNotLastPre,
  significantLeads,
  anticipationWindow,
  lowPretrendPower,
  staggeredTwfe,
  negativeWeights,
  treatmentSwitchesOff,
  alwaysTreated,
  entryExitRelated,
  controlAffected,
  controlInOutcome,
  controlInIndex,
  sampleDiffers,
  withinR2Falls,
  logOfZero,
  outcomeAtBound,
];

/**
 * Reviews the design of a study: each remark has a stable code, the evidence in numbers, the mend and
 * a reference. An empty list means that none of these questions found anything.
 *
 * Codes: TREATMENT_ABOVE_CLUSTER, FEW_CLUSTERS, FEW_TREATED_CLUSTERS, UNEQUAL_LEVERAGE, BASE_NOT_LAST_PRE,
 * SIGNIFICANT_LEADS, ANTICIPATION_WINDOW, LOW_PRETREND_POWER, STAGGERED_TWFE, NEGATIVE_WEIGHTS,
 * TREATMENT_SWITCHES_OFF, ALWAYS_TREATED, ENTRY_EXIT_RELATED, CONTROL_AFFECTED, CONTROL_IN_OUTCOME,
 * CONTROL_IN_INDEX, SAMPLE_DIFFERS, WITHIN_R2_FALLS, LOG_OF_ZERO, OUTCOME_AT_BOUND.
 *
 * @throws OPTION_INVALID, UNKNOWN_COLUMN, NOT_NUMERIC, NOT_FINITE and the codes of `requireTreatment`
 * @example
 * const remarks = reviewDesign(panel, { eventStudy: eventStudy(panel, { outcome: "index", base: 0 }) });
 */
export function reviewDesign(panel: Panel, options: ReviewOptions = {}): readonly Warning[] {
  const estimated = options.eventStudy?.spec.outcome;
  const context: DesignContext = {
    panel,
    treatment: requireTreatment(panel),
    covariance: resolveCovariance(panel, options.covariance),
    outcome: options.outcome ?? (typeof estimated === "string" ? estimated : null),
    indicators: options.indicators ?? [],
    models: options.models ?? [],
    controls: options.controls ?? [],
    eventStudy: options.eventStudy ?? null,
    base: options.eventStudy?.estimates.find((row) => row.reference)?.eventTime ?? options.base ?? null,
  };
  return Object.freeze(LINTS.flatMap((lint) => lint(context)));
}
