/** A sample quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, R's default). */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const a = sorted[low]!;
  const b = sorted[Math.min(low + 1, sorted.length - 1)]!;
  return a + (at - low) * (b - a);
}
