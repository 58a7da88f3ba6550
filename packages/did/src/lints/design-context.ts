import type { EventStudyResult, Panel, Treatment, Warning } from "@ceteris/core";
import type { ResolvedCovariance } from "../options.ts";

/** What a lint may look at. */
export interface DesignContext {
  readonly panel: Panel;
  readonly treatment: Treatment;
  /** The covariance that inference rests on, cluster columns filled in. */
  readonly covariance: ResolvedCovariance;
  /** Control variables of the study. */
  readonly controls: readonly string[];
  /** Null where none was estimated. */
  readonly eventStudy: EventStudyResult | null;
  /** Base of the event study, estimated or planned; null without one. */
  readonly base: number | null;
}

/** One question to a design: nothing when it is in order, a warning with its evidence when not. */
export type Lint = (context: DesignContext) => readonly Warning[];
