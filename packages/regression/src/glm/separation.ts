import { CeterisError, symmetricEigen } from "@ceteris/core";
import type { Regressor } from "../types.ts";
import type { Family } from "./family.ts";
import { weightedProducts } from "./maximise-likelihood.ts";
import type { OrthogonalDesign } from "./orthogonal-design.ts";

/** Mean information along a direction below which every row that it moves is at probability 0 or 1. */
const NO_INFORMATION = 1e-9;

const MEND =
  "No finite coefficient maximises the likelihood: leave the column out, join its categories, or use rows where both outcomes occur over its range";

/** Refuses one regressor that alone tells the outcomes apart. @throws SEPARATION */
export function refuseSingleSeparation(
  where: string,
  outcome: Float64Array,
  regressors: readonly Regressor[],
  weights: Float64Array,
): void {
  for (const { name, values } of regressors) {
    const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < outcome.length; i++) {
      if (weights[i] === 0) continue;
      const y = outcome[i]!;
      low[y] = Math.min(low[y]!, values[i]!);
      high[y] = Math.max(high[y]!, values[i]!);
    }
    if (Math.min(...low) === Math.max(...high)) continue;
    const upward = high[0]! <= low[1]!;
    if (!upward && !(high[1]! <= low[0]!)) continue;
    const below = upward ? 0 : 1;
    const cut = high[below]!;
    const next = low[1 - below]!;
    const how =
      cut < next
        ? `it is at most ${cut} in every row with outcome ${below} and at least ${next} in every other`
        : `every row below ${cut} has outcome ${below} and every row above has outcome ${1 - below}`;
    throw new CeterisError({
      code: "SEPARATION",
      where,
      what: `“${name}” ${cut < next ? "separates the outcomes completely" : "separates the outcomes, apart from ties"}: ${how}`,
      mend: MEND,
      details: { columns: [name], complete: cut < next },
    });
  }
}

/** The terms that together tell outcomes apart, judged where the maximisation ended; empty when none do. */
export function separatingTerms(
  design: OrthogonalDesign,
  family: Family,
  weights: Float64Array,
  eta: Float64Array,
): string[] {
  const k = design.basis.length;
  let total = 0;
  for (const w of weights) total += w;
  const information = weightedProducts(design.basis, weights, (i) => family.information(eta[i]!) / total);
  const eigen = symmetricEigen(information, k);
  const found = new Set<number>();
  for (let m = 0; m < k; m++) {
    if (eigen.values[m]! > NO_INFORMATION) continue;
    const moved = design.terms.map((_, j) => {
      let sum = 0;
      for (let c = 0; c < k; c++) sum += design.toTerms[j * k + c]! * eigen.vectors[c * k + m]!;
      // In units of the term's own spread, which is 1 over the length of its part of R⁻¹ at most.
      return Math.abs(sum) / Math.hypot(...design.toTerms.subarray(j * k, j * k + k));
    });
    const largest = Math.max(...moved.slice(1));
    for (let j = 1; j < k; j++) if (moved[j]! > 1e-4 * largest) found.add(j);
  }
  return design.terms.filter((_, j) => found.has(j));
}

/** @throws SEPARATION */
export function refuseJointSeparation(where: string, names: readonly string[]): never {
  throw new CeterisError({
    code: "SEPARATION",
    where,
    what: `a combination of ${names.map((name) => `“${name}”`).join(", ")} predicts some outcomes without error`,
    mend: MEND,
    details: { columns: names },
  });
}
