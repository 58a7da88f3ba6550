import type { Assignment } from "./assignments.ts";
import { blocksOf, type KernelData } from "./kernel-data.ts";
import type { StackedEffects } from "./other-effects.ts";
import type { Paths } from "./paths.ts";
import { makeProfiles, periodsOf } from "./profiles.ts";

/** Writes an assigned treatment less the other effects (one coefficient each) and the unit means. */
export type Residualiser = (assignment: Assignment, effect: Float64Array, out: Float64Array) => void;

/**
 * The treatment of each row under an assignment, after the fixed effects. Effects of periods are taken
 * out of each history once; so are unit means where all units weigh the same in the same periods.
 */
export function makeResidualiser(
  data: KernelData,
  paths: Paths,
  rest: number,
  effects: StackedEffects,
): Residualiser {
  const { time, weights, unitAbsorbed, nEntities } = data;
  const blocks = blocksOf(data.unit);
  const starts = Int32Array.from([...blocks.map((rows) => rows[0]!), time.length]);
  const entityOf = Int32Array.from(blocks, (rows) => data.entity[rows[0]!]!);
  const nTimes = paths[0]!.length;
  const periods = periodsOf(data, effects, nTimes);
  const profilesUnder = periods ? makeProfiles(paths, periods) : null;
  const histories = Float64Array.from(paths.flatMap((path) => [...path]));
  const origin = new Int32Array(nEntities).fill(rest * nTimes);
  return ({ at, codes }, effect, out) => {
    for (let j = 0; j < at.length; j++) origin[at[j]!] = codes[j]! * nTimes;
    gather(out, profilesUnder ? profilesUnder(effect) : histories, time, starts, entityOf, origin);
    if (!profilesUnder) subtractByRow(out, effects, effect);
    if (unitAbsorbed && !periods?.ofUnits) centreUnits(out, starts, weights);
    for (let j = 0; j < at.length; j++) origin[at[j]!] = rest * nTimes;
  };
}

function gather(
  out: Float64Array,
  profiles: Float64Array,
  time: Int32Array,
  starts: Int32Array,
  entityOf: Int32Array,
  origin: Int32Array,
): void {
  for (let u = 0; u < entityOf.length; u++) {
    const from = origin[entityOf[u]!]!;
    const end = starts[u + 1]!;
    for (let i = starts[u]!; i < end; i++) out[i] = profiles[from + time[i]!]!;
  }
}

function subtractByRow(out: Float64Array, { columns, count }: StackedEffects, effect: Float64Array): void {
  for (let a = 0; a < count; a++) {
    for (let i = 0, p = a; i < out.length; i++, p += count) out[i]! -= effect[columns[p]!]!;
  }
}

function centreUnits(out: Float64Array, starts: Int32Array, weights: Float64Array | null): void {
  for (let u = 0; u + 1 < starts.length; u++) {
    const from = starts[u]!;
    const end = starts[u + 1]!;
    let sum = 0;
    let total = end - from;
    if (weights) {
      total = 0;
      for (let i = from; i < end; i++) {
        sum += weights[i]! * out[i]!;
        total += weights[i]!;
      }
    } else for (let i = from; i < end; i++) sum += out[i]!;
    const mean = sum / total;
    for (let i = from; i < end; i++) out[i]! -= mean;
  }
}
