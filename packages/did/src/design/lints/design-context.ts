import type { EstimationResult, EventStudyResult, Panel, Treatment, Warning } from "@ceteris/core";
import type { ResolvedCovariance } from "../../model/options.ts";

/** What a lint may look at. */
export interface DesignContext {
  readonly panel: Panel;
  readonly treatment: Treatment;
  /** The covariance that inference rests on, cluster columns filled in. */
  readonly covariance: ResolvedCovariance;
  /** Column of the outcome; null where none is named. */
  readonly outcome: string | null;
  /** Indicators that the outcome is an index of; empty where it is not. */
  readonly indicators: readonly string[];
  /** The columns of a table of estimates, in order; empty where none were estimated. */
  readonly models: readonly EstimationResult[];
  /** Control variables of the study. */
  readonly controls: readonly string[];
  /** Null where none was estimated. */
  readonly eventStudy: EventStudyResult | null;
  /** Base of the event study, estimated or planned; null without one. */
  readonly base: number | null;
}

/** One question to a design: nothing when it is in order, a warning with its evidence when not. */
export type Lint = (context: DesignContext) => readonly Warning[];
