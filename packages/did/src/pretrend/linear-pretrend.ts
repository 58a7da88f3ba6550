import type { Estimate, EventStudyResult } from "@ceteris/core";
import { combineEffects } from "../event-study/combine-effects.ts";

/**
 * Test of a straight-line trend before treatment: the slope of the leads on event time by least
 * squares, the base among them when it lies before treatment, with the standard error that their
 * covariance gives. It has more power than the joint test against a steady drift, and none against a
 * path that bends back.
 *
 * @returns a row named `pretrendSlope`, in units of the outcome per period; null with fewer than two
 *   event times before treatment
 * @example
 * linearPretrend(eventStudy(panel, { outcome: "index" }))?.pValue;
 */
export function linearPretrend(study: EventStudyResult): Estimate | null {
  const times = study.estimates
    .filter((row) => row.eventTime < 0 && row.estimate !== null)
    .map((row) => row.eventTime);
  if (times.length < 2) return null;
  const mean = times.reduce((a, b) => a + b, 0) / times.length;
  const squares = times.reduce((sum, time) => sum + (time - mean) ** 2, 0);
  return combineEffects(
    study,
    "pretrendSlope",
    times.map((eventTime) => ({ eventTime, weight: (eventTime - mean) / squares })),
  );
}
