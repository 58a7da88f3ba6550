import { firstAtLeast } from "../../balance/search-sorted.ts";
import type { NearestOptions } from "./nearest-options.ts";

/** The partners of each treated row among all controls; `sorted` are their scores in order, `order` their places. */
export function chooseFreely(
  treated: Float64Array,
  order: Int32Array,
  sorted: Float64Array,
  { ratio, caliper }: NearestOptions,
): readonly (readonly number[])[] {
  const known = new Map<number, readonly number[]>();
  return Array.from(treated, (score) => {
    const before = known.get(score);
    if (before) return before;
    const list = nearestOf(score, order, sorted, ratio, caliper);
    known.set(score, list);
    return list;
  });
}

function nearestOf(
  score: number,
  order: Int32Array,
  sorted: Float64Array,
  ratio: number,
  caliper: number,
): readonly number[] {
  let left = firstAtLeast(sorted, score);
  let right = left;
  let farthest = -1;
  for (let taken = 0; taken < ratio; taken++) {
    const toLeft = left > 0 ? score - sorted[left - 1]! : Number.POSITIVE_INFINITY;
    const toRight = right < sorted.length ? sorted[right]! - score : Number.POSITIVE_INFINITY;
    const distance = Math.min(toLeft, toRight);
    if (distance === Number.POSITIVE_INFINITY || distance > caliper) break;
    farthest = distance;
    if (toLeft <= toRight) left--;
    else right++;
  }
  if (right - left < ratio) return Array.from(order.subarray(left, right));
  return settleTies(score, order, sorted, ratio, farthest, left, right);
}

/** Of all rows within the distance of the last one taken, the nearest, then the first in the panel. */
function settleTies(
  score: number,
  order: Int32Array,
  sorted: Float64Array,
  ratio: number,
  farthest: number,
  left: number,
  right: number,
): readonly number[] {
  let from = left;
  let to = right;
  while (from > 0 && score - sorted[from - 1]! <= farthest) from--;
  while (to < sorted.length && sorted[to]! - score <= farthest) to++;
  if (to - from === ratio) return Array.from(order.subarray(from, to));
  const inside: number[] = [];
  const tied: number[] = [];
  for (let k = from; k < to; k++) {
    (Math.abs(sorted[k]! - score) < farthest ? inside : tied).push(order[k]!);
  }
  tied.sort((a, b) => a - b);
  return [...inside, ...tied.slice(0, ratio - inside.length)];
}
