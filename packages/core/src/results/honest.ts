import type { Warning } from "../warning.ts";
import type { FitStatistics, Sample } from "./estimation.ts";
import type { EventEstimate } from "./event-study.ts";

/** The restriction on how far trends may differ: relative magnitudes Δ^RM or smoothness Δ^SD. */
export type HonestType = "relative" | "smoothness";

/** The robust interval under one size of violation. */
export interface HonestBound {
  readonly type: HonestType;
  /** M̄ under relative magnitudes, a pure number; M under smoothness, in units of the outcome. */
  readonly m: number;
  readonly confLow: number;
  readonly confHigh: number;
}

/** Sensitivity of an event study to differences in trends. */
export interface HonestResult {
  readonly kind: "honest";
  readonly type: HonestType;
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
