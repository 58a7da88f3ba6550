/**
 * What bootstrap statistics of one coefficient need of each cluster. With z the regressor's contribution
 * to its coefficient (so that the estimate is z′Wy), sums of z times the residuals of a refit over any
 * group h of rows are linear in the clusters' weights v: c_h = Σ_g v_g u_hg − left_h · Σ_g v_g right_g,
 * and the variance of the refit's estimate is a sum of ± c_h². The inner products are over the ways in
 * which a cluster's residuals move the refit, in the coordinates of `scoreBasis`.
 */
export interface ClusterParts {
  readonly nClusters: number;
  /** Length of the rows of `left` and `right`. */
  readonly rank: number;
  /** Clustered variance of the estimate, without small-sample factors. */
  readonly variance: number;
  /** What each cluster adds to the estimate. */
  readonly numerators: Float64Array;
  readonly right: Float64Array;
  /** The same two of what imposing another value adds to the residuals, for each unit of difference. */
  readonly shiftNumerators: Float64Array;
  readonly shiftRight: Float64Array;
  /** One for each term of the variance. */
  readonly groups: readonly ErrorGroups[];
}

/** Groups h of rows whose errors may be correlated, and their sums u_hg in sparse form. */
export interface ErrorGroups {
  readonly sign: 1 | -1;
  readonly nGroups: number;
  readonly left: Float64Array;
  /** Pairs of a group and a cluster with rows in common. */
  readonly group: Int32Array;
  readonly cluster: Int32Array;
  readonly sums: Float64Array;
  readonly shiftSums: Float64Array;
}
