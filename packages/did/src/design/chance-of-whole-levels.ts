/**
 * The chance that levels of these sizes are treated as wholes when some of the entities in them, drawn at
 * random, are: the number of sets of levels with as many entities, over that of sets of entities. With
 * several groups of entities, as those of several starts, what holds for all of them is no likelier than
 * what holds for one, so that the smallest of their chances is given. Where counting would take long and
 * there are not 2^levels sets enough for a chance of 1e-20, it is that bound.
 *
 * @param sizes entities in each level
 * @param groups entities of each group, together all of them
 */
export function chanceOfWholeLevels(sizes: readonly number[], groups: readonly number[]): number {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  // The rest counts as well as the group: its complement.
  const drawn = new Set(groups.map((size) => Math.min(size, n - size)));
  return Math.min(
    ...Array.from(drawn, (k) => {
      const all = logChoose(n, k);
      const bound = sizes.length * Math.LN2 - all;
      const long = sizes.length * k > 1e6;
      return Math.exp(long && bound < -20 * Math.LN10 ? bound : logSetsOfLevels(sizes, k) - all);
    }),
  );
}

/** Logarithm of the number of sets of levels that hold k entities, one set of which is enough. */
function logSetsOfLevels(sizes: readonly number[], k: number): number {
  const sets = new Float64Array(k + 1);
  sets[0] = 1;
  let scale = 0;
  let most = 0;
  for (const size of sizes) {
    most = Math.min(k, most + size);
    let largest = 0;
    for (let sum = most; sum >= size; sum--) {
      sets[sum]! += sets[sum - size]!;
      largest = Math.max(largest, sets[sum]!);
    }
    if (largest > 1e200) {
      for (let sum = 0; sum <= most; sum++) sets[sum]! *= 1e-200;
      scale += 200 * Math.LN10;
    }
  }
  return Math.log(sets[k]!) + scale;
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}
