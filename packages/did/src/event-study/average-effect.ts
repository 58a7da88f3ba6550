import type { Estimate, EventStudyResult } from "@ceteris/core";
import { combineEffects } from "./combine-effects.ts";

export interface AverageEffectOptions {
  /** First and last event time of the average. Default: 0 and the last of the study. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/**
 * The plain mean of the effects after treatment, with its standard error. Event times that are not
 * identified are left out.
 *
 * @returns a row named `average`
 * @throws OPTION_INVALID when no effect lies between the two event times
 * @example
 * averageEffect(eventStudy(panel, { outcome: "index" })).estimate;
 */
export function averageEffect(study: EventStudyResult, options: AverageEffectOptions = {}): Estimate {
  const { from = 0, to = Number.POSITIVE_INFINITY } = options;
  const chosen = study.estimates.filter(
    (row) => row.estimate !== null && row.eventTime >= from && row.eventTime <= to,
  );
  const times = chosen.length > 0 ? chosen.map((row) => row.eventTime) : [from];
  return combineEffects(
    study,
    "average",
    times.map((eventTime) => ({ eventTime, weight: 1 / times.length })),
  );
}
