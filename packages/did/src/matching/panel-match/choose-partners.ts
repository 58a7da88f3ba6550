import type { Covariate } from "../../balance/balance-rows.ts";
import type { PathMatch } from "./estimate-paths.ts";
import type { MatchedSet } from "./matched-sets.ts";
import { nearestPaths } from "./nearest-paths.ts";
import { type PathMetric, pathMetric } from "./path-metric.ts";

/** The partners of each treated unit: its whole matched set where `ratio` is null, else the nearest paths. */
export function choosePartners(
  sets: readonly MatchedSet[],
  columns: readonly Covariate[],
  nPeriods: number,
  { history, ratio }: { readonly history: number; readonly ratio: number | null },
): readonly PathMatch[] {
  // Units that start together after the same history share their list of controls.
  const known = new Map<readonly number[], PathMetric>();
  const metricOf = ({ controls, period }: MatchedSet) => {
    const metric = known.get(controls) ?? pathMetric(controls, { columns, nPeriods, period, history });
    known.set(controls, metric);
    return metric;
  };
  return sets.map((set) => ({
    unit: set.unit,
    period: set.period,
    partners:
      ratio === null || set.controls.length <= ratio ? set.controls : nearestPaths(set, metricOf(set), ratio),
  }));
}
