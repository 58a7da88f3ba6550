import type { City } from "./cities.ts";
import { N_YEARS, withinBoth } from "./panel-math.ts";
import { POLICY_YEAR, YEARS } from "./targets.ts";

/** Regressors that describe who is treated when, after removing city and year effects. */
export interface Design {
  readonly cities: readonly City[];
  /** Treated from 2018 on. */
  readonly did: Float64Array;
  /** Treated in one year, for every year but 2018. */
  readonly events: readonly Float64Array[];
}

export function makeDesign(cities: readonly City[]): Design {
  const treated = (when: (year: number) => boolean) =>
    withinBoth(
      Float64Array.from({ length: cities.length * N_YEARS }, (_, i) =>
        cities[Math.floor(i / N_YEARS)]!.pilot && when(YEARS[i % N_YEARS]!) ? 1 : 0,
      ),
    );
  return {
    cities,
    did: treated((year) => year >= POLICY_YEAR),
    events: YEARS.filter((y) => y !== POLICY_YEAR).map((one) => treated((year) => year === one)),
  };
}
