/** Position of the first of sorted numbers that is at least a value; their count where none is. */
export function firstAtLeast(sorted: ArrayLike<number>, value: number): number {
  return search(sorted, (v) => v < value);
}

/** Position of the first of sorted numbers that is above a value; their count where none is. */
export function firstAbove(sorted: ArrayLike<number>, value: number): number {
  return search(sorted, (v) => v <= value);
}

function search(sorted: ArrayLike<number>, before: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
