import type { AttGtResult, Estimate } from "@ceteris/core";
import { nullRow } from "../estimate-table.ts";
import type { Effect } from "./effect-mean.ts";
import { inferJointly, type JointInference } from "./joint-inference.ts";

/** A function of group-time effects and shares, by its name. */
export interface NamedEffect {
  readonly term: string;
  readonly effect: Effect;
}

/**
 * Rows of functions of group-time effects and shares, and the row of their summary, from the joint
 * covariance of effects and shares and from their bootstrap draws. Uniform intervals hold the rows, not
 * the summary, which stands by itself; a summary without rows is its own row.
 */
export function inferEffects(
  { vcov, draws, spec }: AttGtResult,
  parts: readonly NamedEffect[],
  overall: Effect | null,
  overallTerm: string,
): JointInference & { readonly overall: Estimate } {
  const level = spec.level as number;
  const infer = (effects: readonly NamedEffect[], uniform: boolean) => {
    const gradients = effects.map(({ effect }) => effect.gradient);
    return inferJointly(
      {
        terms: effects.map(({ term }) => term),
        estimates: effects.map(({ effect }) => effect.value),
        covariance: carried(gradients, vcov.matrix),
        draws: draws && gradients.map((gradient) => carriedDraws(gradient, draws.deviations, draws.n)),
      },
      { level, uniform },
    );
  };
  const one = overall ? infer([{ term: overallTerm, effect: overall }], false) : null;
  const rows = parts.length > 0 || !one ? infer(parts, spec.uniform as boolean) : one;
  return { ...rows, overall: one?.rows[0] ?? nullRow(overallTerm) };
}

/** G V G′ by rows. */
function carried(gradients: readonly Float64Array[], matrix: readonly (readonly number[])[]): Float64Array {
  const k = gradients.length;
  const out = new Float64Array(k * k);
  gradients.forEach((a, i) => {
    const moved = matrix.map((row) => dot(row, a));
    for (let j = i; j < k; j++) {
      out[i * k + j] = dot(moved, gradients[j]!);
      out[j * k + i] = out[i * k + j]!;
    }
  });
  return out;
}

function dot(a: readonly number[], b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function carriedDraws(
  gradient: Float64Array,
  deviations: readonly (readonly number[])[],
  n: number,
): Float64Array {
  const out = new Float64Array(n);
  gradient.forEach((by, term) => {
    if (by === 0) return;
    const own = deviations[term]!;
    for (let b = 0; b < n; b++) out[b]! += by * own[b]!;
  });
  return out;
}
