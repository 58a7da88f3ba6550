import type { Assignment } from "./assignments.ts";
import { blocksOf, type KernelData } from "./kernel-data.ts";
import type { StackedEffects } from "./other-effects.ts";
import type { Paths } from "./paths.ts";

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
  const histories = Float64Array.from(paths.flatMap((path) => [...path]));
  const profiles = new Float64Array(histories.length);
  const columnOf = effectOfPeriod(effects, time, nTimes);
  const shared = columnOf && unitAbsorbed && !weights ? sharedPeriods(starts, time) : null;
  const origin = new Int32Array(nEntities).fill(rest * nTimes);
  return ({ at, codes }, effect, out) => {
    for (let j = 0; j < at.length; j++) origin[at[j]!] = codes[j]! * nTimes;
    profiles.set(histories);
    if (columnOf) subtractEffects(profiles, columnOf, effect);
    if (shared) centreProfiles(profiles, nTimes, shared);
    gather(out, profiles, time, starts, entityOf, origin);
    if (!columnOf) subtractByRow(out, effects, effect);
    if (unitAbsorbed && !shared) centreUnits(out, starts, weights);
    for (let j = 0; j < at.length; j++) origin[at[j]!] = rest * nTimes;
  };
}

/** The column of each period's effect, −1 where no row has it; null where effects are not of periods alone. */
function effectOfPeriod({ columns, count }: StackedEffects, time: Int32Array, nTimes: number) {
  if (count !== 1) return null;
  const out = new Int32Array(nTimes).fill(-1);
  for (let i = 0; i < time.length; i++) {
    const t = time[i]!;
    if (out[t]! >= 0 && out[t] !== columns[i]) return null;
    out[t] = columns[i]!;
  }
  return out;
}

/** The periods of every unit where they are the same, otherwise null. */
function sharedPeriods(starts: Int32Array, time: Int32Array): Int32Array | null {
  const first = time.slice(starts[0]!, starts[1]!);
  for (let u = 0; u + 1 < starts.length; u++) {
    const from = starts[u]!;
    if (starts[u + 1]! - from !== first.length) return null;
    for (let j = 0; j < first.length; j++) if (time[from + j] !== first[j]) return null;
  }
  return first;
}

function subtractEffects(profiles: Float64Array, columnOf: Int32Array, effect: Float64Array): void {
  const nTimes = columnOf.length;
  for (let p = 0; p < profiles.length; p++) {
    const column = columnOf[p % nTimes]!;
    if (column >= 0) profiles[p]! -= effect[column]!;
  }
}

function centreProfiles(profiles: Float64Array, nTimes: number, periods: Int32Array): void {
  for (let p = 0; p < profiles.length; p += nTimes) {
    let sum = 0;
    for (let j = 0; j < periods.length; j++) sum += profiles[p + periods[j]!]!;
    const mean = sum / periods.length;
    for (let j = 0; j < periods.length; j++) profiles[p + periods[j]!]! -= mean;
  }
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
