import type { Estimate } from "./estimation.ts";

/** What a linear violation of parallel trends leaves in one effect after treatment. */
export interface ViolationBias {
  readonly eventTime: number;
  /** The slope times the periods between base and event time. */
  readonly bias: number;
  /** Expected bias in the studies whose pre-test finds nothing; null where that is too rare to reckon. */
  readonly biasAfterPassing: number | null;
}

/** A straight line away from parallel trends, and what the pre-test makes of it. */
export interface LinearViolation {
  /** Probability that the pre-test finds it: at least one lead differs from zero. */
  readonly power: number;
  /** Outcome per period, positive; null where the pre-test has this power under parallel trends already. */
  readonly slope: number | null;
  /** How much likelier passing the pre-test is with this violation than with parallel trends, below 1. */
  readonly bayesFactor: number | null;
  /**
   * Likelihood of the leads as estimated under this violation over that under parallel trends, for a
   * line that rises and for one that falls; null where their covariance has no inverse.
   */
  readonly likelihoodRatio: { readonly rising: number; readonly falling: number } | null;
  /** One row for each effect after treatment, for the rising line; the falling one has the opposite sign. */
  readonly post: readonly ViolationBias[];
  /** The same for the plain mean of these effects; null without any. */
  readonly average: { readonly bias: number; readonly biasAfterPassing: number | null } | null;
}

/** Power of the joint Wald test of the leads. */
export interface JointViolation {
  readonly power: number;
  readonly slope: number | null;
  /** What that slope leaves in the mean of the effects after treatment. */
  readonly averageBias: number | null;
}

/** How large a violation of parallel trends the pre-test of an event study lets pass. */
export interface PretrendPower {
  readonly kind: "pretrend-power";
  /** Leads with an estimate and a standard error. */
  readonly nLeads: number;
  /** |t| beyond which a lead counts as different from zero. */
  readonly criticalValue: number;
  /** Probability that some lead differs from zero although trends are parallel. */
  readonly size: number;
  /** Against the test of each lead on its own: one row for each power asked for, then for each slope. */
  readonly violations: readonly LinearViolation[];
  /** Against the joint test: one row for each power asked for; null where the covariance has no inverse. */
  readonly joint: readonly JointViolation[] | null;
  readonly spec: {
    readonly base: number;
    readonly level: number;
    readonly power: readonly number[];
    readonly slopes: readonly number[];
  };
}

/** One measure of the effects before treatment, tested against being large. */
export interface Equivalence {
  /** The measure as estimated, zero or positive. */
  readonly estimate: number;
  /** Smallest threshold below which the measure can be said to lie, at the level of the test. */
  readonly smallestThreshold: number;
  /** Of the hypothesis that the measure is at least the threshold; null without a threshold. */
  readonly pValue: number | null;
  /** Whether the measure can be said to lie below the threshold; null without one. */
  readonly equivalent: boolean | null;
}

/** Whether effects before treatment are small, not merely not significant. */
export interface EquivalenceTest {
  readonly kind: "pretrend-equivalence";
  readonly nLeads: number;
  /** The largest absolute placebo effect and its event time. */
  readonly max: Equivalence & { readonly eventTime: number };
  /** The absolute value of the mean placebo effect. */
  readonly mean: Equivalence & { readonly stdError: number };
  /** The root mean square of the placebo effects. */
  readonly rms: Equivalence;
  readonly spec: { readonly base: number | null; readonly level: number; readonly threshold: number | null };
}

/** All that can be said about the trends before treatment from an event study alone. */
export interface PretrendReview {
  readonly kind: "pretrend-review";
  /** The base all of it is measured from: the study's own, or −1 where that was a treated period. */
  readonly base: number | null;
  readonly power: PretrendPower | null;
  readonly equivalence: EquivalenceTest | null;
  /** Slope of the leads on event time. */
  readonly linear: Estimate | null;
  /** Plain mean of the effects after treatment. */
  readonly averagePost: Estimate | null;
}
