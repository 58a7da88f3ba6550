import type { Warning } from "../warning.ts";
import type { FitStatistics, Sample } from "./estimation.ts";
import type { EventEstimate } from "./event-study.ts";

/**
 * The restriction on how far trends may differ: relative magnitudes Δ^RM, smoothness Δ^SD, or smoothness
 * relative to that before treatment, Δ^SDRM.
 */
export type HonestType = "relative" | "smoothness" | "relative-smoothness";

/** What is known beside it of the difference in trends after treatment: its sign, or its direction. */
export type HonestRestriction = "positive" | "negative" | "increasing" | "decreasing";

/**
 * How intervals are made: fixed-length intervals, the conditional test, or its hybrids with a least
 * favourable test or a fixed-length interval as first stage.
 */
export type HonestMethod = "flci" | "conditional" | "c-lf" | "c-f";

/** The robust interval under one size of violation. */
export interface HonestBound {
  readonly type: HonestType;
  /** M̄ under the relative restrictions, a pure number; M under smoothness, in units of the outcome. */
  readonly m: number;
  /** Both null where the data rule out every value: trends of this kind do not fit them. */
  readonly confLow: number | null;
  readonly confHigh: number | null;
}

/** Sensitivity of an event study to differences in trends. */
export interface HonestResult {
  readonly kind: "honest";
  readonly type: HonestType;
  readonly restrict: HonestRestriction | null;
  readonly method: HonestMethod;
  /** In ascending order of `m`. */
  readonly bounds: readonly HonestBound[];
  /** Of the target, as if trends were parallel. */
  readonly original: {
    readonly estimate: number;
    readonly stdError: number;
    readonly confLow: number;
    readonly confHigh: number;
  };
  /** The smallest `m` whose interval holds zero; null when none does. */
  readonly breakdown: number | null;
  /** The event study it rests on, base period included; intervals and p values are those of the normal. */
  readonly estimates: readonly EventEstimate[];
  /** Of the event study; null when coefficients were given. */
  readonly sample: Sample | null;
  readonly fit: FitStatistics | null;
  /** Every option after defaults. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
