import { CeterisError, derive } from "@ceteris/core";
import { drawAssignment, eachAssignment } from "./assignments.ts";
import type { PlaceboDesign } from "./design.ts";

export interface Draws {
  readonly values: readonly number[];
  /** Every assignment was used. */
  readonly enumerated: boolean;
  /** Assignments under which the effect is not identified: left out, or drawn again. */
  readonly unidentified: number;
}

/** Draws share a random stream in blocks, so that blocks could run anywhere in any order. */
const BLOCK = 256;
/** Give up when fewer than one draw in this many is identified. */
const PATIENCE = 50;

/** The placebo estimates: all of them when there are no more than `draws`, otherwise a random sample. */
export function runDraws(design: PlaceboDesign, draws: number, seed: number): Draws {
  const { assignments, kernels, permutes } = design;
  const size = kernels.length * (permutes ? assignments.size : 1);
  return !permutes || size <= draws ? enumerate(design) : sample(design, draws, seed);
}

function enumerate({ assignments, kernels, permutes }: PlaceboDesign): Draws {
  const values: number[] = [];
  let unidentified = 0;
  for (const kernel of kernels) {
    const visit = (assignment: typeof assignments.actual) => {
      const value = kernel(assignment);
      if (Number.isNaN(value)) unidentified++;
      else values.push(value);
    };
    if (permutes) eachAssignment(assignments, visit);
    else visit(assignments.actual);
  }
  if (values.length === 0) throw hopeless();
  return { values, enumerated: true, unidentified };
}

function sample({ assignments, kernels }: PlaceboDesign, draws: number, seed: number): Draws {
  const values: number[] = [];
  let unidentified = 0;
  for (let block = 0; values.length < draws; block++) {
    const stream = derive(seed, block);
    // Uneven by less than n / 2^53, and twice as fast as the exact way.
    const below = (n: number) => Math.floor(stream.uniform() * n);
    const draw = drawAssignment(assignments, below);
    for (let i = 0; i < BLOCK && values.length < draws; i++) {
      const kernel = kernels.length === 1 ? kernels[0]! : kernels[below(kernels.length)]!;
      const value = kernel(draw());
      if (Number.isNaN(value)) unidentified++;
      else values.push(value);
    }
    if (unidentified > PATIENCE * Math.max(values.length, BLOCK)) throw hopeless();
  }
  return { values, enumerated: false, unidentified };
}

function hopeless(): CeterisError {
  return new CeterisError({
    code: "PLACEBO_IMPOSSIBLE",
    where: "fixed effects",
    what: "under hardly any other assignment is the effect identified, because the fixed effects absorb it",
    mend: "Use coarser fixed effects, or permute at the level at which treatment was assigned",
  });
}
