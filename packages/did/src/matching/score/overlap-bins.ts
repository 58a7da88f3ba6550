import type { OverlapBin } from "@ceteris/core";

const BINS = 40;

/**
 * Distribution of the propensity score in each group before and after matching, in 40 bins of equal
 * width from 0 to 1: what a chart of the overlap shows. Shares of a group add up to 1.
 */
export function overlapBins(
  scores: Float64Array,
  treated: Float64Array,
  weights: Float64Array,
): readonly OverlapBin[] {
  const before = [new Float64Array(BINS), new Float64Array(BINS)];
  const after = [new Float64Array(BINS), new Float64Array(BINS)];
  for (let i = 0; i < scores.length; i++) {
    const bin = Math.min(BINS - 1, Math.floor(scores[i]! * BINS));
    before[treated[i]!]![bin]! += 1;
    after[treated[i]!]![bin]! += weights[i]!;
  }
  const [controlsBefore, treatedBefore] = before.map(asShares);
  const [controlsAfter, treatedAfter] = after.map(asShares);
  return Array.from({ length: BINS }, (_, k) => ({
    low: k / BINS,
    high: (k + 1) / BINS,
    treatedBefore: treatedBefore![k]!,
    controlsBefore: controlsBefore![k]!,
    treatedAfter: treatedAfter![k]!,
    controlsAfter: controlsAfter![k]!,
  }));
}

function asShares(counts: Float64Array): Float64Array {
  const total = counts.reduce((a, b) => a + b, 0);
  return total > 0 ? counts.map((v) => v / total) : counts;
}
