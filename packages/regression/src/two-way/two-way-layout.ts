import type { Factor } from "@ceteris/core";
import { rowsByLevel } from "../absorb/schur.ts";
import { isSloped } from "../sloped-factor.ts";

/** Rows of a model with two effects, sorted by the larger, the groups; the smaller is the periods. */
export interface TwoWayLayout {
  readonly groups: Factor;
  readonly periods: Factor;
  /** First row of each group, and the number of rows at the end. */
  readonly starts: Int32Array;
  /** Rows of the longest group. */
  readonly longest: number;
}

/** More periods than this are left to the general way. */
const mostPeriods = 512;

/** The layout of two factors; null when rows are not sorted by the larger, or the smaller is not small. */
export function twoWayLayout(factors: readonly Factor[]): TwoWayLayout | null {
  if (factors.length !== 2 || factors.some(isSloped)) return null;
  const [a, b] = factors as [Factor, Factor];
  const [groups, periods] = b.nLevels > a.nLevels ? [b, a] : [a, b];
  if (periods.nLevels > mostPeriods) return null;
  const { order, starts } = rowsByLevel(groups);
  if (order) return null;
  let longest = 0;
  for (let g = 0; g + 1 < starts.length; g++) longest = Math.max(longest, starts[g + 1]! - starts[g]!);
  return { groups, periods, starts, longest };
}

/** Rows handled at a time: the columns' parts stay in the nearest cache while they meet each other. */
const block = 1024;

/** Space that a block may need. */
export function blockSize({ longest }: TwoWayLayout): number {
  return block + longest;
}

/** Visits whole groups in order, about a block of rows at a time. */
export function forEachBlock(
  { starts }: TwoWayLayout,
  visit: (firstGroup: number, endGroup: number) => void,
): void {
  const nGroups = starts.length - 1;
  for (let first = 0; first < nGroups; ) {
    let end = first + 1;
    while (end < nGroups && starts[end]! - starts[first]! < block) end++;
    visit(first, end);
    first = end;
  }
}
