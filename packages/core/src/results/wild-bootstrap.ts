/** A wild cluster bootstrap test that a coefficient is zero, and the interval of values it does not reject. */
export interface WildBootstrap {
  readonly term: string;
  /** null where errors clustered two ways leave no positive variance. */
  readonly pValue: number | null;
  /** null where no value is far enough from the estimate to be rejected. */
  readonly confLow: number | null;
  readonly confHigh: number | null;
  readonly nDraws: number;
  /** Every vector of Rademacher weights was used once, so the p-value has no simulation error. */
  readonly enumerated: boolean;
  /** Column of the clusters whose residuals share a weight. */
  readonly cluster: string;
  readonly nClusters: number;
  /** Columns that the t statistics cluster by, with how many clusters each has; usually `cluster` alone. */
  readonly errorClusters: Readonly<Record<string, number>>;
  /** Which parts come from the cluster jackknife: WCR-C, -S, -V and -B of MacKinnon, Nielsen and Webb (2023). */
  readonly type: "classic" | "score" | "variance" | "both";
  readonly weights: "rademacher" | "webb" | "mammen";
  readonly imposeNull: boolean;
  readonly tails: "symmetric" | "equal-tailed";
  readonly seed: number;
  readonly level: number;
}
