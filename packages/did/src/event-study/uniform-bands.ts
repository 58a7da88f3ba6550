import type { EventStudyResult } from "@ceteris/core";
import { supremumCritical } from "../distributions/supremum-critical.ts";
import { checkLevel } from "./lead-block.ts";

export interface UniformBands {
  readonly level: number;
  /** Standard errors on either side, the same at every event time; the pointwise 1.96 is never larger. */
  readonly critical: number;
  readonly rows: readonly {
    readonly eventTime: number;
    readonly confLow: number;
    readonly confHigh: number;
  }[];
}

/**
 * Bands that hold the whole path of effects at once with probability `level`, where pointwise intervals
 * hold each effect by itself: sup-t bands, the narrowest of those that widen all intervals by one factor.
 *
 * The factor c solves P(max |Z| ≤ c) = level for Z normal with the correlations of the estimates; the
 * probability is integrated, not simulated, so the same result gives the same bits.
 *
 * @param study any event study; the base and rows without standard error have no band
 * @returns null where no row has a standard error
 * @throws OPTION_INVALID (level)
 * @see Montiel Olea and Plagborg-Møller (2019), Simultaneous confidence bands, J. Appl. Econometrics 34, 1–17
 * @example
 * const bands = uniformBands(eventStudy(panel, { outcome: "index" }));
 * plotEventStudy(result, { bands });
 */
export function uniformBands(
  study: EventStudyResult,
  { level = 0.95 }: { readonly level?: number | undefined } = {},
): UniformBands | null {
  checkLevel(level);
  const { terms, matrix } = study.vcov;
  const rows = study.estimates.flatMap(({ eventTime, term, estimate, stdError }) => {
    const at = terms.indexOf(term);
    return estimate === null || !stdError || at < 0 ? [] : [{ eventTime, at, estimate, stdError }];
  });
  if (rows.length === 0) return null;
  const correlation = rows.flatMap((a) =>
    rows.map((b) => (a === b ? 1 : matrix[a.at]![b.at]! / (a.stdError * b.stdError))),
  );
  const critical = supremumCritical(correlation, level);
  return Object.freeze({
    level,
    critical,
    rows: Object.freeze(
      rows.map(({ eventTime, estimate, stdError }) => ({
        eventTime,
        confLow: estimate - critical * stdError,
        confHigh: estimate + critical * stdError,
      })),
    ),
  });
}
