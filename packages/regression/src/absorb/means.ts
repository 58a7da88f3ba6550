import type { Factor } from "@ceteris/core";
import type { Absorber } from "./absorber.ts";

const onePass = Object.freeze({ iterations: 1, converged: true });

/** Subtracts the (weighted) means of one factor's levels, or the mean of all rows. */
export function absorbMeans(nObs: number, factor: Factor | null, weights: Float64Array | null): Absorber {
  if (!factor) {
    const codes = new Int32Array(nObs);
    const means = makeGroupMeans(codes, 1, weights);
    return { method: "intercept", nEffects: 1, absorb: (column) => subtract(column, codes, means(column)) };
  }
  const means = makeGroupMeans(factor.codes, factor.nLevels, weights);
  return {
    method: "means",
    nEffects: factor.nLevels,
    absorb: (column) => subtract(column, factor.codes, means(column)),
  };
}

function subtract(column: Float64Array, codes: Int32Array, means: Float64Array) {
  for (let i = 0; i < column.length; i++) column[i]! -= means[codes[i]!]!;
  return onePass;
}

/** Sums of weights by group; a group without weight would be a defect of the caller. */
export function groupTotals(codes: Int32Array, nGroups: number, weights: Float64Array | null): Float64Array {
  const totals = new Float64Array(nGroups);
  if (weights) for (let i = 0; i < codes.length; i++) totals[codes[i]!]! += weights[i]!;
  else for (let i = 0; i < codes.length; i++) totals[codes[i]!]!++;
  return totals;
}

/** Sums of (weighted) values by group, into `out`. */
export function groupSums(
  column: Float64Array,
  codes: Int32Array,
  weights: Float64Array | null,
  out: Float64Array,
): Float64Array {
  out.fill(0);
  if (weights) for (let i = 0; i < codes.length; i++) out[codes[i]!]! += weights[i]! * column[i]!;
  else for (let i = 0; i < codes.length; i++) out[codes[i]!]! += column[i]!;
  return out;
}

/** A function that takes the means of a column by group; its result is overwritten by the next call. */
export function makeGroupMeans(
  codes: Int32Array,
  nGroups: number,
  weights: Float64Array | null,
): (column: Float64Array) => Float64Array {
  const totals = groupTotals(codes, nGroups, weights);
  const means = new Float64Array(nGroups);
  return (column) => {
    groupSums(column, codes, weights, means);
    for (let g = 0; g < nGroups; g++) means[g]! /= totals[g]!;
    return means;
  };
}
