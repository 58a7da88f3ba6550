import type { Match } from "./match.ts";
import { sortByScore } from "./sort-by-score.ts";

/**
 * Matches each treated row with all controls whose score is within the caliper, |Δ| ≤ caliper.
 *
 * The rounded difference of two numbers never falls as their distance grows, so in sorted order the
 * partners are one run and both of its ends only move forward: after sorting the cost is linear,
 * and the sets are exactly those of comparing all pairs.
 */
export function radiusMatch(treated: Float64Array, controls: Float64Array, caliper: number): Match {
  const partners = sortByScore(controls);
  const sorted = Float64Array.from(partners, (j) => controls[j]!);
  const start = new Int32Array(treated.length);
  const stop = new Int32Array(treated.length);
  let from = 0;
  let to = 0;
  for (const i of sortByScore(treated)) {
    const score = treated[i]!;
    while (from < sorted.length && sorted[from]! < score && score - sorted[from]! > caliper) from++;
    to = Math.max(to, from);
    while (to < sorted.length && (sorted[to]! <= score || sorted[to]! - score <= caliper)) to++;
    start[i] = from;
    stop[i] = to;
  }
  return { nControls: controls.length, partners, start, stop, affinity: null };
}
