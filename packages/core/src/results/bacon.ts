import type { Warning } from "../warning.ts";
import type { Sample } from "./estimation.ts";

/** What a two-by-two comparison sets against what, in the order they are reported. */
export const COMPARISON_TYPES = [
  "treated-vs-never",
  "earlier-vs-later",
  "later-vs-earlier",
  "later-vs-always",
  "both-treated",
  "always-vs-never",
  "within-groups",
] as const;

/**
 * The controls of `later-vs-earlier` and `later-vs-always` are treated already. The last three occur only
 * with control variables: two groups that both enter treatment, groups that never change, and the
 * deviations of units from their group.
 */
export type ComparisonType = (typeof COMPARISON_TYPES)[number];

/** One two-by-two difference-in-differences inside the two-way fixed-effects estimate. */
export interface BaconComparison {
  readonly type: ComparisonType;
  /** First treated period of the units that enter treatment; null within groups. */
  readonly treated: string | null;
  /** First treated period of the units compared with, or "never" or "always"; null within groups. */
  readonly control: string | null;
  readonly estimate: number;
  /** Weights of all comparisons sum to 1. */
  readonly weight: number;
}

/** All comparisons of a type: their weights' sum, and the weighted mean of their estimates. */
export interface BaconTypeRow {
  readonly type: ComparisonType;
  readonly weight: number;
  readonly estimate: number;
}

export interface BaconResult {
  readonly kind: "bacon";
  readonly sample: Sample;
  /** The two-way fixed-effects estimate: Σ weight × estimate over the comparisons. */
  readonly estimate: number;
  /**
   * Share of the weight on comparisons with units that are treated already; null with control variables,
   * where a pair of groups that both enter treatment cannot be split.
   */
  readonly forbiddenWeight: number | null;
  readonly comparisons: readonly BaconComparison[];
  /** One row for each type that occurs. */
  readonly byType: readonly BaconTypeRow[];
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
