import type { Factor } from "@ceteris/core";

/** Complete rows, the outcome and controls after absorption, and what treatment is permuted over. */
export interface KernelData {
  readonly nEntities: number;
  /** For each row: the entity that carries a treatment history, the unit, and the period. */
  readonly entity: Int32Array;
  readonly unit: Int32Array;
  readonly time: Int32Array;
  readonly weights: Float64Array | null;
  /** Outcome after the fixed effects and the controls are partialled out. */
  readonly residuals: Float64Array;
  /** Controls after the fixed effects are absorbed, and (X′WX)⁻¹ by rows. */
  readonly within: readonly Float64Array[];
  readonly bread: Float64Array;
  /** Whether unit effects are among those absorbed; the others, or an intercept, are `effects`. */
  readonly unitAbsorbed: boolean;
  readonly effects: readonly Factor[];
}

/** Treatment or an effect of which less than this share is left by the others is not identified. */
export const absorbed = 1e-10;

/** Rows of each unit; rows of a panel lie together by unit. */
export function blocksOf(unit: Int32Array): Int32Array[] {
  const out: Int32Array[] = [];
  for (let start = 0, i = 1; i <= unit.length; i++) {
    if (i < unit.length && unit[i] === unit[start]) continue;
    const from = start;
    out.push(Int32Array.from({ length: i - from }, (_, k) => from + k));
    start = i;
  }
  return out;
}
