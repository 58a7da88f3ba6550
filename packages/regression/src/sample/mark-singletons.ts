import type { Factor } from "@ceteris/core";

/**
 * Clears the mark of rows alone in a level of any factor, until every level left has at least two.
 * The rows left do not depend on the order of rows or factors. Rows kept must have codes ≥ 0.
 *
 * @returns how many marks were cleared
 */
export function markSingletons(keep: Uint8Array, factors: readonly Factor[]): number {
  let cleared = 0;
  const counts = factors.map((factor) => {
    const count = new Int32Array(factor.nLevels);
    for (let i = 0; i < keep.length; i++) if (keep[i] === 1) count[factor.codes[i]!]!++;
    return count;
  });
  for (let changed = factors.length > 0; changed; ) {
    changed = false;
    for (let f = 0; f < factors.length; f++) {
      const { codes } = factors[f]!;
      const count = counts[f]!;
      if (!count.includes(1)) continue;
      for (let i = 0; i < keep.length; i++) {
        if (keep[i] === 0 || count[codes[i]!] !== 1) continue;
        keep[i] = 0;
        cleared++;
        changed = true;
        for (let g = 0; g < factors.length; g++) counts[g]![factors[g]!.codes[i]!]!--;
      }
    }
  }
  return cleared;
}
