import type { Warning } from "../warning.ts";
import type { AggregatedEffects, DynamicEffects } from "./att-gt.ts";
import type { Estimate } from "./estimation.ts";

/** What one estimator of several finds. */
export interface ComparedEstimator {
  /** Its name, as in the `spec` of its result. */
  readonly estimator: string;
  /** The effect over all treated rows; nulls where the estimator refuses the data. */
  readonly overall: Estimate;
  /** Everything it found; null where it refuses the data. */
  readonly result: AggregatedEffects | DynamicEffects | null;
}

/** Several estimators of the same effects, on the same data and with the same options. */
export interface EstimatorComparison {
  readonly kind: "estimator-comparison";
  readonly estimators: readonly ComparedEstimator[];
  readonly spec: Readonly<Record<string, unknown>>;
  /** Those of all results, each once, and why estimators refuse. */
  readonly warnings: readonly Warning[];
}
