import { type Estimate, estimateRow, type NamedMatrix, nameSome, type Warning } from "@ceteris/core";
import type { Covariance, LinearFit } from "@ceteris/regression";

/** A row for each term asked for, in that order; all null where the term was not identified. */
export function estimateTable(
  terms: readonly string[],
  fit: LinearFit,
  covariance: Covariance,
  level: number,
): readonly Estimate[] {
  const k = fit.terms.length;
  return terms.map((term) => {
    const i = fit.terms.indexOf(term);
    if (i < 0) return nullRow(term);
    const stdError = Math.sqrt(covariance.matrix[i * k + i]!);
    return estimateRow(term, fit.coefficients[i]!, stdError, covariance.dof[i]!, level);
  });
}

/** The row of a coefficient that is not identified. */
export function nullRow(term: string): Estimate {
  return Object.freeze({
    term,
    estimate: null,
    stdError: null,
    statistic: null,
    dof: null,
    pValue: null,
    confLow: null,
    confHigh: null,
  });
}

/** The covariance of the terms kept, or of those of them that are wanted, with their names. */
export function namedCovariance(
  fit: LinearFit,
  covariance: Covariance,
  wanted: (term: string) => boolean = () => true,
): NamedMatrix {
  const k = fit.terms.length;
  const rows = fit.terms.flatMap((term, i) => (wanted(term) ? [i] : []));
  return {
    terms: rows.map((i) => fit.terms[i]!),
    matrix: rows.map((i) => rows.map((j) => covariance.matrix[i * k + j]!)),
  };
}

/** COLLINEAR: regressors left out because others already say what they say; NEARLY_COLLINEAR: almost. */
export function warnCollinear(fit: LinearFit): readonly Warning[] {
  const nearly = (fit.nearlyDropped ?? []).map(({ name, collinearWith, share }) => ({
    code: "NEARLY_COLLINEAR",
    message: `All but about 1 part in ${parts(share)} of the variation of “${name}” is explained by ${nameSome(collinearWith, 8)}: its estimate rests on the last digits of the data. Leave out “${name}” or what explains it.`,
    details: { term: name, collinearWith, parts: parts(share) },
  }));
  const dropped = fit.dropped.map(({ name, collinearWith }) => ({
    code: "COLLINEAR",
    message: `“${name}” is not identified: ${
      collinearWith.length > 0
        ? `it is collinear with ${nameSome(collinearWith, 8)}`
        : "the fixed effects absorb it"
    }. It was left out and its row is empty; the other estimates are what they would be without it.`,
    details: { term: name, collinearWith },
  }));
  return [...dropped, ...nearly];
}

/** The reciprocal of a small share, to one digit. */
const parts = (share: number) => Number((1 / share).toPrecision(1));
