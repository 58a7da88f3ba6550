import { briefNumber, panelNumbers, type Warning } from "@ceteris/core";
import type { DesignContext } from "./design-context.ts";

/** More of the rows than this, and at least so many, at one end of the outcome; rules of thumb. */
const SHARE = 0.05;
const ROWS = 10;

/** OUTCOME_AT_BOUND: the outcome piles up at its smallest or largest value, as censored data and shares do. */
export function outcomeAtBound({ panel, outcome }: DesignContext): readonly Warning[] {
  if (outcome === null) return [];
  const values = panelNumbers(panel, outcome).filter(Number.isFinite);
  const min = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const max = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  // Two values are a yes or no, which has no bound to pile up at.
  if (values.every((v) => v === min || v === max)) return [];
  return ([min, max] as const).flatMap((bound) => {
    const nRows = values.length;
    const count = values.filter((v) => v === bound).length;
    if (count < ROWS || count <= SHARE * nRows) return [];
    const end = bound === min ? "minimum" : "maximum";
    return [
      {
        code: "OUTCOME_AT_BOUND",
        message: `The outcome “${outcome}” equals its ${end}, ${briefNumber(bound)}, in ${count} of ${nRows} rows (${((100 * count) / nRows).toFixed(1)}%). Rows at a bound cannot move beyond it, so that groups on different levels need not have parallel trends, and a linear model reads the bound as no effect: find out whether the value was cut off there, and report a model for such outcomes beside it, or leave out units that stay at the bound. See Wooldridge (2023).`,
        details: { outcome, end, bound, count, nRows, share: count / nRows },
      },
    ];
  });
}
