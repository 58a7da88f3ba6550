import { fitWeights, meanPath, type SyntheticWeights, type Tuning, tuningOf } from "./synthetic-weights.ts";
import type { AdoptionGroup, UnitPaths } from "./unit-paths.ts";

/** A group beside its synthetic control. */
export interface GroupFit {
  readonly group: AdoptionGroup;
  readonly tuning: Tuning;
  readonly weights: SyntheticWeights;
  /** Mean path of the group, and that of the controls by their weights. */
  readonly treated: Float64Array;
  readonly synthetic: Float64Array;
  /** `treated − synthetic` in each period, less its mean before treatment by the period weights. */
  readonly gap: Float64Array;
}

/** Weights and gaps of every group, each against the units never treated. */
export function fitGroups(paths: UnitPaths): readonly GroupFit[] {
  const { controls } = paths;
  return paths.groups.map((group) => {
    const tuning = tuningOf(paths, group.nPre, group.units.length);
    const treated = meanPath(paths, group.units);
    const weights = fitWeights(paths, controls, treated, group.nPre, tuning);
    const synthetic = weightedPath(paths, controls, weights.units);
    return { group, tuning, weights, treated, synthetic, gap: gapOf(treated, synthetic, weights.periods) };
  });
}

/** The controls' paths added up by their weights. */
export function weightedPath(
  { values, nPeriods }: UnitPaths,
  units: Int32Array,
  weights: Float64Array,
): Float64Array {
  const out = new Float64Array(nPeriods);
  units.forEach((i, at) => {
    const weight = weights[at]!;
    if (weight === 0) return;
    for (let t = 0; t < nPeriods; t++) out[t]! += weight * values[i * nPeriods + t]!;
  });
  return out;
}

export function gapOf(treated: Float64Array, synthetic: Float64Array, periods: Float64Array): Float64Array {
  const gap = treated.map((v, t) => v - synthetic[t]!);
  let before = 0;
  for (let t = 0; t < periods.length; t++) before += periods[t]! * gap[t]!;
  return gap.map((v) => v - before);
}
