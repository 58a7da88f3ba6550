import { derive, type Work } from "@ceteris/core";
import type { EffectModel, ResampledEffects } from "./effect-model.ts";
import { rowEffects } from "./effect-rows.ts";
import { refitGroups, type Selection } from "./refit-groups.ts";
import type { UnitPaths } from "./unit-paths.ts";

/**
 * Effects of as many units as there are, drawn with replacement (Arkhangelsky et al. 2021, algorithm 2);
 * draws without a treated or without a control unit are drawn again.
 */
export function* bootstrapEffects(
  { paths, fits, rows }: EffectModel,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): Work<ResampledEffects> {
  const values: Float64Array[] = [];
  while (values.length < draws) {
    const { integer } = derive(seed, values.length);
    let selection = drawUnits(paths, integer);
    while (selection.controls.length === 0 || selection.groups.every((units) => units.length === 0)) {
      selection = drawUnits(paths, integer);
    }
    const gaps = refitGroups(paths, fits, selection);
    const sizes = selection.groups.map((units) => units.length);
    values.push(rowEffects(rows, gaps, sizes));
    if (yield { done: values.length, total: draws }) break;
  }
  return { values, asked: draws, enumerated: false };
}

function drawUnits({ controls, groups }: UnitPaths, below: (n: number) => number): Selection {
  const treated = groups.flatMap(({ units }, g) => Array.from(units, (unit) => ({ unit, g })));
  const n = controls.length + treated.length;
  const drawn = Int32Array.from({ length: n }, () => below(n)).sort();
  return {
    controls: drawn.filter((place) => place < controls.length),
    groups: groups.map((_, g) =>
      drawn
        .filter((place) => treated[place - controls.length]?.g === g)
        .map((place) => treated[place - controls.length]!.unit),
    ),
  };
}
