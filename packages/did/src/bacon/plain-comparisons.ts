import type { BaconComparison } from "@ceteris/core";
import { type Pair, weighedPairs } from "./pairs.ts";
import { type GroupPath, groupName, groupPaths } from "./treatment-groups.ts";

/** Every two-by-two comparison without controls; none when nobody changes status while others do not. */
export function plainComparisons(
  status: Float64Array,
  outcome: Float64Array,
  periods: readonly string[],
): readonly BaconComparison[] {
  return weighedPairs(groupPaths(status, outcome, periods.length), periods.length).map((pair) =>
    comparisonRow(pair, periods),
  );
}

function comparisonRow(pair: Pair<GroupPath>, periods: readonly string[]): BaconComparison {
  const { type, treated, control, from, change, to, weight } = pair;
  const moved = ({ means }: GroupPath) => meanOf(means, change, to) - meanOf(means, from, change);
  return {
    type,
    treated: groupName(treated, periods),
    control: groupName(control, periods),
    estimate: moved(treated) - moved(control),
    weight,
  };
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let t = from; t < to; t++) sum += values[t]!;
  return sum / (to - from);
}
