import { estimateRows, type PropensityRow } from "@ceteris/core";
import { nullRow } from "../../model/estimate-table.ts";
import type { MatchingOptions } from "../options/psm-options.ts";
import type { MatchedStratum } from "../strata/match-stratum.ts";

/** The coefficients of a score model, with the period where each has its own; nulls where dropped. */
export function propensityRows(
  { fit, period }: MatchedStratum,
  { matchOn, design }: MatchingOptions,
  level: number,
): readonly PropensityRow[] {
  const found = estimateRows(fit.terms, fit.coefficients, fit.covariance, null, level);
  const time = design === "by-period" && period !== null ? { time: period } : {};
  return ["intercept", ...matchOn].map((term) => ({
    ...(found.find((row) => row.term === term) ?? nullRow(term)),
    ...time,
  }));
}
