/** Where the drawn treatment goes: `codes[j]` to entity `at[j]`; every other entity keeps the rest code. */
export interface Assignment {
  readonly at: Int32Array;
  readonly codes: Int32Array;
}

/** Treatment codes of the entities that treatment is permuted over, and what can be done with them. */
export interface Assignments {
  readonly nEntities: number;
  /** The most frequent code, which needs no placing. */
  readonly rest: number;
  /** The assignment that happened. */
  readonly actual: Assignment;
  /** Number of distinct assignments; `Infinity` beyond what doubles count exactly. */
  readonly size: number;
}

/** Describes the permutations of `codes` over its positions. */
export function describeAssignments(codes: Int32Array): Assignments {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const rest = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || b - a)[0]!;
  const at = Int32Array.from(codes.keys()).filter((i) => codes[i] !== rest);
  return {
    nEntities: codes.length,
    rest,
    actual: { at, codes: at.map((i) => codes[i]!) },
    size: multinomial([...counts.values()]),
  };
}

/** n! / (n₁! n₂! …), or `Infinity` when it exceeds the integers a double holds exactly. */
export function multinomial(counts: readonly number[]): number {
  let total = 0;
  let ways = 1;
  for (const count of counts) {
    for (let k = 1; k <= count; k++) {
      total++;
      ways = (ways * total) / k;
      if (ways > Number.MAX_SAFE_INTEGER / (total + 1)) return Number.POSITIVE_INFINITY;
    }
  }
  return ways;
}

/** Visits every distinct assignment once, in lexicographic order of the codes. */
export function eachAssignment(all: Assignments, visit: (assignment: Assignment) => void): void {
  const codes = new Int32Array(all.nEntities).fill(all.rest);
  all.actual.at.forEach((entity, j) => {
    codes[entity] = all.actual.codes[j]!;
  });
  codes.sort();
  do {
    const at = Int32Array.from(codes.keys()).filter((i) => codes[i] !== all.rest);
    visit({ at, codes: at.map((i) => codes[i]!) });
  } while (nextPermutation(codes));
}

function nextPermutation(a: Int32Array): boolean {
  let i = a.length - 2;
  while (i >= 0 && a[i]! >= a[i + 1]!) i--;
  if (i < 0) return false;
  let j = a.length - 1;
  while (a[j]! <= a[i]!) j--;
  swap(a, i, j);
  a.subarray(i + 1).reverse();
  return true;
}

/**
 * A source of assignments, each equally likely: the codes that happened, on distinct entities drawn
 * without replacement. `below(n)` gives a whole number from 0 to n − 1. The assignment returned is
 * overwritten by the next call.
 */
export function drawAssignment(all: Assignments, below: (n: number) => number): () => Assignment {
  const pool = Int32Array.from({ length: all.nEntities }, (_, i) => i);
  const m = all.actual.at.length;
  const at = new Int32Array(m);
  const swapped = new Int32Array(m);
  return () => {
    for (let j = 0; j < m; j++) {
      const k = j + below(all.nEntities - j);
      swapped[j] = k;
      swap(pool, j, k);
      at[j] = pool[j]!;
    }
    // Back to the identity, so that a draw depends on its random numbers alone.
    for (let j = m - 1; j >= 0; j--) swap(pool, j, swapped[j]!);
    return { at, codes: all.actual.codes };
  };
}

function swap(a: Int32Array, i: number, j: number): void {
  const kept = a[i]!;
  a[i] = a[j]!;
  a[j] = kept;
}
