import type { Warning } from "../warning.ts";
import type { Estimate, NamedMatrix } from "./estimation.ts";

/** A row of a jackknife: the estimate on the data, its error from the estimates without one cluster. */
export interface JackknifeEstimate extends Estimate {
  /** (G − 1) · (mean of the estimates without one cluster − estimate). */
  readonly bias: number | null;
}

/** One cluster left out. */
export interface LeftOut {
  readonly cluster: string;
  /** By term; null where it was not identified without the cluster. */
  readonly estimates: Readonly<Record<string, number | null>>;
  /** Why estimates are missing. */
  readonly failures: readonly { readonly code: string; readonly message: string }[];
}

/** What estimates become when one cluster after the other is left out. */
export interface JackknifeResult {
  readonly kind: "jackknife";
  readonly estimates: readonly JackknifeEstimate[];
  readonly vcov: NamedMatrix;
  readonly clusters: { readonly column: string; readonly n: number };
  readonly leftOut: readonly LeftOut[];
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
