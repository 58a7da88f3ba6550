import { type Factor, withCodes } from "@ceteris/core";
import type { EstimationSample } from "@ceteris/regression";
import type { Stack } from "./stack-rows.ts";

/** A sample on the rows of a stack, units and clusters what they are in the data; counts are of the data's rows. */
export function stackSample(sample: EstimationSample, stack: Stack): EstimationSample {
  const { rows, isTreated, weights } = stack;
  const take = (values: Float64Array) => {
    const out = new Float64Array(rows.length);
    for (let i = 0; i < out.length; i++) out[i] = values[rows[i]!]!;
    return out;
  };
  const retake = (factor: Factor) => {
    const codes = new Int32Array(rows.length);
    for (let i = 0; i < codes.length; i++) codes[i] = factor.codes[rows[i]!]!;
    return withCodes(factor, codes);
  };
  const { unit, time } = sample;
  return {
    ...sample,
    columns: new Map([...sample.columns].map(([name, values]) => [name, take(values)])),
    factors: new Map([...sample.factors].map(([name, factor]) => [name, retake(factor)])),
    unit: retake(unit),
    time: retake(time),
    weights,
    sample: {
      ...sample.sample,
      nObs: countDistinct(sample.sample.nObs, rows.length, (i) => rows[i]!),
      nUnits: countDistinct(unit.nLevels, rows.length, (i) => unit.codes[rows[i]!]!),
      nPeriods: countDistinct(time.nLevels, rows.length, (i) => time.codes[rows[i]!]!),
      nTreatedUnits: countDistinct(unit.nLevels, rows.length, (i) =>
        isTreated[i] === 1 ? unit.codes[rows[i]!]! : -1,
      ),
    },
  };
}

/** How many of 0 … size − 1 are met; −1 counts for none. */
function countDistinct(size: number, n: number, at: (i: number) => number): number {
  const isMet = new Uint8Array(size);
  let count = 0;
  for (let i = 0; i < n; i++) {
    const value = at(i);
    if (value < 0 || isMet[value] === 1) continue;
    isMet[value] = 1;
    count++;
  }
  return count;
}
