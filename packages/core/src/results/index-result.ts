import type { Label } from "../label.ts";
import type { Warning } from "../warning.ts";

/** One indicator of a composite index, as a specification file gives it. */
export interface Indicator {
  /** Column. */
  readonly name: string;
  readonly label?: Label | undefined;
  readonly direction: "positive" | "negative";
  readonly dimension?: Label | undefined;
  readonly group?: Label | undefined;
  /** Only for `method: "given"`. */
  readonly weight?: number | undefined;
  readonly unit?: string | undefined;
}

export interface IndicatorWeight {
  readonly indicator: string;
  readonly label: Label;
  readonly dimension: Label | null;
  readonly group: Label | null;
  readonly direction: "positive" | "negative";
  /** Information entropy e and divergence d = 1 − e; null where the method has none. */
  readonly entropy: number | null;
  readonly divergence: number | null;
  /** Weights sum to 1. */
  readonly weight: number;
}

export interface IndexResult {
  readonly kind: "index";
  readonly weights: readonly IndicatorWeight[];
  /** Only with weights of their own in each period; `weights` then holds the averages over periods. */
  readonly byPeriod?: readonly (Pick<IndicatorWeight, "indicator" | "entropy" | "divergence" | "weight"> & {
    readonly period: string;
  })[];
  /** The choices made, in words that can be printed. */
  readonly convention: Readonly<Record<string, string | number | boolean>>;
  readonly scores: {
    readonly n: number;
    readonly mean: number;
    readonly sd: number | null;
    readonly min: number;
    readonly max: number;
  };
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
