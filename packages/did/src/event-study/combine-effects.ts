import { CeterisError, type Estimate, type EventStudyResult, estimateRow, nameSome } from "@ceteris/core";

/** A weight for an event time of a study. */
export interface EffectWeight {
  readonly eventTime: number;
  readonly weight: number;
}

/**
 * A weighted sum of the effects of an event study, with the standard error that their covariance
 * gives. The base may take part: it is 0.
 *
 * @throws OPTION_INVALID when an event time is not in the study or not identified
 * @example
 * combineEffects(study, "year 2 less year 0", [
 *   { eventTime: 2, weight: 1 },
 *   { eventTime: 0, weight: -1 },
 * ]);
 */
export function combineEffects(
  study: EventStudyResult,
  term: string,
  weights: readonly EffectWeight[],
): Estimate {
  const rows = weights.map(({ eventTime }) => study.estimates.find((row) => row.eventTime === eventTime));
  const missing = weights.filter((_, j) => rows[j]?.estimate == null);
  if (missing.length > 0) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "event times",
      what: `${nameSome(missing.map((w) => w.eventTime))} ${missing.length === 1 ? "has" : "have"} no effect in this event study`,
      mend: `Choose among ${nameSome(
        study.estimates.filter((row) => row.estimate !== null).map((row) => row.eventTime),
        20,
      )}`,
    });
  }
  const places = rows.map((row) => study.vcov.terms.indexOf(row!.term));
  const estimate = weights.reduce((sum, { weight }, j) => sum + weight * rows[j]!.estimate!, 0);
  let variance = 0;
  places.forEach((a, i) => {
    places.forEach((b, j) => {
      if (a >= 0 && b >= 0) variance += weights[i]!.weight * weights[j]!.weight * study.vcov.matrix[a]![b]!;
    });
  });
  const dofs = rows.map((row) => row!.dof).filter((dof) => dof !== null);
  const dof = dofs.length > 0 ? Math.min(...dofs) : null;
  return estimateRow(term, estimate, Math.sqrt(variance), dof, study.spec.level as number);
}
