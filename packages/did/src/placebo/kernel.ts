import type { Factor } from "@ceteris/core";
import type { Assignment } from "./assignments.ts";
import type { Paths } from "./paths.ts";

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

/** The treatment coefficient under an assignment; `NaN` where the effects absorb the treatment. */
export type Kernel = (assignment: Assignment) => number;

/** Treatment whose variation after absorption is less than this share of its own is not identified. */
const absorbed = 1e-10;

/**
 * The coefficient of any assigned treatment without a regression (Frisch and Waugh): the outcome and
 * the controls are partialled out once, so a draw needs only d′Wỹ and d′WMd. Both are sums over
 * entities of figures that depend on the entity's own treatment history, computed here once; other
 * fixed effects than the unit's enter through the Schur complement that unit means leave.
 */
export function makeKernel(data: KernelData, paths: Paths, rest: number): Kernel {
  const nControls = data.within.length;
  const width = 2 + nControls;
  const effects = stackEffects(data);
  const factor = factorise(schurComplement(data, effects), effects.size);
  const { sums, starts, columns, values } = tabulate(data, paths, rest, effects, width);
  const base = sums.subarray(data.nEntities * paths.length * width);
  const restRow = data.nEntities * paths.length;
  const total = new Float64Array(width);
  const cross = new Float64Array(effects.size);
  return ({ at, codes }) => {
    total.set(base);
    cross.fill(0);
    for (let p = starts[restRow]!; p < starts[restRow + 1]!; p++) cross[columns[p]!] = values[p]!;
    for (let j = 0; j < at.length; j++) {
      const row = at[j]! * paths.length + codes[j]!;
      for (let k = 0; k < width; k++) total[k]! += sums[row * width + k]!;
      for (let p = starts[row]!; p < starts[row + 1]!; p++) cross[columns[p]!]! += values[p]!;
    }
    let variation = total[1]! - squaredSolve(factor, effects.size, cross);
    for (let a = 0; a < nControls; a++) {
      for (let b = 0; b < nControls; b++) {
        variation -= total[2 + a]! * data.bread[a * nControls + b]! * total[2 + b]!;
      }
    }
    return variation > absorbed * total[1]! ? total[0]! / variation : Number.NaN;
  };
}

interface StackedEffects {
  readonly size: number;
  /** Columns of the row's effects, `count` for each row. */
  readonly columns: Int32Array;
  readonly count: number;
}

function stackEffects(data: KernelData): StackedEffects {
  const n = data.unit.length;
  const intercept = !data.unitAbsorbed && data.effects.length === 0;
  if (intercept) return { size: 1, columns: new Int32Array(n), count: 1 };
  const count = data.effects.length;
  const columns = new Int32Array(n * count);
  let size = 0;
  data.effects.forEach((effect, k) => {
    for (let i = 0; i < n; i++) columns[i * count + k] = size + effect.codes[i]!;
    size += effect.labels.length;
  });
  return { size, columns, count };
}

/** Cross-products of the effects' dummies, after unit means are removed where unit effects are absorbed. */
function schurComplement(data: KernelData, { size, columns, count }: StackedEffects): Float64Array {
  const out = new Float64Array(size * size);
  const sums = new Float64Array(size);
  for (const rows of blocksOf(data.unit)) {
    const touched: number[] = [];
    let total = 0;
    for (const i of rows) {
      const w = data.weights ? data.weights[i]! : 1;
      total += w;
      for (let a = 0; a < count; a++) {
        const column = columns[i * count + a]!;
        if (sums[column] === 0) touched.push(column);
        sums[column]! += w;
        for (let b = 0; b < count; b++) out[column * size + columns[i * count + b]!]! += w;
      }
    }
    if (data.unitAbsorbed) {
      for (const a of touched) for (const b of touched) out[a * size + b]! -= (sums[a]! * sums[b]!) / total;
    }
    for (const a of touched) sums[a] = 0;
  }
  return out;
}

/** Cholesky factor by rows; columns that depend on earlier ones are left out as zeros. */
function factorise(matrix: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    let pivot = matrix[j * n + j]!;
    const diagonal = pivot;
    for (let p = 0; p < j; p++) pivot -= l[j * n + p]! ** 2;
    if (!(pivot > absorbed * diagonal)) {
      for (let p = 0; p < j; p++) l[j * n + p] = 0;
      continue;
    }
    const root = Math.sqrt(pivot);
    l[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = matrix[i * n + j]!;
      for (let p = 0; p < j; p++) sum -= l[i * n + p]! * l[j * n + p]!;
      l[i * n + j] = sum / root;
    }
  }
  return l;
}

/** b′(LL′)⁻¹b; overwrites b. */
function squaredSolve(l: Float64Array, n: number, b: Float64Array): number {
  let out = 0;
  for (let i = 0; i < n; i++) {
    const pivot = l[i * n + i]!;
    let sum = b[i]!;
    for (let p = 0; p < i; p++) sum -= l[i * n + p]! * b[p]!;
    b[i] = pivot === 0 ? 0 : sum / pivot;
    out += b[i]! * b[i]!;
  }
  return out;
}

/**
 * For each entity under each history, less the same entity under the rest's: [d′Wỹ, d′W(d − unit mean),
 * d′WX̃ …] in `sums`, and the products with the effects in sparse rows. One row more holds the sums
 * when every entity has the rest's history.
 */
function tabulate(
  data: KernelData,
  paths: Paths,
  rest: number,
  effects: StackedEffects,
  width: number,
): { sums: Float64Array; starts: Int32Array; columns: Int32Array; values: Float64Array } {
  const nRows = data.nEntities * paths.length;
  const sums = new Float64Array((nRows + 1) * width);
  const starts = new Int32Array(nRows + 2);
  const columns: number[] = [];
  const values: number[] = [];
  const byEntity = unitsOfEntities(data);
  const cross = new Float64Array(effects.size);
  const restCross = new Float64Array(effects.size);
  for (let e = 0; e < data.nEntities; e++) {
    const own = new Float64Array(width);
    const ownCross = new Float64Array(effects.size);
    for (const rows of byEntity[e]!) addUnit(data, rows, paths[rest]!, effects, own, ownCross);
    for (let k = 0; k < width; k++) sums[nRows * width + k]! += own[k]!;
    for (let f = 0; f < effects.size; f++) restCross[f]! += ownCross[f]!;
    for (let c = 0; c < paths.length; c++) {
      const row = e * paths.length + c;
      const into = sums.subarray(row * width, (row + 1) * width);
      if (c !== rest) {
        cross.fill(0);
        for (const rows of byEntity[e]!) addUnit(data, rows, paths[c]!, effects, into, cross);
        for (let k = 0; k < width; k++) into[k]! -= own[k]!;
        for (let f = 0; f < effects.size; f++) {
          const value = cross[f]! - ownCross[f]!;
          if (value === 0) continue;
          columns.push(f);
          values.push(value);
        }
      }
      starts[row + 1] = columns.length;
    }
  }
  for (let f = 0; f < effects.size; f++) {
    if (restCross[f] === 0) continue;
    columns.push(f);
    values.push(restCross[f]!);
  }
  starts[nRows + 1] = columns.length;
  return { sums, starts, columns: Int32Array.from(columns), values: Float64Array.from(values) };
}

function addUnit(
  data: KernelData,
  rows: Int32Array,
  path: Uint8Array,
  effects: StackedEffects,
  into: Float64Array,
  cross: Float64Array,
): void {
  let weight = 0;
  let on = 0;
  for (const i of rows) {
    const w = data.weights ? data.weights[i]! : 1;
    weight += w;
    if (path[data.time[i]!] === 0) continue;
    on += w;
    into[0]! += w * data.residuals[i]!;
    for (let k = 0; k < data.within.length; k++) into[2 + k]! += w * data.within[k]![i]!;
  }
  if (on === 0) return;
  const mean = data.unitAbsorbed ? on / weight : 0;
  into[1]! += on * (1 - mean);
  if (mean === 1) return;
  for (const i of rows) {
    const value = (data.weights ? data.weights[i]! : 1) * (path[data.time[i]!]! - mean);
    for (let a = 0; a < effects.count; a++) cross[effects.columns[i * effects.count + a]!]! += value;
  }
}

/** Rows of each unit; rows of a panel lie together by unit. */
function blocksOf(unit: Int32Array): Int32Array[] {
  const out: Int32Array[] = [];
  for (let start = 0, i = 1; i <= unit.length; i++) {
    if (i < unit.length && unit[i] === unit[start]) continue;
    const from = start;
    out.push(Int32Array.from({ length: i - from }, (_, k) => from + k));
    start = i;
  }
  return out;
}

function unitsOfEntities(data: KernelData): Int32Array[][] {
  const out: Int32Array[][] = Array.from({ length: data.nEntities }, () => []);
  for (const rows of blocksOf(data.unit)) out[data.entity[rows[0]!]!]!.push(rows);
  return out;
}
