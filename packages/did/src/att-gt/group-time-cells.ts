import type { ResolvedAttGt } from "./att-gt-options.ts";
import type { Timing } from "./timing.ts";

/** A cohort in a period, and what it is compared with. Periods by their places. */
export interface GroupTimeCell {
  /** First treated period of the cohort. */
  readonly cohort: number;
  readonly time: number;
  readonly base: number;
  /** Controls are first treated after this. */
  readonly controlsAfter: number;
}

/** Every cohort in every period that has a base, by cohort, then period. */
export function groupTimeCells(
  { cohorts, periods }: Timing,
  options: ResolvedAttGt,
): readonly GroupTimeCell[] {
  const { anticipation: ahead, base, control } = options;
  return cohorts.flatMap((cohort) => {
    const lastBefore = periods.findLastIndex((period) => period + ahead < cohort);
    return periods.flatMap((period, time) => {
      const own = base === "universal" || period >= cohort ? lastBefore : time - 1;
      if (own < 0) return [];
      const later = periods[Math.max(own, time)]!;
      const controlsAfter = control === "never" ? Number.MAX_VALUE : later + ahead;
      return [{ cohort, time, base: own, controlsAfter }];
    });
  });
}
