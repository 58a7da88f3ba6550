import {
  CeterisError,
  displayable,
  type EventStudyResult,
  estimateRow,
  type NamedMatrix,
  nameSome,
} from "@ceteris/core";
import { nullRow } from "../model/estimate-table.ts";
import { jointLeads } from "./joint-leads.ts";

/**
 * The same event study measured from another base, without the data: every effect is taken less the
 * effect at the new base, and the covariance follows by the same linear map, so the result equals that
 * of estimating again with the other base.
 *
 * @throws BASE_NOT_OBSERVED; OPTION_UNSUPPORTED where the map is not exact: degrees of freedom that
 *   differ between coefficients, a repaired two-way covariance, coefficients that are not identified, or
 *   effects without a common base
 * @example
 * const fromLastPre = rebaseEventStudy(eventStudy(panel, { outcome: "index", base: 0 }), -1);
 */
export function rebaseEventStudy(result: EventStudyResult, base: number): EventStudyResult {
  const target = result.estimates.find((row) => row.eventTime === base);
  if (!target) {
    throw new CeterisError({
      code: "BASE_NOT_OBSERVED",
      where: "base",
      what: `the event study has no event time ${base}`,
      mend: `Choose the base among ${nameSome(
        result.estimates.map((row) => row.eventTime),
        20,
      )}`,
    });
  }
  if (target.reference) return result;
  const dof = requireRebasable(result);
  const level = result.spec.level as number;
  const vcov = rebaseCovariance(result, target.term);
  const estimates = result.estimates.map((row) => {
    const { term, eventTime } = row;
    if (row === target) return { ...nullRow(term), estimate: 0, eventTime, reference: true };
    const i = vcov.terms.indexOf(term);
    const stdError = Math.sqrt(vcov.matrix[i]![i]!);
    const own = estimateRow(term, row.estimate! - target.estimate!, stdError, dof, level);
    return { ...own, eventTime, reference: false };
  });
  return displayable({
    ...result,
    estimates,
    pretrend: jointLeads(estimates, vcov),
    vcov,
    spec: { ...result.spec, base },
  });
}

/** A V A′, where A subtracts the new base and puts the old one in its place. */
function rebaseCovariance(result: EventStudyResult, target: string): NamedMatrix {
  const { terms: old, matrix } = result.vcov;
  const base = old.indexOf(target);
  const events = result.estimates.map((row) => row.term);
  const terms = [
    ...events.filter((term) => term !== target),
    ...old.filter((term) => !events.includes(term)),
  ];
  const at = terms.map((term) => old.indexOf(term));
  const shifts = terms.map((term) => (events.includes(term) ? 1 : 0));
  const v = (i: number, j: number) => (i < 0 || j < 0 ? 0 : matrix[i]![j]!);
  return {
    terms,
    matrix: terms.map((_, a) =>
      terms.map((_, b) => {
        const [i, j, si, sj] = [at[a]!, at[b]!, shifts[a]!, shifts[b]!];
        return v(i, j) - si * v(base, j) - sj * v(i, base) + si * sj * v(base, base);
      }),
    ),
  };
}

function requireRebasable(result: EventStudyResult): number | null {
  const rows = result.estimates.filter((row) => !row.reference);
  const unsupported = (what: string) =>
    new CeterisError({
      code: "OPTION_UNSUPPORTED",
      where: "base",
      what,
      mend: "Estimate the event study again with this base",
    });
  if (rows.length === result.estimates.length) {
    throw unsupported("its effects are measured from no common base");
  }
  if (rows.some((row) => row.estimate === null)) throw unsupported("some effects are not identified");
  if (result.warnings.some((w) => w.code === "VCOV_REPAIRED")) {
    throw unsupported(
      "the covariance was repaired for this base, and would be repaired differently for another",
    );
  }
  const dofs = new Set(rows.map((row) => row.dof));
  if (dofs.size > 1) throw unsupported("the degrees of freedom differ between coefficients");
  return [...dofs][0] ?? null;
}
