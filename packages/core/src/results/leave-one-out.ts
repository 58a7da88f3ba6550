import type { Warning } from "../warning.ts";
import type { Estimate, FitStatistics, Sample } from "./estimation.ts";

/**
 * The effect without one cluster. All null where the other clusters do not identify it; the standard error and
 * what rests on it is null too where the model was not estimated again (see `spec.nRefits`).
 */
export interface InfluenceRow extends Estimate {
  /** The level that is left out. */
  readonly cluster: string;
  /** Rows of the cluster. */
  readonly nObs: number;
  /** Whether some of these rows are treated. */
  readonly treated: boolean;
  /** The effect without the cluster less the effect with all. */
  readonly change: number | null;
  /** The cluster's part of the trace of the projection on the regressors; over clusters it adds up to their number. */
  readonly leverage: number;
  /** Share of the cluster in the variation of treatment that is left by everything else in the model. */
  readonly partialLeverage: number;
}

/** How a quantity is spread over clusters. */
export interface ClusterSpread {
  readonly measure: "nObs" | "leverage" | "partialLeverage" | "estimate";
  readonly min: number;
  readonly p25: number;
  readonly median: number;
  readonly mean: number;
  readonly p75: number;
  readonly max: number;
  /** Standard deviation over mean; null where the mean is zero. */
  readonly coefVar: number | null;
}

export interface LeaveOneOutResult {
  readonly kind: "leave-one-out";
  readonly sample: Sample;
  /** One row: the effect with all clusters. */
  readonly estimates: readonly Estimate[];
  readonly fit: FitStatistics;
  /** Column of the clusters left out. */
  readonly by: string;
  readonly nClusters: number;
  /** One row for each cluster, in the order of the column's values. */
  readonly leftOut: readonly InfluenceRow[];
  /** The effect with standard errors of the cluster jackknife: around the effect, or around the mean without clusters. */
  readonly jackknife: { readonly cv3: Estimate; readonly cv3j: Estimate };
  /** Clusters of equal partial leverage that would carry as much as these. */
  readonly effectiveClusters: number;
  readonly spread: readonly ClusterSpread[];
  /** The cluster whose absence changes the effect most; null where none is identified. */
  readonly mostInfluential: string | null;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
