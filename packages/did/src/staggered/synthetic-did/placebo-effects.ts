import { CeterisError, derive, type Work } from "@ceteris/core";
import { describeAssignments, drawAssignment, everyAssignment } from "../../placebo/assignments.ts";
import type { EffectModel, ResampledEffects } from "./effect-model.ts";
import { rowEffects } from "./effect-rows.ts";
import { refitGroups } from "./refit-groups.ts";

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

function interrupted(done: number, total: number): CeterisError {
  return new CeterisError({
    code: "INTERRUPTED",
    where: "variance",
    what: `stopped after ${done} of ${total} placebo assignments, which are no random sample of them all`,
    mend: "Ask for fewer draws than there are assignments, so that they are drawn at random",
  });
}
