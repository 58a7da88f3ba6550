import type { KernelData } from "./kernel-data.ts";
import type { ScoreGroups } from "./residual-scores.ts";

/** Sums by group of rows from which the scores of any draw follow; see `tabulatedScores`. */
export interface ScoreTables {
  /** Numbers of a row of `base`, and of those how many come first and depend on the history. */
  readonly width: number;
  readonly nMoving: number;
  /** Of each group when all have the rest's history z: Σzỹ, Σz², ΣzX̃, then ΣX̃ỹ, ΣX̃X̃′ (upper half by rows). */
  readonly base: Float64Array;
  /** Σ over groups of base·base′: the upper half by rows, what is off the diagonal twice. */
  readonly form: Float64Array;
  readonly cells: ScoreCells;
  /** The moving sums of each cell under each history, less those under the rest's. */
  readonly changes: Float64Array;
}

/** Cells are the rows of an entity in one group; the cells of an entity lie together. */
interface ScoreCells {
  readonly ofRow: Int32Array;
  readonly group: Int32Array;
  readonly starts: Int32Array;
}

/** Numbers in a row of `base` with k controls. */
export function scoreWidth(k: number): { readonly width: number; readonly nMoving: number } {
  return { width: 2 + k + k + (k * (k + 1)) / 2, nMoving: 2 + k };
}

export function scoreCells({ entity, nEntities }: KernelData, { codes }: ScoreGroups): ScoreCells {
  const order = Int32Array.from(entity.keys()).sort(
    (i, j) => entity[i]! - entity[j]! || codes[i]! - codes[j]!,
  );
  const ofRow = new Int32Array(order.length);
  const group: number[] = [];
  const starts = new Int32Array(nEntities + 1);
  order.forEach((i, at) => {
    const last = at === 0 ? -1 : order[at - 1]!;
    if (last < 0 || entity[last] !== entity[i] || codes[last] !== codes[i]) group.push(codes[i]!);
    ofRow[i] = group.length - 1;
    starts[entity[i]! + 1] = group.length;
  });
  return { ofRow, group: Int32Array.from(group), starts };
}

/** @param profiles treatment after effects under each history, `nTimes` numbers each */
export function tabulateScores(
  { residuals, within, time }: KernelData,
  profiles: Float64Array,
  nTimes: number,
  rest: number,
  cells: ScoreCells,
  groups: ScoreGroups,
): ScoreTables {
  const k = within.length;
  const { width, nMoving } = scoreWidth(k);
  const nCodes = profiles.length / nTimes;
  const base = new Float64Array(groups.nLevels * width);
  const changes = new Float64Array(cells.group.length * nCodes * nMoving);
  for (let i = 0; i < residuals.length; i++) {
    const y = residuals[i]!;
    const z = profiles[rest * nTimes + time[i]!]!;
    const row = groups.codes[i]! * width;
    addMoving(base, row, z, z * z, y, within, i);
    for (let a = 0, at = row + nMoving + k; a < k; a++) {
      base[row + nMoving + a]! += within[a]![i]! * y;
      for (let b = a; b < k; b++) base[at++]! += within[a]![i]! * within[b]![i]!;
    }
    for (let c = 0; c < nCodes; c++) {
      const v = profiles[c * nTimes + time[i]!]!;
      const cell = (cells.ofRow[i]! * nCodes + c) * nMoving;
      if (c !== rest) addMoving(changes, cell, v - z, (v - z) * (v + z), y, within, i);
    }
  }
  return { width, nMoving, base, form: squares(base, width), cells, changes };
}

function addMoving(
  into: Float64Array,
  at: number,
  z: number,
  square: number,
  y: number,
  within: readonly Float64Array[],
  row: number,
): void {
  into[at]! += z * y;
  into[at + 1]! += square;
  for (let a = 0; a < within.length; a++) into[at + 2 + a]! += z * within[a]![row]!;
}

function squares(rows: Float64Array, width: number): Float64Array {
  const out = new Float64Array((width * (width + 1)) / 2);
  for (let from = 0; from < rows.length; from += width) {
    for (let a = 0, at = 0; a < width; a++) {
      out[at++]! += rows[from + a]! ** 2;
      for (let b = a + 1; b < width; b++) out[at++]! += 2 * rows[from + a]! * rows[from + b]!;
    }
  }
  return out;
}
