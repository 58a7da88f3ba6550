import { CeterisError, codedFactor, type Factor } from "@ceteris/core";
import { absorbNothing } from "../absorb/absorb-column.ts";
import { makeAbsorber } from "../absorb/make-absorber.ts";
import { isNested } from "../covariance/small-sample.ts";
import type { LinearFit } from "../types.ts";

/** Dummies of one factor, times a column where its levels have slopes. */
export interface LooseBlock {
  readonly codes: Int32Array;
  readonly nLevels: number;
  readonly values: Float64Array | null;
}

/** Fixed effects that span clusters. */
export interface LooseEffects {
  readonly blocks: readonly LooseBlock[];
  /** Levels of all blocks. */
  readonly size: number;
  /** Visits the dummy of each level net of the nested effects, with its square before; the array is used again. */
  eachColumn(visit: (level: number, column: Float64Array, square: number) => void): void;
}

const mostLevels = 1024;

/**
 * Splits off the fixed effects that are nested in clusters: multiplying or leaving out whole clusters
 * commutes with absorbing them, so only the others need absorbing again.
 *
 * @throws OPTION_UNSUPPORTED (more levels than a dense factorisation should take)
 */
export function looseEffects(fit: LinearFit, by: Factor): LooseEffects {
  const { nObs, weights } = fit;
  const effects = fit.fixedEffects.length > 0 || fit.nEffects === 0 ? fit.fixedEffects : [intercept(nObs)];
  const nested = effects.filter((effect) => isNested(effect, by));
  const loose = effects.filter((effect) => !nested.includes(effect));
  const blocks = loose.flatMap(blocksOf);
  const size = blocks.reduce((sum, { nLevels }) => sum + nLevels, 0);
  if (size > mostLevels) throw tooManyLevels(loose, by, size);
  return {
    blocks,
    size,
    eachColumn: (visit) => {
      const absorber = nested.length > 0 ? makeAbsorber(nObs, nested, weights) : absorbNothing;
      const column = new Float64Array(nObs);
      let at = 0;
      for (const { codes, nLevels, values } of blocks) {
        for (let level = 0; level < nLevels; level++, at++) {
          let square = 0;
          for (let i = 0; i < nObs; i++) {
            const value = codes[i] === level ? (values?.[i] ?? 1) : 0;
            column[i] = value;
            square += weights ? weights[i]! * value * value : value * value;
          }
          absorber.absorb(column);
          visit(at, column, square);
        }
      }
    },
  };
}

/** Adds a row's number to the sums of its levels, one block after another. */
export function addByLevel(
  blocks: readonly LooseBlock[],
  row: number,
  amount: number,
  out: Float64Array,
): void {
  let start = 0;
  for (const { codes, nLevels, values } of blocks) {
    out[start + codes[row]!]! += values ? values[row]! * amount : amount;
    start += nLevels;
  }
}

function blocksOf(factor: Factor): readonly LooseBlock[] {
  const { codes, nLevels } = factor;
  const plain = { codes, nLevels, values: null };
  const { slope } = factor as { slope?: { values: Float64Array; withEffects: boolean } };
  if (!slope) return [plain];
  if (!slope.withEffects) return [{ ...plain, values: slope.values }];
  // Beside effects, slopes on deviations from the mean span the same and are less alike.
  const mean = slope.values.reduce((sum, value) => sum + value, 0) / slope.values.length;
  return [plain, { ...plain, values: slope.values.map((value) => value - mean) }];
}

function intercept(nObs: number): Factor {
  return codedFactor("intercept", new Int32Array(nObs), 1, () => "1");
}

function tooManyLevels(loose: readonly Factor[], by: Factor, size: number): CeterisError {
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: `clusters of “${by.name}”`,
    what: `the fixed effects that are not nested in them (${loose.map((f) => f.name).join(", ")}) have ${size} levels, more than ${mostLevels}`,
    mend: "Cluster at a level that contains the larger fixed effects, or use coarser ones",
  });
}
