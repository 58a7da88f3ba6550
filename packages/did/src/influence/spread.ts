import type { ClusterSpread, InfluenceRow } from "@ceteris/core";
import { quantileSorted } from "simple-statistics";

const MEASURES: readonly ClusterSpread["measure"][] = ["nObs", "leverage", "partialLeverage", "estimate"];

/** How rows, leverages and effects without a cluster are spread over the clusters that have them. */
export function spreadOf(leftOut: readonly InfluenceRow[]): readonly ClusterSpread[] {
  return MEASURES.flatMap((measure) => {
    const values = leftOut.map((row) => row[measure]).filter((value) => value !== null);
    if (values.length === 0) return [];
    const sorted = values.sort((a, b) => a - b);
    const mean = sorted.reduce((sum, v) => sum + v, 0) / sorted.length;
    const squares = sorted.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    const sd = sorted.length > 1 ? Math.sqrt(squares / (sorted.length - 1)) : 0;
    return [
      {
        measure,
        min: sorted[0]!,
        p25: quantileSorted(sorted, 0.25),
        median: quantileSorted(sorted, 0.5),
        mean,
        p75: quantileSorted(sorted, 0.75),
        max: sorted.at(-1)!,
        coefVar: mean === 0 ? null : sd / Math.abs(mean),
      },
    ];
  });
}
