// One mark for each row of a panel: 1 where it is kept. Each `drop…` clears marks and returns how many rows it found.

export function dropMissing(keep: Uint8Array, values: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!)) continue;
    keep[i] = 0;
    count++;
  }
  return count;
}

export function dropNegative(keep: Uint8Array, codes: Int32Array): number {
  let count = 0;
  for (let i = 0; i < codes.length; i++) {
    if (codes[i]! >= 0) continue;
    keep[i] = 0;
    count++;
  }
  return count;
}

export function dropZero(keep: Uint8Array, weights: Float64Array): number {
  let count = 0;
  for (let i = 0; i < weights.length; i++) {
    if (keep[i] === 0 || weights[i] !== 0) continue;
    keep[i] = 0;
    count++;
  }
  return count;
}

export function countOnes(keep: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < keep.length; i++) count += keep[i]!;
  return count;
}

export function positions(keep: Uint8Array, count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let i = 0, at = 0; i < keep.length; i++) if (keep[i] === 1) rows[at++] = i;
  return rows;
}
