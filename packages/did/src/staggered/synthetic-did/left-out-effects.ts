import type { EffectModel } from "./effect-model.ts";
import { rowEffects } from "./effect-rows.ts";
import { gapOf } from "./fit-groups.ts";

/**
 * Effects without each unit in turn, controls first; the weights stay, those of the controls left scaled
 * to sum to 1 (Arkhangelsky et al. 2021, algorithm 3). `NaN` where nothing is left of a group or of its
 * synthetic control.
 */
export function leftOutEffects({ paths, fits, rows }: EffectModel): readonly Float64Array[] {
  const { values, nPeriods, controls, groups } = paths;
  const gaps = fits.map((fit) => fit.gap);
  const sizes = groups.map(({ units }) => units.length);
  const whole = rowEffects(rows, gaps, sizes);
  const without = (mean: Float64Array, unit: number, share: number) =>
    share === 1 ? null : mean.map((v, t) => (v - share * values[unit * nPeriods + t]!) / (1 - share));

  const withoutControls = Array.from(controls, (unit, place) => {
    if (fits.every(({ weights }) => weights.units[place] === 0)) return whole;
    const moved = fits.map(({ treated, synthetic, weights, gap }) => {
      const share = weights.units[place]!;
      if (share === 0) return gap;
      const left = without(synthetic, unit, share);
      return left && gapOf(treated, left, weights.periods);
    });
    return rowEffects(rows, moved, sizes);
  });
  const withoutTreated = fits.flatMap(({ group, treated, synthetic, weights }, own) =>
    Array.from(group.units, (unit) => {
      const left = without(treated, unit, 1 / group.units.length);
      const moved = gaps.map((gap, g) => (g === own ? left && gapOf(left, synthetic, weights.periods) : gap));
      return rowEffects(
        rows,
        moved,
        sizes.map((size, g) => (g === own ? size - 1 : size)),
      );
    }),
  );
  return [...withoutControls, ...withoutTreated];
}
