import type { WildDraws } from "./wild-draws.ts";

/**
 * The t statistics of the draws when `value` is tested, in the order drawn, without small-sample
 * factors. A draw without variance is infinite, or NaN if its numerator is zero too.
 *
 * @example
 * wildStatistics(wildDraws(fit, { term: "did", by: city }), 0);
 */
export function wildStatistics(draws: WildDraws, value: number): Float64Array {
  const { numerators, shifts, variances, crosses, shiftVariances } = draws;
  const delta = draws.estimate - value;
  return numerators.map((numerator, b) => {
    const variance = variances[b]! + delta * (2 * crosses[b]! + delta * shiftVariances[b]!);
    return (numerator + delta * shifts[b]!) / Math.sqrt(Math.max(variance, 0));
  });
}
