import { chiSquared, cholesky, choleskySolve, type JointViolation } from "@ceteris/core";
import { noncentralUpper } from "../distributions/noncentral-chi-squared.ts";
import { solveIncreasing } from "../distributions/solve-increasing.ts";
import type { LeadBlock } from "../event-study/lead-block.ts";

/** The precision of the leads along a straight line; null where their covariance has no inverse. */
export interface LinePrecision {
  /** d′ V⁻¹ d for d the periods between base and lead: the information on a slope. */
  readonly slope: number;
  /** d′ V⁻¹ b for b the leads as estimated. */
  readonly withLeads: number;
}

export function linePrecision(block: LeadBlock, base: number): LinePrecision | null {
  const k = block.leads.length;
  const { stdErrors: s } = block;
  const correlation = block.covariance.map((v, at) => v / (s[Math.floor(at / k)]! * s[at % k]!));
  const factor = cholesky(correlation, k);
  if (!factor || Array.from({ length: k }, (_, i) => factor[i * k + i]!).some((d) => d < 1e-6)) return null;
  const line = block.leads.map((lead, i) => (lead.eventTime - base) / s[i]!);
  const solved = choleskySolve(factor, k, line);
  return {
    slope: line.reduce((sum, d, i) => sum + d * solved[i]!, 0),
    withLeads: block.leads.reduce((sum, lead, i) => sum + (lead.estimate / s[i]!) * solved[i]!, 0),
  };
}

/** Slopes that the joint Wald test of k leads finds with given powers: χ² with non-centrality slope² d′ V⁻¹ d. */
export function jointPower(
  precision: LinePrecision,
  k: number,
  level: number,
  powers: readonly number[],
  averageDistance: number | null,
): readonly JointViolation[] {
  const critical = chiSquared.isf(1 - level, k);
  const power = (slope: number) => noncentralUpper(critical, k, slope * slope * precision.slope);
  return powers.map((target) => {
    const slope = target > 1 - level ? solveIncreasing(power, target, 0, reach(power, target)) : null;
    const averageBias = slope === null || averageDistance === null ? null : slope * averageDistance;
    return { power: target, slope, averageBias };
  });

  function reach(f: (slope: number) => number, target: number): number {
    let x = 1 / Math.sqrt(precision.slope);
    while (f(x) < target) x *= 2;
    return x;
  }
}
