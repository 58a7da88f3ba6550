import { CeterisError, type Estimate, type Panel } from "@ceteris/core";

/**
 * Rows of estimates, as every result of this toolkit has them, or a single number of the term `estimate`.
 * `refusals` are the errors of parts that gave no rows; see `jointEstimates`.
 */
export type StatisticValue =
  | {
      readonly estimates: readonly Pick<Estimate, "term" | "estimate">[];
      readonly refusals?: readonly CeterisError[];
    }
  | { readonly estimate: number | null };

/**
 * Anything that can be estimated from a panel: any estimator of this toolkit, a chain of them, or a
 * number of one's own. It must be a function of the panel alone.
 *
 * @example
 * const match: PanelStatistic = (panel) => psmDid(panel, options);
 * const median: PanelStatistic = (panel) => ({ estimate: quantile(panelNumbers(panel, "y"), 0.5) });
 */
export type PanelStatistic = (panel: Panel) => StatisticValue;

/** What one draw gave: an estimate for each term, and why some are missing. */
export interface Draw {
  /** null where a term was not identified or refused. */
  readonly values: readonly (number | null)[];
  readonly failures: readonly { readonly code: string; readonly message: string }[];
}

/** The statistic on another panel. What an estimator refuses there is a finding; any other exception a defect. */
export function tryStatistic(statistic: PanelStatistic, panel: Panel, terms: readonly string[]): Draw {
  const { estimates, refusals = [] } = valueOrRefusal(statistic, panel);
  return {
    values: valuesOf(estimates, terms),
    failures: refusals.map(({ code, message }) => ({ code, message })),
  };
}

function valueOrRefusal(statistic: PanelStatistic, panel: Panel) {
  try {
    return asRows(statistic(panel));
  } catch (error) {
    if (!(error instanceof CeterisError)) throw error;
    return { estimates: [], refusals: [error] };
  }
}

type Rows = readonly Pick<Estimate, "term" | "estimate">[];

function asRows(value: StatisticValue): {
  readonly estimates: Rows;
  readonly refusals?: readonly CeterisError[];
} {
  return "estimates" in value ? value : { estimates: [{ term: "estimate", estimate: value.estimate }] };
}

function valuesOf(rows: Rows, terms: readonly string[]): (number | null)[] {
  const byTerm = new Map(rows.map(({ term, estimate }) => [term, estimate]));
  return terms.map((term) => finiteOrNull(byTerm.get(term)));
}

function finiteOrNull(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null;
}

/** The statistic on the data themselves. @throws OPTION_INVALID (no rows, or two of one term), what a part refuses */
export function actualEstimates(statistic: PanelStatistic, panel: Panel) {
  const { estimates: rows, refusals = [] } = asRows(statistic(panel));
  if (refusals[0]) throw refusals[0];
  const terms = rows.map((row) => row.term);
  const twice = terms.find((term, i) => terms.indexOf(term) !== i);
  if (terms.length === 0 || twice !== undefined) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "statistic",
      what: twice === undefined ? "it returns no rows" : `it returns two rows of the term “${twice}”`,
      mend: "Return { estimates } with one row { term, estimate } for each number to resample",
    });
  }
  return { terms, values: valuesOf(rows, terms) };
}
