import { type Factor, mapEigenvalues, multiply, symmetricEigen } from "@ceteris/core";
import { makeAbsorber } from "../absorb/make-absorber.ts";
import { rowsByLevel } from "../absorb/schur.ts";
import type { LinearFit } from "../types.ts";

/**
 * Adjusted score sums and Satterthwaite degrees of freedom of a weighted fit, working model independent
 * errors of one variance whatever the weights (as clubSandwich for a weighted `lm`). With weights I − H
 * is no projection, so products of its rows are taken in full: time grows with the square of the rows.
 */
export function adjustWeighted(
  fit: LinearFit,
  by: Factor,
  power: number,
  nothing: number,
): { scores: Float64Array; dof: Float64Array } {
  const k = fit.terms.length;
  const w = fit.weights!;
  const nClusters = by.nLevels;
  const { order, starts } = rowsByLevel(by);
  const transposed = transposedAnnihilator(fit.whole?.fit ?? fit);
  const scores = new Float64Array(nClusters * k);
  const images = Array.from({ length: k }, () => new Array<Float64Array>(nClusters));
  for (let g = 0; g < nClusters; g++) {
    const rows = Int32Array.from({ length: starts[g + 1]! - starts[g]! }, (_, r) =>
      order ? order[starts[g]! + r]! : starts[g]! + r,
    );
    const size = rows.length;
    const lines = Array.from(rows, (row) =>
      transposed((v) => {
        v[row] = 1;
      }),
    );
    const adjust = power === -0.5 ? inverseRoot(lines, size, nothing) : inverseBlock(lines, rows, w, nothing);
    // Row j of bread · x′ W A: what each residual of the cluster adds to coefficient j.
    const wx = new Float64Array(k * size);
    for (let j = 0; j < k; j++) {
      for (let r = 0; r < size; r++) wx[j * size + r] = fit.within[j]![rows[r]!]! * w[rows[r]!]!;
    }
    const e = multiply(wx, adjust, k, size, size);
    for (let j = 0; j < k; j++) {
      for (let r = 0; r < size; r++) scores[g * k + j]! += e[j * size + r]! * fit.residuals[rows[r]!]!;
    }
    const s = multiply(fit.bread, e, k, k, size);
    for (let j = 0; j < k; j++) {
      images[j]![g] = transposed((v) => {
        for (let r = 0; r < size; r++) v[rows[r]!] = s[j * size + r]!;
      });
    }
  }
  return { scores, dof: Float64Array.from(images, (vectors) => satterthwaite(vectors)) };
}

/** v ↦ (I − H)′ v = W (I − H) W⁻¹ v, for a v that `fill` writes into zeros. */
function transposedAnnihilator(fit: LinearFit) {
  const absorber = makeAbsorber(fit.nObs, fit.fixedEffects, fit.weights);
  const w = fit.weights!;
  const k = fit.terms.length;
  return (fill: (v: Float64Array) => void): Float64Array => {
    const v = new Float64Array(fit.nObs);
    fill(v);
    for (let i = 0; i < v.length; i++) v[i]! /= w[i]!;
    absorber.absorb(v);
    const xv = Float64Array.from(fit.within, (x) => dot(x, v, w));
    const b = multiply(fit.bread, xv, k, k, 1);
    for (let j = 0; j < k; j++) for (let i = 0; i < v.length; i++) v[i]! -= b[j]! * fit.within[j]![i]!;
    for (let i = 0; i < v.length; i++) v[i]! *= w[i]!;
    return v;
  };
}

/** The inverse square root of the cluster's block of (I − H)(I − H)′. */
function inverseRoot(lines: readonly Float64Array[], size: number, nothing: number): Float64Array {
  const block = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      block[i * size + j] = dot(lines[i]!, lines[j]!, null);
      block[j * size + i] = block[i * size + j]!;
    }
  }
  return mapEigenvalues(symmetricEigen(block, size), (v) => (v > nothing ? v ** -0.5 : 0));
}

/** The inverse of the cluster's block of I − H, which √w makes symmetric. */
function inverseBlock(
  lines: readonly Float64Array[],
  rows: Int32Array,
  w: Float64Array,
  nothing: number,
): Float64Array {
  const size = rows.length;
  const root = (r: number) => Math.sqrt(w[rows[r]!]!);
  const block = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) block[i * size + j] = (lines[i]![rows[j]!]! * root(i)) / root(j);
  }
  const inverse = mapEigenvalues(symmetricEigen(block, size), (v) => (v > nothing ? 1 / v : 0));
  return inverse.map((v, at) => (v * root(at % size)) / root(Math.floor(at / size)));
}

/** (tr P)² / Σ P² for P the products of the vectors. */
function satterthwaite(vectors: readonly Float64Array[]): number {
  let trace = 0;
  let squares = 0;
  vectors.forEach((a, g) => {
    for (let h = 0; h <= g; h++) {
      const p = dot(a, vectors[h]!, null);
      squares += (g === h ? 1 : 2) * p * p;
      if (g === h) trace += p;
    }
  });
  return (trace * trace) / squares;
}

function dot(a: Float64Array, b: Float64Array, w: Float64Array | null): number {
  let sum = 0;
  if (w) for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]! * w[i]!;
  else for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
