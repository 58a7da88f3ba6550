import { choleskyInverse, choleskySolve } from "@ceteris/core";
import { choleskyDropping } from "../cholesky-dropping.ts";
import { orthogonalise } from "./orthogonalise.ts";
import type { WithinSums } from "./within-sums.ts";

export interface Solution {
  /** Positions of the regressors kept, ascending. */
  readonly kept: readonly number[];
  readonly coefficients: Float64Array;
  /** (X′WX)⁻¹ of the kept, by rows. */
  readonly bread: Float64Array;
  /** Regressors left out, each with the kept ones that explain it. */
  readonly dropped: readonly { readonly index: number; readonly explainedBy: readonly number[] }[];
}

/** Below this relative pivot of X′WX digits are lost twice over: the columns themselves are factorised. */
const wellConditioned = 1e-4;
/** A coefficient in this share of the column's norm counts as part of the explanation. */
const explains = 1e-6;

/**
 * Coefficients from cross products; null when these are too ill-conditioned to be trusted.
 * `order` says which regressors may explain which: each only those after it.
 */
export function solveNormal(sums: WithinSums, order: readonly number[]): Solution | null {
  const { k, xx, xy } = sums;
  const norms = Float64Array.from({ length: k }, (_, j) => Math.sqrt(xx[j * k + j]!));
  const scaled = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const p = order[i]!;
      const q = order[j]!;
      scaled[i * k + j] = xx[p * k + q]! / (norms[p]! * norms[q]!);
    }
  }
  const { factor, rank, smallestPivot } = choleskyDropping(scaled, k, wellConditioned);
  if (rank < k || smallestPivot < wellConditioned) return null;
  const right = choleskySolve(
    factor,
    k,
    Float64Array.from(order, (p) => xy[p]! / norms[p]!),
  );
  const inverse = choleskyInverse(factor, k);
  const coefficients = new Float64Array(k);
  const bread = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    const p = order[i]!;
    coefficients[p] = right[i]! / norms[p]!;
    for (let j = 0; j < k; j++)
      bread[p * k + order[j]!] = inverse[i * k + j]! / (norms[p]! * norms[order[j]!]!);
  }
  return { kept: order.map((_, i) => i), coefficients, bread, dropped: [] };
}

/** Coefficients from the columns themselves, linearly dependent ones left out. */
export function solveColumns(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array | null,
  order: readonly number[],
  tolerance: number,
): Solution {
  const {
    r,
    kept: keptPlaces,
    projections,
    explanations,
  } = orthogonalise(
    order.map((p) => columns[p]!),
    outcome,
    weights,
    tolerance,
  );
  const m = keptPlaces.length;
  const inverse = upperInverse(r, m);
  const positions = keptPlaces.map((place) => order[place]!);
  const kept = [...positions].sort((a, b) => a - b);
  const rank = new Map(kept.map((p, at) => [p, at]));
  const coefficients = new Float64Array(m);
  const bread = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    const row = rank.get(positions[i]!)!;
    for (let j = i; j < m; j++) coefficients[row]! += inverse[i * m + j]! * projections[j]!;
    for (let j = 0; j < m; j++) {
      let sum = 0;
      for (let q = Math.max(i, j); q < m; q++) sum += inverse[i * m + q]! * inverse[j * m + q]!;
      bread[row * m + rank.get(positions[j]!)!] = sum;
    }
  }
  const dropped = explanations.map(({ place, projections: c, norm }) => {
    const explainedBy: number[] = [];
    for (let i = 0; i < c.length; i++) {
      let weight = 0;
      for (let j = i; j < c.length; j++) weight += inverse[i * m + j]! * c[j]!;
      const size = Math.abs(weight) * columnNorm(r, m, i);
      if (size > explains * norm) explainedBy.push(positions[i]!);
    }
    return { index: order[place]!, explainedBy: explainedBy.sort((a, b) => a - b) };
  });
  return { kept, coefficients, bread, dropped };
}

function columnNorm(r: Float64Array, m: number, column: number): number {
  let sum = 0;
  for (let i = 0; i <= column; i++) sum += r[i * m + column]! ** 2;
  return Math.sqrt(sum);
}

function upperInverse(r: Float64Array, m: number): Float64Array {
  const out = new Float64Array(m * m);
  for (let j = 0; j < m; j++) {
    out[j * m + j] = 1 / r[j * m + j]!;
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let p = i + 1; p <= j; p++) sum -= r[i * m + p]! * out[p * m + j]!;
      out[i * m + j] = sum / r[i * m + i]!;
    }
  }
  return out;
}
