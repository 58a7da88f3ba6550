import { average, bisect, N_YEARS } from "./panel-math.ts";
import type { Moments } from "./targets.ts";

/**
 * City effects that give a variable its printed mean, sd, minimum and maximum, without touching what
 * happens within cities, and so without touching any two-way fixed-effects estimate.
 *
 * The effects are an increasing function of a score for each city: their spread and level fit sd and
 * mean, the skew of the function brings the lowest row near the minimum. The cities with the lowest and
 * the highest row are then moved onto the bounds, and a few others that lie outside come inside.
 *
 * @param score one number for each city, mean 0 and mean square 1
 * @param within a value for each row, with mean 0 over the years of each city
 */
export function fitCityEffects(score: Float64Array, within: Float64Array, target: Moments): Float64Array {
  const low = score.map((_, c) => extreme(within, c, Math.min));
  const high = score.map((_, c) => extreme(within, c, Math.max));
  const left = target.sd ** 2 - average(within.map((w) => w * w));
  if (left <= 0) throw new RangeError("what happens within cities varies more than the printed sd allows");
  const between = Math.sqrt(left);
  const fit = (skew: number) =>
    settle(
      score.map((s) => bend(s, skew)),
      between,
      target,
      low,
      high,
      false,
    );
  const gap = (skew: number) => Math.min(...fit(skew).map((e, c) => e + low[c]!)) - target.min;
  const skew = gap(-2) * gap(3) < 0 ? bisect(gap, -2, 3) : 0;
  return settle(
    score.map((s) => bend(s, skew)),
    between,
    target,
    low,
    high,
    true,
  );
}

function bend(score: number, skew: number): number {
  return Math.abs(skew) < 1e-9 ? score : (Math.exp(skew * score) - 1) / skew;
}

/** Level and spread, with the bounds kept (or only the upper one, while the skew is sought). */
function settle(
  start: Float64Array,
  between: number,
  target: Moments,
  low: Float64Array,
  high: Float64Array,
  both: boolean,
): Float64Array {
  const effects = Float64Array.from(start);
  const top = indexOfLargest(start);
  const bottom = indexOfLargest(start.map((e) => -e));
  const margin = 0.02 * (target.max - target.min);
  const bounded = (effect: number, c: number) => {
    const ceiling = target.max - high[c]!;
    const floor = target.min - low[c]!;
    if (c === top) return ceiling;
    if (both && c === bottom) return floor;
    const below = Math.min(effect, ceiling - margin);
    return both ? Math.max(below, floor + (effect < floor ? margin : 0)) : below;
  };
  for (let pass = 0; pass < 40; pass++) {
    const mean = average(effects);
    const sd = deviation(effects, mean);
    for (let c = 0; c < effects.length; c++) {
      effects[c] = bounded(target.mean + ((effects[c]! - mean) * between) / sd, c);
    }
  }
  return effects;
}

/** Standard deviation over n. */
function deviation(values: Float64Array, mean: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - mean) ** 2;
  return Math.sqrt(sum / values.length);
}

function extreme(within: Float64Array, city: number, pick: (...values: number[]) => number): number {
  return pick(...within.subarray(city * N_YEARS, (city + 1) * N_YEARS));
}

function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
