import { CeterisError, derive, type Work } from "@ceteris/core";
import { describeAssignments, drawAssignment, everyAssignment } from "../../placebo/assignments.ts";
import { type EffectRow, rowEffects } from "./effect-rows.ts";
import type { GroupFit } from "./fit-groups.ts";
import { refitGroups, type Selection } from "./refit-groups.ts";
import type { UnitPaths } from "./unit-paths.ts";

/** What effects are computed from, again and again. */
export interface EffectModel {
  readonly paths: UnitPaths;
  readonly fits: readonly GroupFit[];
  readonly rows: readonly EffectRow[];
}

/** The effects of every draw, and how many were asked for. */
export interface ResampledEffects {
  readonly values: readonly Float64Array[];
  readonly asked: number;
  /** Every assignment was used. */
  readonly enumerated: boolean;
}

/**
 * Effects that never-treated units would have had in place of the treated (Arkhangelsky et al. 2021,
 * algorithm 4): cohorts of the same sizes are drawn among them, the others being the controls.
 *
 * @throws INTERRUPTED when an enumeration is stopped
 */
export function* placeboEffects(
  { paths, fits, rows }: EffectModel,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): Work<ResampledEffects> {
  const nControls = paths.controls.length;
  const sizes = paths.groups.map(({ units }) => units.length);
  const codes = Int32Array.from(sizes.flatMap((size, g) => Array<number>(size).fill(g + 1)));
  const all = new Int32Array(nControls);
  all.set(codes);
  const assignments = describeAssignments(all);
  const enumerated = assignments.size <= draws;
  const asked = enumerated ? assignments.size : draws;
  const every = enumerated ? everyAssignment(assignments) : null;
  const values: Float64Array[] = [];
  while (values.length < asked) {
    const stream = derive(seed, values.length);
    const { at, codes: placed } = every?.next().value ?? drawAssignment(assignments, stream.integer)();
    const code = new Int32Array(nControls).fill(assignments.rest);
    at.forEach((place, j) => {
      code[place] = placed[j]!;
    });
    const placesOf = (own: number) => Int32Array.from(code.keys()).filter((place) => code[place] === own);
    const gaps = refitGroups(paths, fits, {
      controls: placesOf(0),
      groups: sizes.map((_, g) => placesOf(g + 1).map((place) => paths.controls[place]!)),
    });
    values.push(rowEffects(rows, gaps, sizes));
    const stop = yield { done: values.length, total: asked };
    if (!stop || values.length === asked) continue;
    if (enumerated) throw interrupted(values.length, asked);
    break;
  }
  return { values, asked, enumerated };
}

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

function interrupted(done: number, total: number): CeterisError {
  return new CeterisError({
    code: "INTERRUPTED",
    where: "variance",
    what: `stopped after ${done} of ${total} placebo assignments, which are no random sample of them all`,
    mend: "Ask for fewer draws than there are assignments, so that they are drawn at random",
  });
}
