import type { MatchedSet } from "./matched-sets.ts";
import type { PathMetric } from "./path-metric.ts";

/**
 * The controls of a matched set whose paths before treatment are nearest the treated unit's, in the order of
 * the panel: by the mean over the periods of the history of the Mahalanobis distance in that period (Imai,
 * Kim and Wang 2023). Ties go to the first in the panel.
 *
 * @see R PanelMatch, which includes the first treated period in the mean: there, give covariates lagged
 *   once and a history shorter by one
 */
export function nearestPaths(set: MatchedSet, metric: PathMetric, ratio: number): readonly number[] {
  const { controls } = set;
  const distance = metric(set.unit);
  return Array.from(distance.keys())
    .sort((a, b) => distance[a]! - distance[b]! || a - b)
    .slice(0, ratio)
    .sort((a, b) => a - b)
    .map((j) => controls[j]!);
}
