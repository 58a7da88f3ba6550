import { blocksOf, type KernelData } from "./kernel-data.ts";
import type { StackedEffects } from "./other-effects.ts";
import type { Paths } from "./paths.ts";

/** What each entity contributes under each history; see `tabulate`. */
export interface Table {
  readonly sums: Float64Array;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/**
 * For each entity under each history, less the same entity under the rest's: [d′Wỹ, d′W(d − unit mean),
 * d′WX̃ …] in `sums`, and the products with the effects in sparse rows. One row more holds the sums
 * when every entity has the rest's history.
 */
export function tabulate(
  data: KernelData,
  paths: Paths,
  rest: number,
  effects: StackedEffects,
  width: number,
): Table {
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

function unitsOfEntities(data: KernelData): Int32Array[][] {
  const out: Int32Array[][] = Array.from({ length: data.nEntities }, () => []);
  for (const rows of blocksOf(data.unit)) out[data.entity[rows[0]!]!]!.push(rows);
  return out;
}

/** Whether a history contributes the same to d′WMd whichever entity has it, as in a balanced panel of units. */
export function entitiesAlike(nEntities: number, nCodes: number, width: number, table: Table): boolean {
  const { sums, starts, columns, values } = table;
  for (let r = nCodes; r < nEntities * nCodes; r++) {
    const first = r % nCodes;
    if (sums[r * width + 1] !== sums[first * width + 1]) return false;
    const length = starts[r + 1]! - starts[r]!;
    if (length !== starts[first + 1]! - starts[first]!) return false;
    for (let k = 0; k < length; k++) {
      const [p, q] = [starts[r]! + k, starts[first]! + k];
      if (columns[p] !== columns[q] || values[p] !== values[q]) return false;
    }
  }
  return true;
}
