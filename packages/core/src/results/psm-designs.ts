import type { Warning } from "../warning.ts";
import type { Estimate } from "./estimation.ts";

/** A difference-in-differences under one way of choosing whom to compare with; null where it does not apply. */
export interface DesignRow extends Estimate {
  /** `unmatched`: the DID on all rows; `paths`: `panelMatch`; the others are designs of `psmDid`. */
  readonly design: "unmatched" | "pooled" | "by-period" | "baseline" | "pre-means" | "paths";
  readonly nObs: number | null;
  /** Units with treated and with other rows in the sample of the estimate. */
  readonly nTreatedUnits: number | null;
  readonly nControlUnits: number | null;
  /** After matching: mean absolute bias in per cent, and Rubin's B. */
  readonly meanBias: number | null;
  readonly rubinB: number | null;
  /** Shares of matches with the same unit and with another period; 0 to 1. */
  readonly matchedToSelf: number | null;
  readonly matchedToOtherPeriod: number | null;
  /** Equally weighted controls (rows, or units where units are matched) worth as much as the matched ones. */
  readonly effectiveControls: number | null;
}

/** The designs of a match side by side. */
export interface PsmDesignsResult {
  readonly kind: "psm-designs";
  readonly rows: readonly DesignRow[];
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
