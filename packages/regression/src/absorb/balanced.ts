import type { Factor } from "@ceteris/core";
import type { Absorber } from "./absorber.ts";
import { groupSums } from "./means.ts";

/** Every pair of levels has exactly one row. */
export function isBalanced(a: Factor, b: Factor): boolean {
  const n = a.codes.length;
  const width = b.nLevels;
  if (n !== a.nLevels * width) return false;
  if (isSortedGrid(a.codes, b.codes, width)) return true;
  const seen = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const cell = a.codes[i]! * width + b.codes[i]!;
    if (seen[cell] === 1) return false;
    seen[cell] = 1;
  }
  return true;
}

function isSortedGrid(a: Int32Array, b: Int32Array, width: number): boolean {
  for (let i = 0, row = 0, column = 0; i < a.length; i++) {
    if (a[i] !== row || b[i] !== column) return false;
    if (++column === width) {
      column = 0;
      row++;
    }
  }
  return true;
}

/** Double demeaning: x − x̄ of its row − x̄ of its column + x̄, exact when every cell has one row. */
export function absorbBalanced(a: Factor, b: Factor): Absorber {
  const height = a.nLevels;
  const width = b.nLevels;
  const sorted = isSortedGrid(a.codes, b.codes, width);
  const rows = new Float64Array(height);
  const columns = new Float64Array(width);
  return {
    method: "double-demeaning",
    nEffects: height + width - 1,
    absorb: (x) => {
      if (sorted) sweepGrid(x, height, width, columns);
      else sweepCodes(x, a.codes, b.codes, rows, columns);
      return { iterations: 1, converged: true };
    },
  };
}

/** Rows sorted by a, then b. The means of columns are taken after those of rows: their mean is 0. */
function sweepGrid(x: Float64Array, height: number, width: number, columns: Float64Array): void {
  columns.fill(0);
  for (let r = 0, start = 0; r < height; r++, start += width) {
    let sum = 0;
    for (let c = 0; c < width; c++) sum += x[start + c]!;
    const mean = sum / width;
    for (let c = 0; c < width; c++) {
      const value = x[start + c]! - mean;
      x[start + c] = value;
      columns[c]! += value;
    }
  }
  for (let c = 0; c < width; c++) columns[c]! /= height;
  for (let r = 0, start = 0; r < height; r++, start += width) {
    for (let c = 0; c < width; c++) x[start + c]! -= columns[c]!;
  }
}

function sweepCodes(
  x: Float64Array,
  a: Int32Array,
  b: Int32Array,
  rows: Float64Array,
  columns: Float64Array,
): void {
  groupSums(x, a, null, rows);
  for (let r = 0; r < rows.length; r++) rows[r]! /= columns.length;
  for (let i = 0; i < x.length; i++) x[i]! -= rows[a[i]!]!;
  groupSums(x, b, null, columns);
  for (let c = 0; c < columns.length; c++) columns[c]! /= rows.length;
  for (let i = 0; i < x.length; i++) x[i]! -= columns[b[i]!]!;
}
