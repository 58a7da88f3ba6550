import { normal } from "@ceteris/core";
import { type NormalBox, rectangleProbability } from "../distributions/rectangle-probability.ts";
import { solveIncreasing } from "../distributions/solve-increasing.ts";
import type { LeadBlock } from "../event-study/lead-block.ts";

/** The usual pre-test: it fails when any lead lies more than the critical value of its standard errors from zero. */
export interface LeadTest {
  readonly criticalValue: number;
  /** The leads' distribution under a violation of this slope, and the box in which the test passes. */
  box(slope: number): NormalBox;
  /** Probability that the test finds something under parallel trends. */
  readonly size: number;
  /** Probability that the test finds a violation of this slope. */
  power(slope: number): number;
  /** The smallest slope found with this power; null where parallel trends fail the test as often. */
  slopeFor(power: number): number | null;
}

export function leadTest({ leads, stdErrors, covariance }: LeadBlock, base: number, level: number): LeadTest {
  const criticalValue = normal.isf((1 - level) / 2);
  const upper = stdErrors.map((s) => criticalValue * s);
  const lower = upper.map((x) => -x);
  const distance = leads.map((lead) => lead.eventTime - base);
  const box = (slope: number) => ({ mean: distance.map((d) => slope * d), covariance, lower, upper });
  const power = (slope: number) => 1 - rectangleProbability(box(slope));
  const size = power(0);
  return {
    criticalValue,
    box,
    size,
    power,
    slopeFor(target) {
      // Passing gets rarer along any ray (Anderson 1955), and one lead alone gives a slope that is enough.
      const enough = (criticalValue + normal.quantile(target)) * 1.0001;
      const reach = Math.min(...stdErrors.map((s, i) => (enough * s) / Math.abs(distance[i]!)));
      if (!(reach > 0) || size >= target) return null;
      return solveIncreasing(power, target, 0, reach);
    },
  };
}
