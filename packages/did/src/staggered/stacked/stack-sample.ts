import { type Factor, withCodes } from "@ceteris/core";
import type { EstimationSample } from "@ceteris/regression";
import type { Stack } from "./stack-rows.ts";

/** A sample on the rows of a stack, units and clusters what they are in the data; counts are of the data's rows. */
export function stackSample(sample: EstimationSample, { rows, isTreated, weights }: Stack): EstimationSample {
  const take = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
  const retake = (factor: Factor) =>
    withCodes(
      factor,
      rows.map((row) => factor.codes[row]!),
    );
  const unit = retake(sample.unit);
  const time = retake(sample.time);
  const treatedUnits = new Set(unit.codes.filter((_, i) => isTreated[i] === 1));
  return {
    ...sample,
    columns: new Map([...sample.columns].map(([name, values]) => [name, take(values)])),
    factors: new Map([...sample.factors].map(([name, factor]) => [name, retake(factor)])),
    unit,
    time,
    weights,
    sample: {
      ...sample.sample,
      nObs: new Set(rows).size,
      nUnits: new Set(unit.codes).size,
      nPeriods: new Set(time.codes).size,
      nTreatedUnits: treatedUnits.size,
    },
  };
}
