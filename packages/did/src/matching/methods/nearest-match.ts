import type { Match } from "./match.ts";
import { sortByScore } from "./sort-by-score.ts";

export interface NearestOptions {
  /** How many partners each treated row gets, if there are as many. */
  readonly ratio: number;
  /** May a control be the partner of several treated rows? */
  readonly replace: boolean;
  /** Partners farther away than this are none; `Infinity` for no limit. */
  readonly caliper: number;
}

/**
 * Matches each treated row with the controls nearest in score.
 *
 * Of controls equally near, those first in the panel (by unit, then time) are taken. Without
 * replacement, treated rows choose in order of falling score, equal scores in the panel's order, and
 * with a ratio above 1 in rounds: everybody's first partner before anybody's second.
 */
export function nearestMatch(treated: Float64Array, controls: Float64Array, options: NearestOptions): Match {
  const order = sortByScore(controls);
  const sorted = Float64Array.from(order, (j) => controls[j]!);
  const found = options.replace
    ? chooseFreely(treated, order, sorted, options)
    : chooseInTurn(treated, order, sorted, options);
  return fromLists(found, controls.length);
}

/** A match from explicit lists of partners. */
export function fromLists(lists: readonly (readonly number[])[], nControls: number): Match {
  const start = new Int32Array(lists.length);
  const stop = new Int32Array(lists.length);
  let at = 0;
  lists.forEach((list, i) => {
    start[i] = at;
    at += list.length;
    stop[i] = at;
  });
  return { nControls, partners: Int32Array.from(lists.flat()), start, stop, affinity: null };
}

function chooseFreely(
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

function chooseInTurn(
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

/** Rows by falling score; equal scores in the panel's order. */
export function fallingScores(scores: Float64Array): Int32Array {
  return Int32Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  return search(sorted, (v) => v < value);
}

function firstAbove(sorted: Float64Array, value: number): number {
  return search(sorted, (v) => v <= value);
}

function search(sorted: Float64Array, before: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
