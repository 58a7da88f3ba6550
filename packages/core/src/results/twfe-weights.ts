import type { Warning } from "../warning.ts";
import type { Sample } from "./estimation.ts";

/** A treated row and the weight of its effect. */
export interface TreatedRowWeight {
  readonly unit: string;
  readonly time: string;
  readonly weight: number;
}

export interface TwfeWeightsResult {
  readonly kind: "twfe-weights";
  readonly sample: Sample;
  /** The two-way fixed-effects estimate; null without an outcome. */
  readonly estimate: number | null;
  /** Treated rows, those with a negative weight, and their share, 0 to 1. */
  readonly nTreatedRows: number;
  readonly nNegative: number;
  readonly shareNegative: number;
  /** Sums of the positive and of the negative weights; together 1. */
  readonly sumPositive: number;
  readonly sumNegative: number;
  /**
   * σ_fe: the least standard deviation of effects across treated rows with which the average effect on
   * the treated may be zero; null without an outcome, or where all rows weigh the same.
   */
  readonly sigma: number | null;
  /**
   * σ̲_fe: the least with which every effect may have the opposite sign of the estimate; null without an
   * outcome or without a negative weight.
   */
  readonly sigmaOpposite: number | null;
  /** In order of unit, then time. */
  readonly weights: readonly TreatedRowWeight[];
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
