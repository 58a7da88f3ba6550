/** One number for each draw. */
export interface DrawColumns {
  readonly numerators: Float64Array;
  readonly shifts: Float64Array;
  readonly variances: Float64Array;
  readonly crosses: Float64Array;
  readonly shiftVariances: Float64Array;
}

/** Columns to be filled. */
export function emptyColumns(nDraws: number): DrawColumns {
  const column = () => new Float64Array(nDraws);
  return {
    numerators: column(),
    shifts: column(),
    variances: column(),
    crosses: column(),
    shiftVariances: column(),
  };
}
