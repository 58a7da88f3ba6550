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
  /** The assignment that happened, stratum by stratum. */
  readonly actual: Assignment;
  /** The groups of entities that codes stay within; one of them all where there are no strata. */
  readonly strata: readonly Stratum[];
  /** Number of distinct assignments; `Infinity` beyond what doubles count exactly. */
  readonly size: number;
}

interface Stratum {
  readonly members: Int32Array;
  /** Members with another code than the rest. */
  readonly nPlaced: number;
}

/**
 * Describes the permutations of `codes` over its positions.
 *
 * @param strata the stratum of each position; positions exchange codes within it only. Default: all in one
 */
export function describeAssignments(
  codes: Int32Array,
  strata: { readonly codes: Int32Array; readonly nLevels: number } | null = null,
): Assignments {
  const rest = [...countCodes(codes)].sort(([a, m], [b, n]) => n - m || b - a)[0]![0];
  const members: number[][] = Array.from({ length: strata?.nLevels ?? 1 }, () => []);
  for (let i = 0; i < codes.length; i++) members[strata ? strata.codes[i]! : 0]!.push(i);
  const at = Int32Array.from(members.flatMap((list) => list.filter((i) => codes[i] !== rest)));
  const ways = members.map((list) => multinomial([...countCodes(list.map((i) => codes[i]!)).values()]));
  const size = ways.reduce((product, n) => product * n, 1);
  return {
    nEntities: codes.length,
    rest,
    actual: { at, codes: at.map((i) => codes[i]!) },
    strata: members.map((list) => ({
      members: Int32Array.from(list),
      nPlaced: list.filter((i) => codes[i] !== rest).length,
    })),
    size: size > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : size,
  };
}

function countCodes(codes: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
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

/** Every distinct assignment once, in lexicographic order of the codes within strata, the last stratum fastest. */
export function* everyAssignment(all: Assignments): Generator<Assignment, void> {
  const code = new Int32Array(all.nEntities).fill(all.rest);
  all.actual.at.forEach((entity, j) => {
    code[entity] = all.actual.codes[j]!;
  });
  const order = Int32Array.from(all.strata.flatMap(({ members }) => [...members]));
  const codes = order.map((entity) => code[entity]!);
  const parts: Int32Array[] = [];
  let start = 0;
  for (const { members } of all.strata) {
    parts.push(codes.subarray(start, start + members.length).sort());
    start += members.length;
  }
  do {
    const places = Int32Array.from(order.keys()).filter((i) => codes[i] !== all.rest);
    yield { at: places.map((i) => order[i]!), codes: places.map((i) => codes[i]!) };
  } while (nextOfAll(parts));
}

/** Counts on like an odometer: a part that is at its end starts anew and moves the one before it. */
function nextOfAll(parts: readonly Int32Array[]): boolean {
  for (let s = parts.length - 1; s >= 0; s--) {
    if (nextPermutation(parts[s]!)) return true;
    parts[s]!.reverse();
  }
  return false;
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
 * A source of assignments, each equally likely: the codes that happened, on distinct entities of their
 * stratum drawn without replacement. `below(n)` gives a whole number from 0 to n − 1. The assignment
 * returned is overwritten by the next call.
 */
export function drawAssignment(all: Assignments, below: (n: number) => number): () => Assignment {
  const pools = all.strata.map(({ members, nPlaced }) => ({
    pool: members.slice(),
    swapped: new Int32Array(nPlaced),
  }));
  const { codes } = all.actual;
  const at = new Int32Array(codes.length);
  return () => {
    let placed = 0;
    for (const { pool, swapped } of pools) {
      for (let j = 0; j < swapped.length; j++) {
        const k = j + below(pool.length - j);
        swapped[j] = k;
        swap(pool, j, k);
        at[placed++] = pool[j]!;
      }
      // Back to the identity, so that a draw depends on its random numbers alone.
      for (let j = swapped.length - 1; j >= 0; j--) swap(pool, j, swapped[j]!);
    }
    return { at, codes };
  };
}

function swap(a: Int32Array, i: number, j: number): void {
  const kept = a[i]!;
  a[i] = a[j]!;
  a[j] = kept;
}
