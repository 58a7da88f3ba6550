import { randomStream, symmetricEigen } from "@ceteris/core";
import type { Moments } from "./moments.ts";

/**
 * The `1 − kappa` quantile of the largest moment when all are zero on average: what the statistic
 * exceeds with probability at most `kappa` under the least favourable null.
 *
 * @param draws standard normal draws, `count` of `n` each
 */
export function leastFavourable({ n, cov }: Moments, kappa: number, draws: Draws | null): number {
  return n <= 4 && draws === null ? inThePlane(cov, n, kappa) : bySimulation(cov, n, kappa, draws!);
}

export interface Draws {
  readonly count: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** Standard normal draws, the same for every moment set, so that sets are comparable. */
export function normalDraws(seed: number, count: number, width: number): Draws {
  const stream = randomStream(seed);
  return { count, width, values: Float64Array.from({ length: count * width }, () => stream.normal()) };
}

function bySimulation(cov: Float64Array, n: number, kappa: number, { count, width, values }: Draws): number {
  const root = factor(cov, n, width);
  const largest = new Float64Array(count);
  for (let d = 0; d < count; d++) {
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += root[i * width + j]! * values[d * width + j]!;
      if (sum > most) most = sum;
    }
    largest[d] = most;
  }
  // Sorting the upper end alone gives the same quantile.
  const upper = largest.filter((v) => v > 1.5);
  const tail = upper.length > 2 + kappa * count ? upper.sort() : largest.sort();
  const at = (1 - kappa) * (count - 1) - (count - tail.length);
  const below = Math.floor(at);
  return tail[below]! + (at - below) * (tail[Math.min(below + 1, tail.length - 1)]! - tail[below]!);
}

/** n × width with R R′ = cov, from the largest eigenvalues. */
function factor(cov: Float64Array, n: number, width: number): Float64Array {
  const { values, vectors } = symmetricEigen(cov, n);
  const root = new Float64Array(n * width);
  for (let j = 0; j < Math.min(n, width); j++) {
    const at = n - 1 - j;
    const scale = Math.sqrt(Math.max(0, values[at]!));
    for (let i = 0; i < n; i++) root[i * width + j] = vectors[i * n + at]! * scale;
  }
  return root;
}

/**
 * Moments of rank two, exactly: in polar coordinates they are a radius, of which the tail is known,
 * times functions of the angle, so one integral over the angle gives the tail of the largest.
 */
function inThePlane(cov: Float64Array, n: number, kappa: number): number {
  const root = factor(cov, n, 2);
  const nodes = 1024;
  const widest: number[] = [];
  for (let a = 0; a < nodes; a++) {
    const angle = (2 * Math.PI * (a + 0.5)) / nodes;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    let most = 0;
    for (let i = 0; i < n; i++) most = Math.max(most, root[i * 2]! * x + root[i * 2 + 1]! * y);
    if (most > 0) widest.push(0.5 / most ** 2);
  }
  // The logarithm of the tail is nearly linear in the square of its argument.
  const excess = (square: number) => {
    let sum = 0;
    for (const w of widest) sum += Math.exp(-square * w);
    return Math.log(sum / nodes / kappa);
  };
  if (widest.length === 0 || excess(0) <= 0) return 0;
  let [low, high] = [0, 1];
  while (excess(high) > 0) [low, high] = [high, 2 * high];
  let [atLow, atHigh] = [excess(low), excess(high)];
  for (let step = 0; step < 100 && high - low > 1e-13 * high; step++) {
    const square = low + ((high - low) * atLow) / (atLow - atHigh);
    const found = excess(square);
    if (Math.abs(found) < 1e-13) return Math.sqrt(square);
    // The end that stays put counts for half, so that both close in.
    if (found > 0) [low, atLow, atHigh] = [square, found, atHigh / 2];
    else [high, atHigh, atLow] = [square, found, atLow / 2];
  }
  return Math.sqrt((low + high) / 2);
}
