/** Distribution functions of two groups at every value that occurs, in order. */
export interface DistributionFunctions {
  readonly x: Float64Array;
  readonly treated: Float64Array;
  readonly controls: Float64Array;
}

/**
 * Weighted distribution functions of the treated and of the controls.
 *
 * @param values without missing ones
 * @param weights not negative; each group is scaled to 1
 */
export function distributionFunctions(
  values: Float64Array,
  treated: Float64Array,
  weights: Float64Array,
): DistributionFunctions {
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const totals = [0, 0];
  for (const i of order) totals[treated[i]!]! += weights[i]!;
  const x: number[] = [];
  const reached: [number[], number[]] = [[], []];
  const sums = [0, 0];
  order.forEach((row, at) => {
    sums[treated[row]!]! += weights[row]!;
    const next = order[at + 1];
    if (next !== undefined && values[next] === values[row]) return;
    x.push(values[row]!);
    for (const group of [0, 1] as const) reached[group].push(Math.min(1, sums[group]! / totals[group]!));
  });
  return {
    x: Float64Array.from(x),
    treated: Float64Array.from(reached[1]),
    controls: Float64Array.from(reached[0]),
  };
}
