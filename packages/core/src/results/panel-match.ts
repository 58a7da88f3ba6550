import type { Estimate } from "./estimation.ts";
import type { EventStudyResult } from "./event-study.ts";

/** A start of treatment without partners. */
export interface LostPath {
  readonly unit: string;
  /** Its first treated period. */
  readonly time: string;
  /** Its window leaves the data, it is seen only in part, or nobody shares its treatment history. */
  readonly reason: "outside" | "incomplete" | "no-partner";
}

/** An event study of units matched on their paths before treatment. */
export interface PanelMatchResult extends EventStudyResult {
  /** Mean effect after treatment. */
  readonly average: Estimate;
  readonly matchedSets: {
    /** Starts of treatment, and those with a matched set. */
    readonly nTreated: number;
    readonly nMatched: number;
    /** Sizes of the sets before the nearest paths are chosen. */
    readonly smallest: number;
    readonly median: number;
    readonly largest: number;
    /** Units that are partners, and how many equally weighted ones they are worth: (Σw)² / Σw². */
    readonly nPartners: number;
    readonly effectivePartners: number;
    readonly lost: readonly LostPath[];
  };
}
