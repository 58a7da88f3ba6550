import type { Factor } from "@ceteris/core";
import { choleskyDropping, solveDropping } from "../cholesky-dropping.ts";
import { plainEffects, sameCodes } from "../sloped-factor.ts";
import { centre } from "./absorb-column.ts";
import type { Absorber } from "./absorber.ts";
import { conjugateGradients } from "./iterative.ts";
import { type LevelBasis, levelBasis, removeBasis } from "./level-basis.ts";
import { rowsByLevel } from "./schur.ts";

/** A pivot below this share of its diagonal marks a parameter that the others explain. */
const redundant = 1e-10;
const largestComplement = 1024;
const largestCost = 2e9;

/** One parameter for each level of a factor: an effect, or with values a slope. */
interface Block {
  readonly factor: Factor;
  readonly values: Float64Array | null;
  /** First stacked parameter. */
  readonly offset: number;
}

/** Effects and slopes: those of one factor, to be eliminated level by level, and the others stacked. */
export interface SlopedDesign {
  readonly basis: LevelBasis;
  readonly blocks: readonly Block[];
  readonly size: number;
}

/** Eliminates the factor with most parameters. Slopes beside effects are taken about the mean of their column. */
export function slopedDesign(factors: readonly Factor[], weights: Float64Array | null): SlopedDesign {
  const { effects, slopes } = plainEffects(factors);
  const ones = new Float64Array(factors[0]!.codes.length).fill(1);
  const groups: { factor: Factor; hasEffects: boolean; slopes: Float64Array[] }[] = effects.map((factor) => ({
    factor,
    hasEffects: true,
    slopes: [],
  }));
  for (const sloped of slopes) {
    let group = groups.find((g) => sameCodes(g.factor, sloped));
    if (!group) {
      group = { factor: sloped, hasEffects: false, slopes: [] };
      groups.push(group);
    }
    const { values } = sloped.slope;
    group.slopes.push(group.hasEffects ? centre(values, weights).values : values);
  }
  const parameters = (g: (typeof groups)[number]) =>
    g.factor.nLevels * (g.slopes.length + Number(g.hasEffects));
  const [first, ...others] = groups.sort((a, b) => parameters(b) - parameters(a));
  const basis = levelBasis(first!.factor, [...(first!.hasEffects ? [ones] : []), ...first!.slopes], weights);
  const blocks: Block[] = [];
  let size = 0;
  for (const { factor, hasEffects, slopes: values } of others) {
    for (const v of [...(hasEffects ? [null] : []), ...values]) {
      blocks.push({ factor, values: v, offset: size });
      size += factor.nLevels;
    }
  }
  return { basis, blocks, size };
}

/**
 * Absorbs effects and slopes exactly: each level's projection on its own columns, then a Cholesky
 * factorisation of the Schur complement of all other parameters; conjugate gradients when that is large.
 */
export function absorbSloped(factors: readonly Factor[], weights: Float64Array | null): Absorber {
  const design = slopedDesign(factors, weights);
  const { basis, blocks, size } = design;
  const remove = (x: Float64Array) => removeBasis(x, basis, weights);
  if (size === 0) {
    return {
      method: "slopes",
      nEffects: basis.rank,
      absorb: (x) => {
        remove(x);
        return { iterations: 1, converged: true };
      },
    };
  }
  const sums = new Float64Array(size);
  const spread = (effects: Float64Array) => {
    const out = new Float64Array(basis.factor.codes.length);
    for (const { factor, values, offset } of blocks) {
      const { codes } = factor;
      for (let i = 0; i < out.length; i++)
        out[i]! += effects[offset + codes[i]!]! * (values ? values[i]! : 1);
    }
    remove(out);
    return out;
  };
  const sumsByBlocks = (x: Float64Array) => {
    sums.fill(0);
    for (const { factor, values, offset } of blocks) {
      const { codes } = factor;
      for (let i = 0; i < x.length; i++) {
        sums[offset + codes[i]!]! += x[i]! * (values ? values[i]! : 1) * (weights ? weights[i]! : 1);
      }
    }
    return sums;
  };
  const subtract = (x: Float64Array, effects: Float64Array) => {
    const part = spread(effects);
    for (let i = 0; i < x.length; i++) x[i]! -= part[i]!;
  };
  if (size > largestComplement || complementCost(design) > largestCost) {
    const scale = blockWeights(design, weights);
    return {
      method: "iterative",
      nEffects: basis.rank + size - blocks.length,
      absorb: (x) => {
        remove(x);
        const right = sumsByBlocks(x).slice();
        const found = conjugateGradients((v) => sumsByBlocks(spread(v)), right, scale);
        subtract(x, found.effects);
        return { iterations: found.iterations, converged: found.converged };
      },
    };
  }
  const { factor, rank } = slopedComplement(design, weights);
  return {
    method: "slopes",
    nEffects: basis.rank + rank,
    absorb: (x) => {
      remove(x);
      const effects = sumsByBlocks(x);
      solveDropping(factor, size, effects);
      subtract(x, effects);
      return { iterations: 1, converged: true };
    },
  };
}

/** Σ w d² of each stacked parameter; 1 where that is nothing. */
function blockWeights({ blocks, size }: SlopedDesign, weights: Float64Array | null): Float64Array {
  const out = new Float64Array(size);
  for (const { factor, values, offset } of blocks) {
    factor.codes.forEach((code, i) => {
      out[offset + code]! += (weights ? weights[i]! : 1) * (values ? values[i]! ** 2 : 1);
    });
  }
  return out.map((v) => (v > 0 ? v : 1));
}

function complementCost({ basis, blocks, size }: SlopedDesign): number {
  const counts = new Float64Array(basis.factor.nLevels);
  for (const code of basis.factor.codes) counts[code]!++;
  let cost = size ** 3 / 6;
  for (const count of counts) cost += basis.columns.length * Math.min(count * blocks.length, size) ** 2;
  return cost;
}

/** Cholesky factor of D′WD − Σ v v′ over the levels' columns q, v = D′Wq; and the share v of each level. */
export function slopedComplement({ basis, blocks, size }: SlopedDesign, weights: Float64Array | null) {
  const s = new Float64Array(size * size);
  const entry = (block: Block, i: number) => (block.values ? block.values[i]! : 1);
  const { codes, nLevels } = basis.factor;
  for (let i = 0; i < codes.length; i++) {
    const w = weights ? weights[i]! : 1;
    for (const a of blocks) {
      const row = (a.offset + a.factor.codes[i]!) * size;
      for (const b of blocks) s[row + b.offset + b.factor.codes[i]!]! += w * entry(a, i) * entry(b, i);
    }
  }
  const scale = Float64Array.from({ length: size }, (_, p) => s[p * size + p]!);
  const { order, starts } = rowsByLevel(basis.factor);
  const v = new Float64Array(size);
  const isTouched = new Uint8Array(size);
  for (let g = 0; g < nLevels; g++) {
    const touched: number[] = [];
    for (const q of basis.columns) {
      for (let at = starts[g]!; at < starts[g + 1]!; at++) {
        const i = order ? order[at]! : at;
        const share = (weights ? weights[i]! : 1) * q[i]!;
        for (const a of blocks) {
          const p = a.offset + a.factor.codes[i]!;
          if (isTouched[p] === 0) {
            isTouched[p] = 1;
            touched.push(p);
          }
          v[p]! += share * entry(a, i);
        }
      }
      for (const a of touched) for (const b of touched) s[a * size + b]! -= v[a]! * v[b]!;
      for (const a of touched) v[a] = 0;
    }
    for (const a of touched) isTouched[a] = 0;
  }
  for (let p = 0; p < size; p++) if (s[p * size + p]! <= redundant * scale[p]!) s[p * size + p] = 0;
  return choleskyDropping(s, size, redundant);
}
