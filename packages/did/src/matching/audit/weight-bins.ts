import type { WeightBin } from "@ceteris/core";

const BINS = 20;

/** Histogram of positive weights: 20 bins from 0 to the largest, or one for each whole number where all are whole. */
export function weightBins(weights: readonly number[]): readonly WeightBin[] {
  const largest = weights.reduce((a, b) => Math.max(a, b), 0);
  const whole = largest <= BINS && weights.every(Number.isInteger);
  const n = whole ? largest : BINS;
  const width = whole ? 1 : largest / BINS;
  const origin = whole ? 0.5 : 0;
  const counts = new Array<number>(n).fill(0);
  for (const w of weights) counts[Math.min(n - 1, Math.floor((w - origin) / width))]!++;
  return counts.map((count, k) => ({ low: origin + k * width, high: origin + (k + 1) * width, count }));
}
