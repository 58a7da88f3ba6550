import type { SyntheticCohort } from "@ceteris/core";
import type { GroupFit } from "./fit-groups.ts";
import type { UnitPaths } from "./unit-paths.ts";

/** Weights and paths of every cohort as they are shown. */
export function syntheticCohorts(
  { controls, periods, unitName }: UnitPaths,
  fits: readonly GroupFit[],
  name: (time: number) => number | string,
): readonly SyntheticCohort[] {
  return fits.map(({ group, tuning, weights, treated, synthetic, gap }) => ({
    cohort: name(group.cohort),
    nUnits: group.units.length,
    estimate: gap.subarray(group.nPre).reduce((sum, v) => sum + v / (gap.length - group.nPre), 0),
    noise: tuning.noise,
    ridge: tuning.zeta,
    unitWeights: Array.from(controls, (row, place) => ({
      unit: unitName(row),
      weight: weights.units[place]!,
    }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight),
    timeWeights: Array.from(weights.periods, (weight, t) => ({ time: name(periods[t]!), weight })),
    paths: periods.map((time, t) => ({
      time: name(time),
      treated: treated[t]!,
      synthetic: synthetic[t]!,
    })),
  }));
}
