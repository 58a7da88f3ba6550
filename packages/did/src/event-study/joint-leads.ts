import { type EventEstimate, type NamedMatrix, type WaldTest, waldTest } from "@ceteris/core";

/**
 * Wald test that every lead (event time below zero, the base left out) is zero, with the covariance of
 * the estimates: F with the degrees of freedom of their t statistics in the denominator (as fixest's
 * `wald`; with CR2 and CR3, whose degrees of freedom differ, the smallest of them). null where no lead
 * is identified.
 *
 * @param denominator degrees of freedom in place of those of the t statistics; null for χ²
 */
export function jointLeads(
  estimates: readonly EventEstimate[],
  vcov: NamedMatrix,
  denominator?: number | null,
): WaldTest | null {
  const leads = estimates.filter((row) => row.eventTime < 0 && !row.reference && row.estimate !== null);
  const places = leads.map((row) => vcov.terms.indexOf(row.term));
  const values = new Float64Array(vcov.terms.length);
  leads.forEach((row, j) => {
    values[places[j]!] = row.estimate!;
  });
  const dofs = leads.map((row) => row.dof);
  const smallest = dofs.some((dof) => dof === null) ? null : Math.min(...(dofs as number[]));
  return waldTest(values, vcov.matrix.flat(), places, denominator === undefined ? smallest : denominator);
}
