/** What is known of one unit in one period. */
export type AdoptionStatus = "treated" | "untreated" | "unknown" | "absent";

/** Units that share a history of treatment and presence. */
export interface AdoptionHistory {
  /** Label of the first treated period; null = never. */
  readonly cohort: string | null;
  readonly units: readonly string[];
  /** One for each period. */
  readonly status: readonly AdoptionStatus[];
}

/** Who was treated when, and who is in the data when. */
export interface AdoptionResult {
  readonly kind: "adoption";
  readonly periods: readonly string[];
  /** By first treated period, never treated last; within it the most frequent history first. */
  readonly histories: readonly AdoptionHistory[];
}
