import type { Assignment } from "./assignments.ts";

/** What one assignment gives; `NaN` where it is not identified, or not asked for. */
export interface Drawn {
  readonly estimate: number;
  /** The draw's own t statistic and its p-value, by the standard error that the actual estimate has. */
  readonly statistic: number;
  readonly pValue: number;
  /** Why an estimator that is run anew gave none; absent where the fixed effects absorb the treatment. */
  readonly refusal?: string;
}

export type Kernel = (assignment: Assignment) => Drawn;

/** An estimate without its t. */
export function bare(estimate: number): Drawn {
  return { estimate, statistic: Number.NaN, pValue: Number.NaN };
}
