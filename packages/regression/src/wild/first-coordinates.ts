/** The first coordinates of vectors one after another, times a number: z is the first one times √scale. */
export function firstCoordinates(rows: Float64Array, rank: number, by: number): Float64Array {
  return Float64Array.from({ length: rows.length / rank }, (_, g) => by * rows[g * rank]!);
}
