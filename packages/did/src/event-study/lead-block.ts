import { CeterisError, type EventStudyResult } from "@ceteris/core";

/** The leads of an event study that have a standard error, and the effects after treatment. */
export interface LeadBlock {
  readonly base: number | null;
  readonly leads: readonly { readonly eventTime: number; readonly estimate: number }[];
  /** Standard errors of the leads. */
  readonly stdErrors: readonly number[];
  /** Covariance of the leads, by rows. */
  readonly covariance: Float64Array;
  readonly post: readonly {
    readonly eventTime: number;
    /** Covariance of this effect with each lead. */
    readonly withLeads: readonly number[];
  }[];
}

/**
 * Null where no lead has a standard error.
 *
 * @throws OPTION_UNSUPPORTED when the base is a treated period
 */
export function leadBlock(study: EventStudyResult): LeadBlock | null {
  const base = study.estimates.find((row) => row.reference)?.eventTime ?? null;
  if (base !== null && base >= 0) {
    throw new CeterisError({
      code: "OPTION_UNSUPPORTED",
      where: "base",
      what: `the base, event time ${base}, is a treated period, so the leads are measured against an effect`,
      mend: "Measure the study from −1 first, with rebaseEventStudy(study, -1)",
    });
  }
  const { terms, matrix } = study.vcov;
  const place = (row: { readonly term: string }) => terms.indexOf(row.term);
  const free = study.estimates.filter(
    (row) => !row.reference && row.estimate !== null && row.stdError !== null && place(row) >= 0,
  );
  const leads = free.filter((row) => row.eventTime < 0);
  if (leads.length === 0) return null;
  const at = leads.map(place);
  return {
    base,
    leads: leads.map(({ eventTime, estimate }) => ({ eventTime, estimate: estimate! })),
    stdErrors: leads.map((row) => row.stdError!),
    covariance: Float64Array.from(at.flatMap((i) => at.map((j) => matrix[i]![j]!))),
    post: free
      .filter((row) => row.eventTime >= 0)
      .map((row) => ({
        eventTime: row.eventTime,
        withLeads: at.map((i) => matrix[place(row)]![i]!),
      })),
  };
}

/** Size of the tests, checked. */
export function checkLevel(level: number): number {
  if (level > 0 && level < 1) return level;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "level",
    what: `${level} is not between 0 and 1`,
    mend: "Give a confidence level such as 0.95",
  });
}
