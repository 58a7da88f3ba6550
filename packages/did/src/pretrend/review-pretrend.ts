import { CeterisError, deepFreeze, type EventStudyResult, type PretrendReview } from "@ceteris/core";
import { averageEffect } from "../event-study/average-effect.ts";
import { rebaseEventStudy } from "../event-study/rebase-event-study.ts";
import { type EquivalenceOptions, equivalenceTest } from "./equivalence-test.ts";
import { linearPretrend } from "./linear-pretrend.ts";
import { type PretrendPowerOptions, pretrendPower } from "./pretrend-power.ts";

export interface PretrendReviewOptions extends PretrendPowerOptions, EquivalenceOptions {}

/**
 * All that an event study alone can say about parallel trends: power of the pre-test, equivalence test,
 * slope of the leads, and the mean effect after treatment to set them against. A study whose base is a
 * treated period is measured from −1 first.
 *
 * @returns null where the base is a treated period and the study cannot be measured from −1
 * @throws OPTION_INVALID
 * @example
 * const { power, equivalence } = reviewPretrend(eventStudy(panel, { outcome: "index" }))!;
 */
export function reviewPretrend(
  study: EventStudyResult,
  options: PretrendReviewOptions = {},
): PretrendReview | null {
  const usable = beforeTreatment(study);
  if (!usable) return null;
  const after = usable.estimates.some((row) => row.eventTime >= 0 && row.estimate !== null);
  return deepFreeze({
    kind: "pretrend-review" as const,
    base: usable.estimates.find((row) => row.reference)?.eventTime ?? null,
    power: pretrendPower(usable, options),
    equivalence: equivalenceTest(usable, options),
    linear: linearPretrend(usable),
    averagePost: after ? averageEffect(usable) : null,
  });
}

/** The study as it is, or measured from −1 where its base is a treated period; null where that cannot be. */
export function beforeTreatment(study: EventStudyResult): EventStudyResult | null {
  const base = study.estimates.find((row) => row.reference)?.eventTime ?? null;
  if (base === null || base < 0) return study;
  try {
    return rebaseEventStudy(study, -1);
  } catch (error) {
    if (error instanceof CeterisError) return null;
    throw error;
  }
}
