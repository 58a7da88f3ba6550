import type { Covariate } from "../balance/balance-rows.ts";
import { weightedMean } from "../balance/weighted-mean.ts";

/** A function of a covariate whose mean is to be met. */
export interface MomentColumn extends Covariate {
  /** The covariate it is a power of. */
  readonly covariate: string;
}

const POWERS = ["", "²", "³"] as const;

/**
 * The covariates and, for two or three moments, the squares and cubes of their distances from the mean of
 * the population aimed at. A 0/1 covariate has no moments beyond its mean.
 *
 * @param target weight of each row in the population aimed at
 */
export function momentColumns(
  covariates: readonly Covariate[],
  target: Float64Array,
  moments: 1 | 2 | 3,
): readonly MomentColumn[] {
  return covariates.flatMap(({ name, values }) => {
    const first: MomentColumn = { name, covariate: name, values };
    if (moments === 1 || values.every((v) => v === 0 || v === 1)) return [first];
    const mean = weightedMean(values, target);
    const higher = Array.from({ length: moments - 1 }, (_, m) => ({
      name: `${name}${POWERS[m + 1]}`,
      covariate: name,
      values: values.map((v) => (v - mean) ** (m + 2)),
    }));
    return [first, ...higher];
  });
}
