import type { AttGtResult, Estimate } from "@ceteris/core";
import { nullRow } from "../model/estimate-table.ts";
import type { Effect } from "./effect-mean.ts";
import { inferJointly, type JointInference } from "./joint-inference.ts";

/** A function of group-time effects and shares, by its name; null where it is not identified. */
export interface NamedEffect {
  readonly term: string;
  readonly effect: Effect | null;
}

/**
 * Rows of functions of group-time effects and shares, and the row of their summary, from the joint
 * covariance of effects and shares and from their bootstrap draws. Uniform intervals hold the rows, not
 * the summary, which stands by itself. What is not identified has a row of nulls and no place in `vcov`.
 */
export function inferEffects(
  result: AttGtResult,
  parts: readonly NamedEffect[],
  summary: Effect | null,
  summaryTerm: string,
): JointInference & { readonly overall: Estimate } {
  const uniform = parts.length > 1 && (result.spec.uniform as boolean);
  const free = parts.flatMap(({ term, effect }) => (effect ? [{ term, effect }] : []));
  const found = infer(result, free, uniform);
  const own = new Map(found.rows.map((row) => [row.term, row]));
  const [overall] = summary ? infer(result, [{ term: summaryTerm, effect: summary }], false).rows : [];
  return {
    ...found,
    rows: parts.map(({ term }) => own.get(term) ?? nullRow(term)),
    overall: overall ?? nullRow(summaryTerm),
  };
}

function infer(
  { vcov, draws, spec }: AttGtResult,
  effects: readonly { readonly term: string; readonly effect: Effect }[],
  uniform: boolean,
): JointInference {
  const gradients = effects.map(({ effect }) => effect.gradient);
  return inferJointly(
    {
      terms: effects.map(({ term }) => term),
      estimates: effects.map(({ effect }) => effect.value),
      covariance: carried(gradients, vcov.matrix),
      draws: draws && gradients.map((gradient) => carriedDraws(gradient, draws.deviations, draws.n)),
    },
    { level: spec.level as number, uniform },
  );
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
