import {
  CeterisError,
  deepFreeze,
  type Equivalence,
  type EquivalenceTest,
  type EventStudyResult,
} from "@ceteris/core";
import { foldedNormalCdf, foldedNormalMean } from "./folded-normal.ts";
import { checkLevel, leadBlock } from "./lead-block.ts";

export interface EquivalenceOptions {
  /** Largest placebo effect that would not matter, in units of the outcome. Default: none. */
  readonly threshold?: number | undefined;
  /** One less the size of the tests. Default: the level of the study. */
  readonly level?: number | undefined;
}

/**
 * Whether the effects before treatment are small, with the burden of proof reversed: the hypothesis is
 * that they reach a threshold, and rejecting it shows that they do not (Dette and Schumann 2024).
 *
 * `max` is the intersection–union test that no placebo effect reaches the threshold: each |lead| has to
 * lie below the quantile of a folded normal with the threshold as mean. `mean` is that test for the mean
 * of the leads. `smallestThreshold` is the smallest threshold at which the hypothesis is rejected: what
 * the data can rule out. Coefficients are taken as normal with the study's covariance. The root mean square
 * is described only: its test needs estimates on parts of the sample, which a result does not hold.
 *
 * @returns null where no lead has a standard error
 * @throws OPTION_INVALID; OPTION_UNSUPPORTED when the base is a treated period
 * @see R EquiTrends `maxEquivTest(type = "IU")`, `meanEquivTest`
 * @example
 * equivalenceTest(eventStudy(panel, { outcome: "index" }))?.max.smallestThreshold;
 */
export function equivalenceTest(
  study: EventStudyResult,
  options: EquivalenceOptions = {},
): EquivalenceTest | null {
  const level = checkLevel(options.level ?? (study.spec.level as number));
  const threshold = options.threshold ?? null;
  if (threshold !== null && !(threshold > 0 && Number.isFinite(threshold))) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "threshold",
      what: `${threshold} is not a positive number`,
      mend: "Give the largest placebo effect that would not matter, in units of the outcome",
    });
  }
  const block = leadBlock(study);
  if (!block) return null;
  const { leads, stdErrors, covariance } = block;
  const k = leads.length;
  const test = (estimate: number, sd: number): Equivalence => {
    const pValue = threshold === null ? null : foldedNormalCdf(estimate, threshold, sd);
    return {
      estimate,
      smallestThreshold: foldedNormalMean(estimate, sd, 1 - level),
      pValue,
      equivalent: pValue === null ? null : pValue < 1 - level,
    };
  };
  const each = leads.map((lead, i) => test(Math.abs(lead.estimate), stdErrors[i]!));
  const largest = each.reduce((best, row, i) => (row.estimate > each[best]!.estimate ? i : best), 0);
  const mean = Math.abs(leads.reduce((sum, lead) => sum + lead.estimate, 0)) / k;
  const meanError =
    Math.sqrt(
      Math.max(
        0,
        covariance.reduce((sum, v) => sum + v, 0),
      ),
    ) / k;
  return deepFreeze({
    kind: "pretrend-equivalence" as const,
    nLeads: k,
    max: {
      estimate: each[largest]!.estimate,
      eventTime: leads[largest]!.eventTime,
      smallestThreshold: Math.max(...each.map((row) => row.smallestThreshold)),
      pValue: threshold === null ? null : Math.max(...each.map((row) => row.pValue!)),
      equivalent: threshold === null ? null : each.every((row) => row.equivalent),
    },
    mean: { ...test(mean, meanError), stdError: meanError },
    rms: { estimate: Math.sqrt(leads.reduce((sum, lead) => sum + lead.estimate ** 2, 0) / k) },
    spec: { base: block.base, level, threshold },
  });
}
