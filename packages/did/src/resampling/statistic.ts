import { CeterisError, type Estimate, type Panel } from "@ceteris/core";

/** Rows of estimates, as every result of this toolkit has them, or a single number of the term `estimate`. */
export type StatisticValue =
  | { readonly estimates: readonly Pick<Estimate, "term" | "estimate">[] }
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

/** What one draw gave: an estimate for each term, or why there is none. */
export interface Draw {
  /** null where a term was not identified. */
  readonly values: readonly (number | null)[] | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

/** The statistic on another panel. What an estimator refuses there is a finding; any other exception a defect. */
export function tryStatistic(statistic: PanelStatistic, panel: Panel, terms: readonly string[]): Draw {
  try {
    return { values: valuesOf(rowsOf(statistic(panel)), terms), failure: null };
  } catch (error) {
    if (!(error instanceof CeterisError)) throw error;
    return { values: null, failure: { code: error.code, message: error.message } };
  }
}

type Rows = readonly Pick<Estimate, "term" | "estimate">[];

function rowsOf(value: StatisticValue): Rows {
  return "estimates" in value ? value.estimates : [{ term: "estimate", estimate: value.estimate }];
}

function valuesOf(rows: Rows, terms: readonly string[]): (number | null)[] {
  const byTerm = new Map(rows.map(({ term, estimate }) => [term, estimate]));
  return terms.map((term) => finiteOrNull(byTerm.get(term)));
}

function finiteOrNull(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null;
}

/** The statistic on the data themselves. @throws OPTION_INVALID (no rows, or two of one term) */
export function actualEstimates(statistic: PanelStatistic, panel: Panel) {
  const rows = rowsOf(statistic(panel));
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
