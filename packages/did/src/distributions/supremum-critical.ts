import { rectangleProbability } from "./rectangle-probability.ts";
import { solveIncreasing } from "./solve-increasing.ts";

/**
 * The c with P(max |Z| ≤ c) = level for normal Z with these correlations: how many standard errors on
 * either side hold all of several estimates at once.
 *
 * @param correlation by rows
 */
export function supremumCritical(correlation: readonly number[], level: number): number {
  const mean = Array.from({ length: Math.sqrt(correlation.length) }, () => 0);
  const inside = (c: number) =>
    rectangleProbability({
      mean,
      covariance: correlation,
      lower: mean.map(() => -c),
      upper: mean.map(() => c),
    });
  return solveIncreasing(inside, level, 0, 8, 1e-9);
}
