import { blocksOf, type KernelData } from "./kernel-data.ts";
import type { StackedEffects } from "./other-effects.ts";
import type { Paths } from "./paths.ts";

/** Periods as treatment histories see them. */
export interface Periods {
  /** The column of each period's effect, −1 where no row has it. */
  readonly columnOf: Int32Array;
  /** The periods that every unit has, whose mean is taken out; null where unit means are not, or not alike. */
  readonly ofUnits: Int32Array | null;
}

/** Null where effects are not of periods alone. */
export function periodsOf(data: KernelData, effects: StackedEffects, nTimes: number): Periods | null {
  const columnOf = effectOfPeriod(effects, data.time, nTimes);
  if (!columnOf) return null;
  const alike = data.unitAbsorbed && !data.weights;
  return { columnOf, ofUnits: alike ? periodsOfEveryUnit(data) : null };
}

/** The treatment of each history in each period less the effects, and less unit means where these are alike. */
export function makeProfiles(
  paths: Paths,
  { columnOf, ofUnits }: Periods,
): (effect: Float64Array) => Float64Array {
  const nTimes = columnOf.length;
  const histories = Float64Array.from(paths.flatMap((path) => [...path]));
  const profiles = new Float64Array(histories.length);
  return (effect) => {
    profiles.set(histories);
    for (let p = 0; p < profiles.length; p++) {
      const column = columnOf[p % nTimes]!;
      if (column >= 0) profiles[p]! -= effect[column]!;
    }
    if (ofUnits) centreProfiles(profiles, nTimes, ofUnits);
    return profiles;
  };
}

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
function periodsOfEveryUnit({ unit, time }: KernelData): Int32Array | null {
  const [first, ...others] = blocksOf(unit).map((rows) => rows.map((i) => time[i]!));
  const same = others.every((own) => own.length === first!.length && own.every((t, j) => t === first![j]));
  return same ? first! : null;
}

function centreProfiles(profiles: Float64Array, nTimes: number, periods: Int32Array): void {
  for (let p = 0; p < profiles.length; p += nTimes) {
    let sum = 0;
    for (let j = 0; j < periods.length; j++) sum += profiles[p + periods[j]!]!;
    const mean = sum / periods.length;
    for (let j = 0; j < periods.length; j++) profiles[p + periods[j]!]! -= mean;
  }
}
