import { chooseFreely } from "./choose-freely.ts";
import { chooseInTurn } from "./choose-in-turn.ts";
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
