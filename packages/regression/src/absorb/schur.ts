import type { Factor } from "@ceteris/core";
import { choleskyDropping, solveDropping } from "../cholesky-dropping.ts";
import type { Absorber } from "./absorber.ts";
import { groupTotals } from "./means.ts";
import { makeSweeps, sortedSweeps } from "./sweeps.ts";

/** A pivot below this share of its diagonal marks a level that the others explain. */
const redundant = 1e-10;

/**
 * The normal equations of the effects after the largest factor was eliminated by its group means:
 * S = D′WD − Σ over groups of v v′ / (weight of the group), over the stacked levels of the others.
 */
export interface SchurComplement {
  readonly size: number;
  /** First stacked level of each of the other factors. */
  readonly offsets: Int32Array;
  /** Cholesky factor of S, redundant levels left out. */
  readonly factor: Float64Array;
  readonly rank: number;
}

/** Multiplications that building and factorising the complement would take. */
export function schurCost(largest: Factor, others: readonly Factor[]): number {
  const size = others.reduce((sum, f) => sum + f.nLevels, 0);
  const counts = groupTotals(largest.codes, largest.nLevels, null);
  let cost = size ** 3 / 6;
  for (const count of counts) cost += Math.min(count * others.length, size) ** 2 / 2;
  return cost;
}

export function schurComplement(
  largest: Factor,
  others: readonly Factor[],
  weights: Float64Array | null,
): SchurComplement {
  const offsets = new Int32Array(others.length);
  let size = 0;
  others.forEach((f, k) => {
    offsets[k] = size;
    size += f.nLevels;
  });
  const s = new Float64Array(size * size);
  const n = largest.codes.length;
  for (let i = 0; i < n; i++) {
    const w = weights ? weights[i]! : 1;
    for (let p = 0; p < others.length; p++) {
      const row = offsets[p]! + others[p]!.codes[i]!;
      for (let q = 0; q <= p; q++) s[row * size + offsets[q]! + others[q]!.codes[i]!]! += w;
    }
  }
  subtractGroups(s, size, offsets, largest, others, weights);
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) s[j * size + i] = s[i * size + j]!;
  // Measured against the diagonal before elimination, a level explained by the groups leaves nothing.
  const scale = new Float64Array(size);
  others.forEach((f, k) => {
    scale.set(groupTotals(f.codes, f.nLevels, weights), offsets[k]!);
  });
  for (let i = 0; i < size; i++) if (s[i * size + i]! <= redundant * scale[i]!) s[i * size + i] = 0;
  const { factor, rank } = choleskyDropping(s, size, redundant);
  return { size, offsets, factor, rank };
}

function subtractGroups(
  s: Float64Array,
  size: number,
  offsets: Int32Array,
  largest: Factor,
  others: readonly Factor[],
  weights: Float64Array | null,
): void {
  const { order, starts } = rowsByLevel(largest);
  const v = new Float64Array(size);
  const touched = new Int32Array(size);
  for (let g = 0; g + 1 < starts.length; g++) {
    let nTouched = 0;
    let total = 0;
    for (let at = starts[g]!; at < starts[g + 1]!; at++) {
      const i = order ? order[at]! : at;
      const w = weights ? weights[i]! : 1;
      total += w;
      for (let p = 0; p < others.length; p++) {
        const level = offsets[p]! + others[p]!.codes[i]!;
        if (v[level] === 0) touched[nTouched++] = level;
        v[level]! += w;
      }
    }
    for (let p = 0; p < nTouched; p++) {
      const row = touched[p]!;
      const share = v[row]! / total;
      for (let q = 0; q < nTouched; q++) {
        const column = touched[q]!;
        if (column <= row) s[row * size + column]! -= share * v[column]!;
      }
    }
    for (let p = 0; p < nTouched; p++) v[touched[p]!] = 0;
  }
}

/** Rows of each level in order; `order` is null when the rows are sorted by level already. */
export function rowsByLevel(factor: Factor): { order: Int32Array | null; starts: Int32Array } {
  const { codes } = factor;
  const starts = new Int32Array(factor.nLevels + 1);
  let sorted = true;
  for (let i = 0; i < codes.length; i++) {
    starts[codes[i]! + 1]!++;
    if (i > 0 && codes[i]! < codes[i - 1]!) sorted = false;
  }
  for (let g = 1; g < starts.length; g++) starts[g]! += starts[g - 1]!;
  if (sorted) return { order: null, starts };
  const next = starts.slice();
  const order = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) order[next[codes[i]!]!++] = i;
  return { order, starts };
}

/**
 * Absorbs exactly: subtracts the largest factor's means, solves the small complement for the other
 * effects, and subtracts these with their own group means.
 */
export function absorbBySchur(
  largest: Factor,
  others: readonly Factor[],
  weights: Float64Array | null,
): Absorber {
  const complement = schurComplement(largest, others, weights);
  const { size, offsets, factor } = complement;
  const { order, starts } = rowsByLevel(largest);
  const [other] = others;
  const nEffects = largest.nLevels + complement.rank;
  if (!order && other && others.length === 1) {
    const sweeps = sortedSweeps(starts, other, weights);
    const absorb = (x: Float64Array) => {
      const effects = sweeps.subtractMeans(x);
      solveDropping(factor, size, effects);
      sweeps.subtractEffects(x, effects);
      return { iterations: 1, converged: true };
    };
    return { method: "schur", nEffects, absorb };
  }
  const sweeps = makeSweeps(largest, others, weights, offsets, size);
  return {
    method: "schur",
    nEffects,
    absorb: (x) => {
      sweeps.subtractMeans(x);
      const effects = sweeps.sumsByOthers(x);
      solveDropping(factor, size, effects);
      sweeps.subtractEffects(x, effects);
      return { iterations: 1, converged: true };
    },
  };
}
