import { CeterisError, type Estimate } from "@ceteris/core";
import type { StatisticValue } from "./statistic.ts";

type Rows = readonly Pick<Estimate, "term" | "estimate">[];

/**
 * The rows of several estimators as one value to resample: they share their draws, and where one of them
 * refuses a draw the others keep theirs.
 *
 * @example
 * pairsBootstrap(panel, (drawn) => {
 *   const scored = withIndex(drawn);
 *   return jointEstimates([
 *     () => twfe(scored, options).estimates,
 *     () => psmDid(scored, matching).estimates.map((row) => ({ ...row, term: `psm:${row.term}` })),
 *   ]);
 * });
 */
export function jointEstimates(parts: readonly (() => Rows)[]): StatisticValue {
  const refusals: CeterisError[] = [];
  const estimates = parts.flatMap((part) => {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof CeterisError)) throw error;
      refusals.push(error);
      return [];
    }
  });
  return { estimates, refusals };
}
