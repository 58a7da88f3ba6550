import { chooseFreely } from "./choose-freely.ts";
import { chooseInTurn } from "./choose-in-turn.ts";
import { fromLists } from "./from-lists.ts";
import type { Match } from "./match.ts";
import type { NearestOptions } from "./nearest-options.ts";
import { sortByScore } from "./sort-by-score.ts";

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
