import { CeterisError, type Factor } from "@ceteris/core";
import { groupTotals } from "../absorb/means.ts";
import { schurComplement } from "../absorb/schur.ts";
import { slopedComplement, slopedDesign } from "../absorb/sloped.ts";
import { solveLower } from "../cholesky-dropping.ts";
import { isSloped } from "../sloped-factor.ts";
import type { LinearFit } from "../types.ts";

/**
 * The projection on the fixed effects, in coordinates: for rows i and j it is
 * √(wᵢwⱼ) · ([same group] / total of the group + c(i) · c(j)).
 */
export interface EffectsHat {
  /** Group of each row in the largest effect. */
  readonly codes: Int32Array;
  readonly totals: Float64Array;
  /** Length of c. */
  readonly size: number;
  /** Writes c of a row at the start of `out`. */
  coordinates(row: number, out: Float64Array): void;
}

const mostCells = 5e7;

/** @throws OPTION_UNSUPPORTED when the effects are too large to be projected row by row */
export function effectsHat(fit: LinearFit): EffectsHat {
  if (fit.fixedEffects.some(isSloped)) return slopedHat(fit);
  const [largest, ...others] = [...fit.fixedEffects].sort((a, b) => b.nLevels - a.nLevels);
  if (!largest) {
    return { codes: new Int32Array(fit.nObs), totals: totalWeight(fit), size: 0, coordinates: () => {} };
  }
  const totals = groupTotals(largest.codes, largest.nLevels, fit.weights);
  if (others.length === 0) return { codes: largest.codes, totals, size: 0, coordinates: () => {} };
  const levels = others.reduce((sum, f) => sum + f.nLevels, 0);
  if (fit.absorption.method === "iterative" || levels * totals.length > mostCells) throw tooLarge(fit);
  const { size, offsets, factor } = schurComplement(largest, others, fit.weights);
  const shares = groupShares(largest, others, fit.weights, offsets, size, totals);
  return {
    codes: largest.codes,
    totals,
    size,
    coordinates: (row, out) => {
      const start = largest.codes[row]! * size;
      for (let level = 0; level < size; level++) out[level] = -shares[start + level]!;
      others.forEach((f, k) => {
        out[offsets[k]! + f.codes[row]!]! += 1;
      });
      solveLower(factor, size, out);
    },
  };
}

/** With slopes: the largest factor's columns are coordinates of their own, one for each level. */
function slopedHat(fit: LinearFit): EffectsHat {
  const design = slopedDesign(fit.fixedEffects, fit.weights);
  const { basis, blocks } = design;
  const { codes, nLevels } = basis.factor;
  const own = basis.columns.length * nLevels;
  const size = own + design.size;
  if (fit.absorption.method === "iterative" || size * nLevels > mostCells) throw tooLarge(fit);
  const { factor } = slopedComplement(design, fit.weights);
  const shares = basis.columns.map((q) => {
    const out = new Float64Array(nLevels * design.size);
    for (let i = 0; i < codes.length; i++) {
      const share = (fit.weights ? fit.weights[i]! : 1) * q[i]!;
      for (const { factor: f, values, offset } of blocks) {
        out[codes[i]! * design.size + offset + f.codes[i]!]! += share * (values ? values[i]! : 1);
      }
    }
    return out;
  });
  return {
    codes: new Int32Array(fit.nObs),
    totals: Float64Array.of(Number.POSITIVE_INFINITY),
    size,
    coordinates: (row, out) => {
      out.fill(0, 0, size);
      const group = codes[row]!;
      const rest = out.subarray(own, size);
      basis.columns.forEach((q, p) => {
        out[p * nLevels + group] = q[row]!;
        const start = group * design.size;
        for (let s = 0; s < design.size; s++) rest[s]! -= q[row]! * shares[p]![start + s]!;
      });
      for (const { factor: f, values, offset } of blocks)
        rest[offset + f.codes[row]!]! += values ? values[row]! : 1;
      solveLower(factor, design.size, rest);
    },
  };
}

/** Share of each stacked level in each group, groups × size by rows. */
function groupShares(
  largest: Factor,
  others: readonly Factor[],
  weights: Float64Array | null,
  offsets: Int32Array,
  size: number,
  totals: Float64Array,
): Float64Array {
  const shares = new Float64Array(totals.length * size);
  for (let i = 0; i < largest.codes.length; i++) {
    const group = largest.codes[i]!;
    const share = (weights ? weights[i]! : 1) / totals[group]!;
    for (let k = 0; k < others.length; k++)
      shares[group * size + offsets[k]! + others[k]!.codes[i]!]! += share;
  }
  return shares;
}

function totalWeight(fit: LinearFit): Float64Array {
  return Float64Array.of(fit.weights ? fit.weights.reduce((a, b) => a + b, 0) : fit.nObs);
}

function tooLarge(fit: LinearFit): CeterisError {
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "covariance",
    what: `leverages are not available with fixed effects as large as ${fit.fixedEffects.map((f) => `${f.name} (${f.nLevels})`).join(", ")}`,
    mend: "Use hc1 or cluster, which need no leverages",
  });
}
