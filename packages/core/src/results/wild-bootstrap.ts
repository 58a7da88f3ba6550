/** A wild cluster bootstrap test that a coefficient is zero, and the interval of values it does not reject. */
export interface WildBootstrap {
  readonly term: string;
  readonly pValue: number;
  /** null where no value is far enough from the estimate to be rejected. */
  readonly confLow: number | null;
  readonly confHigh: number | null;
  readonly nDraws: number;
  /** Every vector of Rademacher weights was used once, so the p-value has no simulation error. */
  readonly enumerated: boolean;
  readonly cluster: string;
  readonly nClusters: number;
  readonly weights: "rademacher" | "webb" | "mammen";
  readonly imposeNull: boolean;
  readonly tails: "symmetric" | "equal-tailed";
  readonly seed: number;
  readonly level: number;
}
