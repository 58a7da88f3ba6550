import { fromLists } from "./from-lists.ts";
import type { Points } from "./mahalanobis-points.ts";
import type { Match } from "./match.ts";
import type { NearestOptions } from "./nearest-options.ts";
import { fallingScores } from "./sort-by-score.ts";

export interface NearestPointOptions extends NearestOptions {
  /** Of every row: the caliper limits them, and their falling order is that of choice without replacement. */
  readonly scores: Float64Array;
}

/**
 * Matches each treated row with the controls nearest in straight-line distance, all pairs compared. The
 * caliper still limits the difference of scores. Ties go to the first in the panel.
 *
 * @param treated rows of the points; `controls` too
 */
export function nearestPointMatch(
  points: Points,
  treated: Int32Array,
  controls: Int32Array,
  options: NearestPointOptions,
): Match {
  const { k, values } = points;
  const { ratio, replace, caliper, scores } = options;
  const lists: number[][] = Array.from(treated, () => []);
  const taken = new Uint8Array(controls.length);
  const turns = fallingScores(Float64Array.from(treated, (row) => scores[row]!));
  for (let round = 0; round < (replace ? 1 : ratio); round++) {
    for (const i of turns) {
      const best = nearest(treated[i]!, replace ? ratio : 1);
      lists[i]!.push(...best);
      if (!replace) for (const j of best) taken[j] = 1;
    }
  }
  return fromLists(lists, controls.length);

  function nearest(row: number, most: number): number[] {
    const found: number[] = [];
    const distances: number[] = [];
    for (let j = 0; j < controls.length; j++) {
      if (taken[j] === 1 || Math.abs(scores[controls[j]!]! - scores[row]!) > caliper) continue;
      const limit = found.length < most ? Number.POSITIVE_INFINITY : distances[most - 1]!;
      const distance = squaredDistance(row, controls[j]!, limit);
      if (distance >= limit) continue;
      let at = found.length;
      while (at > 0 && distances[at - 1]! > distance) at--;
      found.splice(at, 0, j);
      distances.splice(at, 0, distance);
      if (found.length > most) {
        found.pop();
        distances.pop();
      }
    }
    return found;
  }

  function squaredDistance(a: number, b: number, limit: number): number {
    let sum = 0;
    for (let c = 0; c < k && sum < limit; c++) {
      const d = values[a * k + c]! - values[b * k + c]!;
      sum += d * d;
    }
    return sum;
  }
}
