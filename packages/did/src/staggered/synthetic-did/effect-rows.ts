import type { StaggeredAggregation } from "../staggered-options.ts";
import type { UnitPaths } from "./unit-paths.ts";

/** An effect as the mean over some cohorts and periods, each weighing as many units as the cohort has. */
export interface EffectRow {
  /** Of an effect by event time. */
  readonly eventTime?: number;
  /** Of an effect on a cohort, on the scale of the panel's time values. */
  readonly cohort?: number;
  /** Places of cohorts and of periods. */
  readonly cells: readonly { readonly group: number; readonly period: number }[];
}

/** The effect over all treated rows, then those by event time or by cohort. */
export function effectRows(
  { groups, periods }: UnitPaths,
  aggregate: StaggeredAggregation,
): readonly EffectRow[] {
  const cells = groups.flatMap(({ cohort, nPre }, group) =>
    periods.map((time, period) => ({
      ...{ group, period, cohort },
      treated: period >= nPre,
      // Differences of decimals such as 2016.1 would split one event time in two.
      eventTime: Math.round((time - cohort) * 1e9) / 1e9 + 0,
    })),
  );
  const treated = cells.filter((cell) => cell.treated);
  const overall = { cells: treated };
  if (aggregate === "simple") return [overall];
  if (aggregate === "cohort") {
    const byCohort = groups.map(({ cohort }, g) => ({
      cohort,
      cells: treated.filter(({ group }) => group === g),
    }));
    return [overall, ...byCohort];
  }
  const events = [...new Set(cells.map((cell) => cell.eventTime))].sort((a, b) => a - b);
  const byEvent = events.map((eventTime) => ({
    eventTime,
    cells: cells.filter((cell) => cell.eventTime === eventTime),
  }));
  return [overall, ...byEvent];
}

/**
 * The effects of rows.
 *
 * @param gaps of each group the gap to its synthetic control, period by period; null where it has none
 * @param sizes numbers of units of the groups
 * @returns `NaN` for a row whose groups are not there
 */
export function rowEffects(
  rows: readonly EffectRow[],
  gaps: readonly (Float64Array | null)[],
  sizes: readonly number[],
): Float64Array {
  return Float64Array.from(rows, ({ cells }) => {
    let sum = 0;
    let count = 0;
    for (const { group, period } of cells) {
      if (sizes[group] === 0) continue;
      sum += sizes[group]! * (gaps[group]?.[period] ?? Number.NaN);
      count += sizes[group]!;
    }
    return count > 0 ? sum / count : Number.NaN;
  });
}
