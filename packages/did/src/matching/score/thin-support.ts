import { firstAbove } from "../../balance/search-sorted.ts";
import { sortByScore } from "../methods/sort-by-score.ts";

/**
 * The share of treated rows whose scores lie where the density of the controls' scores is lowest, as
 * positions. The density is that of Stata's kdensity: an Epanechnikov kernel whose standard deviation is
 * 0.9 min(sd, IQR/1.349) n^(−1/5) of the controls (Silverman 1986), and which reaches √5 of these. Where
 * it is zero the rows farthest from a control come first, then those later in the panel.
 */
export function thinSupport(treated: Float64Array, controls: Float64Array, share: number): Int32Array {
  const sorted = Float64Array.from(controls).sort();
  const width = Math.sqrt(5) * bandwidth(sorted);
  const density = treated.map((score) => windowDensity(score, sorted, width));
  const gap = treated.map((score) => distanceToNearest(score, sorted));
  const count = Math.floor(share * treated.length + 1e-9);
  const order = sortByScore(density).sort((a, b) => density[a]! - density[b]! || gap[b]! - gap[a]! || b - a);
  return order.slice(0, count);
}

function bandwidth(sorted: Float64Array): number {
  const n = sorted.length;
  const mean = sorted.reduce((a, b) => a + b, 0) / n;
  const sd = Math.sqrt(sorted.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, n - 1));
  const quantile = (q: number) => {
    const at = q * (n - 1);
    const low = Math.floor(at);
    return sorted[low]! + (at - low) * (sorted[Math.min(n - 1, low + 1)]! - sorted[low]!);
  };
  const spread = (quantile(0.75) - quantile(0.25)) / 1.349;
  return 0.9 * (spread > 0 ? Math.min(sd, spread) : sd) * n ** -0.2;
}

function windowDensity(score: number, sorted: Float64Array, width: number): number {
  let sum = 0;
  for (let k = firstAbove(sorted, score - width); k < sorted.length && sorted[k]! < score + width; k++) {
    const u = (sorted[k]! - score) / width;
    sum += 1 - u * u;
  }
  return sum;
}

function distanceToNearest(score: number, sorted: Float64Array): number {
  const at = firstAbove(sorted, score);
  const left = at > 0 ? score - sorted[at - 1]! : Number.POSITIVE_INFINITY;
  const right = at < sorted.length ? sorted[at]! - score : Number.POSITIVE_INFINITY;
  return Math.min(left, right);
}
