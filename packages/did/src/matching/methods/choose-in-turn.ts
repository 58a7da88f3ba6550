import { firstAbove, firstAtLeast } from "../../balance/search-sorted.ts";
import type { NearestOptions } from "./nearest-options.ts";
import { fallingScores } from "./sort-by-score.ts";

/**
 * The partners of each treated row when every control serves once. Taken controls are skipped along chains
 * that are shortened as they are followed, so that a search costs next to nothing however many are taken.
 */
export function chooseInTurn(
  treated: Float64Array,
  order: Int32Array,
  sorted: Float64Array,
  { ratio, caliper }: NearestOptions,
): readonly (readonly number[])[] {
  const n = sorted.length;
  // Positions are shifted by one so that 0 and n + 1 stand for "nobody on this side".
  const toLeft = Int32Array.from({ length: n + 2 }, (_, k) => k);
  const toRight = Int32Array.from({ length: n + 2 }, (_, k) => k);
  const lists: number[][] = Array.from(treated, () => []);
  const turns = fallingScores(treated);
  for (let round = 0; round < ratio; round++) {
    for (const i of turns) {
      if (lists[i]!.length < round) continue;
      const at = nearestFree(treated[i]!, order, sorted, toLeft, toRight);
      if (at === 0 || Math.abs(sorted[at - 1]! - treated[i]!) > caliper) continue;
      lists[i]!.push(order[at - 1]!);
      toLeft[at] = at - 1;
      toRight[at] = at + 1;
    }
  }
  return lists;
}

/** The shifted position of the nearest control still free, or 0. */
function nearestFree(
  score: number,
  order: Int32Array,
  sorted: Float64Array,
  toLeft: Int32Array,
  toRight: Int32Array,
): number {
  const n = sorted.length;
  const split = firstAtLeast(sorted, score);
  const left = follow(toLeft, split);
  const right = follow(toRight, split + 1);
  const leftDistance = left > 0 ? score - sorted[left - 1]! : Number.POSITIVE_INFINITY;
  const rightDistance = right <= n ? sorted[right - 1]! - score : Number.POSITIVE_INFINITY;
  const distance = Math.min(leftDistance, rightDistance);
  if (distance === Number.POSITIVE_INFINITY) return 0;
  let best = 0;
  const consider = (at: number) => {
    if (best === 0 || order[at - 1]! < order[best - 1]!) best = at;
  };
  for (let at = left; at > 0 && score - sorted[at - 1]! === distance; ) {
    const first = follow(toRight, firstAtLeast(sorted, sorted[at - 1]!) + 1);
    consider(first);
    at = follow(toLeft, first - 1);
  }
  for (let at = right; at <= n && sorted[at - 1]! - score === distance; ) {
    consider(at);
    at = follow(toRight, firstAbove(sorted, sorted[at - 1]!) + 1);
  }
  return best;
}

/** The free position a chain of taken ones leads to, shortening the chain on the way. */
function follow(next: Int32Array, from: number): number {
  let end = from;
  while (next[end] !== end) end = next[end]!;
  for (let at = from; at !== end; ) {
    const step = next[at]!;
    next[at] = end;
    at = step;
  }
  return end;
}
