import type { Estimate, EstimationResult } from "./estimation.ts";

export interface PlaceboResult extends Omit<EstimationResult, "vcov"> {
  readonly kind: "placebo";
  /** The estimate under the true assignment; the only row of `estimates`. */
  readonly actual: Estimate;
  readonly draws: {
    readonly n: number;
    readonly mean: number;
    readonly sd: number | null;
    /** Keyed by probability: "0.025", "0.05", "0.5", "0.95", "0.975". */
    readonly quantiles: Readonly<Record<string, number>>;
  };
  readonly pValue: { readonly twoSided: number; readonly greater: number; readonly less: number };
  /** Every possible assignment was used, so the p-values are exact. */
  readonly enumerated: boolean;
  /** The draws' estimates in the order drawn. */
  readonly values: readonly number[];
}
