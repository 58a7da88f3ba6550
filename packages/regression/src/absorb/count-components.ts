import type { Factor } from "@ceteris/core";

/**
 * Connected components of the graph that joins a level of `a` and one of `b` wherever a row has both.
 * Two-way effects have one redundant parameter for each.
 */
export function countComponents(a: Factor, b: Factor): number {
  const shift = a.nLevels;
  const parent = Int32Array.from({ length: shift + b.nLevels }, (_, i) => i);
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== top) {
      parent[top] = parent[parent[top]!]!;
      top = parent[top]!;
    }
    return top;
  };
  let components = parent.length;
  for (let i = 0; i < a.codes.length; i++) {
    const p = root(a.codes[i]!);
    const q = root(shift + b.codes[i]!);
    if (p !== q) {
      parent[Math.max(p, q)] = Math.min(p, q);
      components--;
    }
  }
  return components;
}
