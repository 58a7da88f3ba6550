import { type ControlValues, centre } from "./controls.ts";
import type { Design } from "./design.ts";
import { fitCityEffects } from "./fit-city-effects.ts";
import { addTo, average, N_YEARS, orthonormal, removeSpan, withinBoth } from "./panel-math.ts";
import type { Draw } from "./random.ts";
import {
  CONTROL_EFFECTS,
  CONTROLS,
  EVENT_PATH,
  INDEX_BY_YEAR,
  POLICY_YEAR,
  PRINTED_MOMENTS,
  YEARS,
} from "./targets.ts";

/** Share of the variance of a year's shock that the cities of a province have in common. */
const PROVINCE_SHARE = 0.15;

export interface OutcomeParts {
  /** A yearly shock for each city and year, of unit variance on average; 2018 has none. */
  readonly shocks: Float64Array;
  /** What drives a city the same way in every year; signed so that it runs from 2018 both ways. */
  readonly trends: Float64Array;
  readonly score: Float64Array;
}

export interface ErrorSizes {
  /** Standard deviation of each year's shock. */
  readonly years: readonly number[];
  /** Size of the trend against the shocks. */
  readonly trend: number;
}

export function drawOutcomeParts(design: Design, nextStream: () => Draw): OutcomeParts {
  const [own, common, level, trend] = [nextStream(), nextStream(), nextStream(), nextStream()];
  const provinces = new Map<string, Float64Array>();
  const shocks = new Float64Array(design.cities.length * N_YEARS);
  const trends = new Float64Array(shocks.length);
  design.cities.forEach((city, c) => {
    if (!provinces.has(city.province)) provinces.set(city.province, Float64Array.from(INDEX_BY_YEAR, common));
    const together = provinces.get(city.province)!;
    const scale = (0.6 + 0.08 * Math.min(city.development, 8)) * (city.pilot ? 1.1 : 1);
    const drift = scale * trend();
    for (let t = 0; t < N_YEARS; t++) {
      const shock = Math.sqrt(1 - PROVINCE_SHARE) * own() + Math.sqrt(PROVINCE_SHARE) * together[t]!;
      shocks[c * N_YEARS + t] = scale * shock;
      trends[c * N_YEARS + t] = t < 2 ? -drift : drift;
    }
  });
  const score = design.cities.map((c) => c.development + 0.25 * Math.log(c.population) + 0.35 * level());
  return { shocks, trends, score: centre(Float64Array.from(score)) };
}

/**
 * The index that the panel is to have: city effects, the printed mean path, the event path of the
 * treated, the controls' effects, and errors that wander away from 2018 with shocks of the given size
 * in each year. The errors are freed of all regressors, so that estimates equal the targets exactly.
 */
export function makeOutcome(
  design: Design,
  parts: OutcomeParts,
  controls: ControlValues,
  sizes: ErrorSizes,
): Float64Array {
  const regressors = CONTROLS.map((name) => withinBoth(controls[name]));
  const wandering = withinBoth(wanderFrom2018(parts, sizes));
  const moves = removeSpan(wandering, orthonormal([...design.events, ...regressors]));
  CONTROLS.forEach((name, k) => {
    addTo(moves, regressors[k]!, CONTROL_EFFECTS[name].effect);
  });
  const path = EVENT_PATH.filter((_, t) => YEARS[t] !== POLICY_YEAR);
  path.forEach((effect, s) => {
    addTo(moves, design.events[s]!, effect);
  });
  const level = average(INDEX_BY_YEAR);
  const overTime = moves.map((m, i) => m + INDEX_BY_YEAR[i % N_YEARS]! - level);
  const effects = fitCityEffects(parts.score, overTime, PRINTED_MOMENTS.index);
  return overTime.map((m, i) => effects[Math.floor(i / N_YEARS)]! + m);
}

function wanderFrom2018({ shocks, trends }: OutcomeParts, { years, trend }: ErrorSizes): Float64Array {
  const out = new Float64Array(shocks.length);
  for (let first = 0; first < shocks.length; first += N_YEARS) {
    const step = (t: number) => (shocks[first + t]! + trend * trends[first + t]!) * years[t]!;
    out[first + 1] = step(1);
    out[first] = step(1) + step(0);
    out[first + 3] = step(3);
    out[first + 4] = step(3) + step(4);
    out[first + 5] = step(3) + step(4) + step(5);
  }
  return out;
}
