import { normal } from "@ceteris/core";
import { type NormalBox, rectangleProbability } from "./rectangle-probability.ts";

/** Below this probability of the box its conditional mean is not reckoned. */
const LEAST = 1e-6;
/** Share of its own variance below which a variable is taken as fixed by another. */
const FIXED = 1e-12;

/**
 * How far a box moves the mean of a normal vector, before the covariance is applied: E[X | box] =
 * mean + covariance · g. For any further variable Y that is jointly normal with X the same g gives
 * E[Y | box] = E[Y] + cov(Y, X) · g (Tallis 1961; Manjunath and Wilhelm 2021). g_j is the density of X_j
 * on the box at its lower bound less that at its upper bound.
 *
 * @returns null where the box has a probability below 1e-6
 */
export function truncatedShift(box: NormalBox, probability: number): readonly number[] | null {
  if (!(probability > LEAST)) return null;
  return Array.from({ length: box.mean.length }, (_, j) => {
    const at = (x: number) => density(box, j, x) / probability;
    return at(box.lower[j]!) - at(box.upper[j]!);
  });
}

/** Density of X_j at x together with the others lying in the box. */
function density({ mean, covariance, lower, upper }: NormalBox, j: number, x: number): number {
  const k = mean.length;
  const variance = covariance[j * k + j]!;
  const s = Math.sqrt(variance);
  const distance = x - mean[j]!;
  const own = normal.pdf(distance / s) / s;
  if (own === 0) return 0;
  const others = Array.from({ length: k }, (_, i) => i).filter((i) => i !== j);
  const slope = (i: number) => covariance[i * k + j]! / variance;
  return (
    own *
    rectangleProbability({
      mean: others.map((i) => mean[i]! + slope(i) * distance),
      covariance: others.flatMap((a) =>
        others.map((b) => {
          const value = covariance[a * k + b]! - slope(a) * covariance[b * k + j]!;
          return a === b && value < FIXED * covariance[a * k + a]! ? 0 : value;
        }),
      ),
      lower: others.map((i) => lower[i]!),
      upper: others.map((i) => upper[i]!),
    })
  );
}
