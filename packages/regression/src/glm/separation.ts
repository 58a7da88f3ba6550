import { CeterisError, symmetricEigen } from "@ceteris/core";
import type { Regressor } from "../types.ts";
import type { Family } from "./family.ts";
import { type LikelihoodMaximum, weightedProducts } from "./maximise-likelihood.ts";
import type { OrthogonalDesign } from "./orthogonal-design.ts";

/** Mean information along a direction below which every row that it moves is at probability 0 or 1. */
const NO_INFORMATION = 1e-7;

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
    const above = 1 - below;
    const cut = high[below]!;
    const next = low[above]!;
    const complete = cut < next;
    const sides = [
      low[below]! < cut ? `every row below ${short(cut)} has outcome ${below}` : "",
      high[above]! > cut ? `every row above ${short(cut)} has outcome ${above}` : "",
    ];
    const how = complete
      ? `it is at most ${short(cut)} in every row with outcome ${below} and at least ${short(next)} in every other`
      : sides.filter((side) => side !== "").join(" and ");
    refuse(where, `“${name}” separates the outcomes${complete ? " completely" : ""}: ${how}`, [name]);
  }
}

/**
 * The terms that together tell outcomes apart, judged where the maximisation ended; empty when none do.
 *
 * Where outcomes are separated the likelihood rises without end along some direction, and rows that
 * the direction moves end at probability 0 or 1: their information vanishes, and Newton's steps do not
 * shrink quadratically as they do towards a finite maximum.
 */
export function separatingTerms(
  design: OrthogonalDesign,
  family: Family,
  weights: Float64Array,
  maximum: LikelihoodMaximum,
): string[] {
  if (!maximum.diverging) return [];
  const eta = maximum.linearPredictor;
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
  const quoted = names.map((name) => `“${name}”`).join(", ");
  const subject = names.length === 1 ? quoted : `a combination of ${quoted}`;
  refuse(where, `${subject} predicts some outcomes without error`, names);
}

function refuse(where: string, what: string, columns: readonly string[]): never {
  throw new CeterisError({
    code: "SEPARATION",
    where,
    what,
    mend: `No finite coefficient maximises the likelihood: leave ${columns.length === 1 ? "the column" : "one of these columns"} out, join its categories, or use rows where both outcomes occur over its range`,
    details: { columns },
  });
}

const short = (value: number) => String(Number(value.toPrecision(6)));
