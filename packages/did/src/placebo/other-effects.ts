import { absorbed, blocksOf, type KernelData } from "./kernel-data.ts";

/** The fixed effects other than the unit's, as dummies side by side. */
export interface StackedEffects {
  readonly size: number;
  /** Columns of the row's effects, `count` for each row. */
  readonly columns: Int32Array;
  readonly count: number;
}

export function stackEffects(data: KernelData): StackedEffects {
  const n = data.unit.length;
  const intercept = !data.unitAbsorbed && data.effects.length === 0;
  if (intercept) return { size: 1, columns: new Int32Array(n), count: 1 };
  const count = data.effects.length;
  const columns = new Int32Array(n * count);
  let size = 0;
  data.effects.forEach((effect, k) => {
    for (let i = 0; i < n; i++) columns[i * count + k] = size + effect.codes[i]!;
    size += effect.nLevels;
  });
  return { size, columns, count };
}

/** Cross-products of the effects' dummies, after unit means are removed where unit effects are absorbed. */
export function schurComplement(data: KernelData, { size, columns, count }: StackedEffects): Float64Array {
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
export function factorise(matrix: Float64Array, n: number): Float64Array {
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

/** Puts L⁻¹b in place of b; returns b′(LL′)⁻¹b. */
export function forwardSolve(l: Float64Array, n: number, b: Float64Array): number {
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

/** Writes L′⁻¹z, 0 for columns left out. */
export function backSolve(l: Float64Array, n: number, z: Float64Array, out: Float64Array): void {
  out.set(z);
  for (let i = n - 1; i >= 0; i--) {
    const pivot = l[i * n + i]!;
    out[i] = pivot === 0 ? 0 : out[i]! / pivot;
    for (let p = 0; p < i; p++) out[p]! -= l[i * n + p]! * out[i]!;
  }
}
