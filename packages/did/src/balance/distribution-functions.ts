import { firstAtLeast } from "./search-sorted.ts";

/** Distribution functions of two groups at every value that occurs, in order. */
export interface DistributionFunctions {
  readonly x: Float64Array;
  readonly treated: Float64Array;
  readonly controls: Float64Array;
}

/**
 * Weighted distribution functions of the treated and of the controls, one pair for each set of weights.
 *
 * @param values without missing ones
 * @param samples weights, not negative; each group is scaled to 1
 */
export function distributionFunctions(
  values: Float64Array,
  treated: Float64Array,
  samples: readonly Float64Array[],
): readonly DistributionFunctions[] {
  const x = distinct(values);
  const ranks = new Int32Array(values.length);
  for (let i = 0; i < ranks.length; i++) ranks[i] = firstAtLeast(x, values[i]!);
  return samples.map((weights) => {
    const masses = [new Float64Array(x.length), new Float64Array(x.length)] as const;
    for (let i = 0; i < ranks.length; i++) masses[treated[i] as 0 | 1][ranks[i]!]! += weights[i]!;
    return { x, treated: cumulated(masses[1]), controls: cumulated(masses[0]) };
  });
}

function distinct(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  let n = 0;
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[n++] = sorted[i]!;
  return sorted.slice(0, n);
}

/** Running shares of the total. */
function cumulated(masses: Float64Array): Float64Array {
  let total = 0;
  for (const mass of masses) total += mass;
  let sum = 0;
  return masses.map((mass) => {
    sum += mass;
    return Math.min(1, sum / total);
  });
}
