import type { TwoByTwo } from "./two-by-two-data.ts";

/** One side of a comparison: Σ weight × value / Σ weight, with what estimating the two adds to its influence. */
export interface Side {
  readonly value: Float64Array;
  readonly weight: Float64Array;
  /** Influence of the first steps on the mean of weight × (value − its mean). */
  readonly firstSteps?: (mean: number) => Float64Array;
}

/** Difference of two weighted means, treated less controls, with its influence function. */
export function compareWeighted(treated: Side, controls: Side): TwoByTwo {
  const [one, other] = [weightedSide(treated), weightedSide(controls)];
  return {
    att: one.mean - other.mean,
    influence: one.influence.map((v, i) => v - other.influence[i]!),
  };
}

function weightedSide({ value, weight, firstSteps }: Side): { mean: number; influence: Float64Array } {
  const n = value.length;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    sum += weight[i]! * value[i]!;
    total += weight[i]!;
  }
  const mean = sum / total;
  const size = total / n;
  const more = firstSteps?.(mean);
  return {
    mean,
    influence: value.map((v, i) => (weight[i]! * (v - mean) + (more ? more[i]! : 0)) / size),
  };
}
