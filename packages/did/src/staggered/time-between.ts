/** Length of time between two periods; differences of decimals such as 2016.1 would split one in two. */
export function timeBetween(from: number, to: number): number {
  return Math.round((to - from) * 1e9) / 1e9 + 0;
}
