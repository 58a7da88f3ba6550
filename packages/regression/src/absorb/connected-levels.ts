import type { Factor } from "@ceteris/core";

/** For each level of two factors the name of its component, a number. */
export interface ConnectedLevels {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Components, levels without rows among them. */
  readonly n: number;
}

/**
 * Connected components of the graph that joins a level of `a` and one of `b` wherever a row has both.
 * Two-way effects have one redundant parameter for each, and sums of two effects are identified within one.
 */
export function connectedLevels(a: Factor, b: Factor): ConnectedLevels {
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
  let n = parent.length;
  for (let i = 0; i < a.codes.length; i++) {
    const p = root(a.codes[i]!);
    const q = root(shift + b.codes[i]!);
    if (p !== q) {
      parent[Math.max(p, q)] = Math.min(p, q);
      n--;
    }
  }
  const roots = parent.map((_, at) => root(at));
  return { first: roots.subarray(0, shift), second: roots.subarray(shift), n };
}
