import type { Factor } from "@ceteris/core";
import { groupSums, groupTotals } from "./means.ts";

/** The sweeps over rows sorted by the largest factor, as in a panel: a group is read while in cache. */
export function sortedSweeps(starts: Int32Array, other: Factor, weights: Float64Array | null) {
  const { codes } = other;
  const sums = new Float64Array(other.nLevels);
  const nGroups = starts.length - 1;
  return {
    /** Subtracts the group means in place and returns the sums left by the other factor's levels. */
    subtractMeans: (x: Float64Array): Float64Array => {
      sums.fill(0);
      for (let g = 0; g < nGroups; g++) {
        const end = starts[g + 1]!;
        let sum = 0;
        let total = 0;
        for (let i = starts[g]!; i < end; i++) {
          const w = weights ? weights[i]! : 1;
          sum += w * x[i]!;
          total += w;
        }
        const mean = sum / total;
        for (let i = starts[g]!; i < end; i++) {
          const v = x[i]! - mean;
          x[i] = v;
          sums[codes[i]!]! += weights ? weights[i]! * v : v;
        }
      }
      return sums;
    },
    /** Subtracts effects less their own group means. */
    subtractEffects: (x: Float64Array, effects: Float64Array): void => {
      for (let g = 0; g < nGroups; g++) {
        const end = starts[g + 1]!;
        let sum = 0;
        let total = 0;
        for (let i = starts[g]!; i < end; i++) {
          const w = weights ? weights[i]! : 1;
          sum += w * effects[codes[i]!]!;
          total += w;
        }
        const mean = sum / total;
        for (let i = starts[g]!; i < end; i++) x[i]! -= effects[codes[i]!]! - mean;
      }
    },
  };
}

/** The three sweeps over the rows that the exact and the iterative way share. */
export function makeSweeps(
  largest: Factor,
  others: readonly Factor[],
  weights: Float64Array | null,
  offsets: Int32Array,
  size: number,
) {
  const totals = groupTotals(largest.codes, largest.nLevels, weights);
  const means = new Float64Array(totals.length);
  const sums = new Float64Array(size);
  const fitted = new Float64Array(largest.codes.length);
  const subtractMeans = (x: Float64Array): void => {
    groupSums(x, largest.codes, weights, means);
    for (let g = 0; g < means.length; g++) means[g]! /= totals[g]!;
    for (let i = 0; i < x.length; i++) x[i]! -= means[largest.codes[i]!]!;
  };
  return {
    subtractMeans,
    /** D′Wx over the stacked levels of the other factors. */
    sumsByOthers: (x: Float64Array): Float64Array => {
      others.forEach((f, k) => {
        groupSums(x, f.codes, weights, sums.subarray(offsets[k]!, offsets[k]! + f.nLevels));
      });
      return sums;
    },
    /** (I − means of the largest factor) D effects; overwritten by the next call. */
    spread: (effects: Float64Array): Float64Array => {
      others.forEach((f, k) => {
        const own = effects.subarray(offsets[k]!, offsets[k]! + f.nLevels);
        if (k === 0) for (let i = 0; i < fitted.length; i++) fitted[i] = own[f.codes[i]!]!;
        else for (let i = 0; i < fitted.length; i++) fitted[i]! += own[f.codes[i]!]!;
      });
      subtractMeans(fitted);
      return fitted;
    },
    subtractEffects(x: Float64Array, effects: Float64Array): void {
      const part = this.spread(effects);
      for (let i = 0; i < x.length; i++) x[i]! -= part[i]!;
    },
  };
}
