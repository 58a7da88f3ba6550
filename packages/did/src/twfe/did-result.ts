import type { EstimationResult } from "@ceteris/core";

/** A two-way fixed-effects difference-in-differences: the term `did`, then each control by name. */
export interface DidResult extends EstimationResult {
  readonly kind: "did";
}
