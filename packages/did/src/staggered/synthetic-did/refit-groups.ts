import { type GroupFit, gapOf, weightedPath } from "./fit-groups.ts";
import { fitWeights, meanPath } from "./synthetic-weights.ts";
import type { UnitPaths } from "./unit-paths.ts";

/** Who stands in for the controls and for each group; units may come several times. */
export interface Selection {
  /** Places in `UnitPaths.controls`. */
  readonly controls: Int32Array;
  /** Rows of `UnitPaths.values`, for each group. */
  readonly groups: readonly Int32Array[];
}

/**
 * Gaps of the groups of a selection, with weights found anew: from those of the data, held together as
 * these are. Null for a group of nobody.
 */
export function refitGroups(
  paths: UnitPaths,
  fits: readonly GroupFit[],
  selection: Selection,
): readonly (Float64Array | null)[] {
  const controls = selection.controls.map((place) => paths.controls[place]!);
  return fits.map(({ group, tuning, weights }, g) => {
    const units = selection.groups[g]!;
    if (units.length === 0) return null;
    const treated = meanPath(paths, units);
    const start = { units: shares(weights.units, selection.controls), periods: weights.periods };
    const found = fitWeights(paths, controls, treated, group.nPre, tuning, start);
    return gapOf(treated, weightedPath(paths, controls, found.units), found.periods);
  });
}

/** Weights of a selection, scaled to sum to 1; equal ones where all are 0. */
function shares(weights: Float64Array, places: Int32Array): Float64Array {
  const own = Float64Array.from(places, (place) => weights[place]!);
  const sum = own.reduce((a, b) => a + b, 0);
  return own.map((v) => (sum > 0 ? v / sum : 1 / own.length));
}
