import { cholesky, type Factor } from "@ceteris/core";
import { solveLower } from "../cholesky-dropping.ts";
import type { LinearFit } from "../types.ts";
import { addByLevel, type LooseEffects, looseEffects } from "./loose-effects.ts";

/**
 * What bootstrap statistics of one coefficient need of each cluster. With z the regressor's
 * contribution to its coefficient (so that the estimate is z′Wy), the cluster sums of z times the
 * residuals of a refit are linear in the weights v: c_h = v_h·u_h − left_h · Σ_g v_g right_g. The inner
 * products are over the other ways in which a cluster's residuals move the refit: the loose fixed
 * effects and the regressors, whitened so that no inverse is left between them.
 */
export interface ClusterParts {
  readonly nClusters: number;
  /** Length of `left` and `right` rows. */
  readonly rank: number;
  readonly left: Float64Array;
  /** Of the residuals of the fit. */
  readonly right: Float64Array;
  /** u: cluster sums of z·residual; their squares add up to the clustered variance without factors. */
  readonly sums: Float64Array;
  /** Cluster sums of z·(what imposing another value adds to the residuals, for each unit of difference). */
  readonly shiftSums: Float64Array;
  /** `right` of that addition is `left` divided by this. */
  readonly scale: number;
}

export function clusterParts(fit: LinearFit, position: number, by: Factor): ClusterParts {
  const { nObs, bread, within, residuals, weights } = fit;
  const k = fit.terms.length;
  const nClusters = by.nLevels;
  const loose = looseEffects(fit, by);
  const scale = bread[position * k + position]!;
  const z = new Float64Array(nObs);
  for (let j = 0; j < k; j++) {
    const a = bread[position * k + j]!;
    const x = within[j]!;
    for (let i = 0; i < nObs; i++) z[i]! += a * x[i]!;
  }
  const white = whitener(loose, bread, k);
  const weightedZ = weights ? z.map((value, i) => value * weights[i]!) : z;
  const weightedE = weights ? residuals.map((value, i) => value * weights[i]!) : residuals;
  const rank = white.rank;
  const out = {
    nClusters,
    rank,
    left: new Float64Array(nClusters * rank),
    right: new Float64Array(nClusters * rank),
    sums: new Float64Array(nClusters),
    shiftSums: new Float64Array(nClusters),
    scale,
  };
  const rowsOf = rowsByCluster(by);
  const byZ = new Float64Array(white.size);
  const byE = new Float64Array(white.size);
  for (let g = 0; g < nClusters; g++) {
    byZ.fill(0);
    byE.fill(0);
    for (const i of rowsOf(g)) {
      const [wz, we] = [weightedZ[i]!, weightedE[i]!];
      out.sums[g]! += we * z[i]!;
      out.shiftSums[g]! += (wz * z[i]!) / scale;
      addByLevel(loose.blocks, i, wz, byZ);
      addByLevel(loose.blocks, i, we, byE);
      for (let j = 0; j < k; j++) {
        byZ[loose.size + j]! += wz * within[j]![i]!;
        byE[loose.size + j]! += we * within[j]![i]!;
      }
    }
    white.into(byZ, out.left.subarray(g * rank, (g + 1) * rank));
    white.into(byE, out.right.subarray(g * rank, (g + 1) * rank));
  }
  return out;
}

/** Maps sums by loose level, then by regressor, to coordinates in which their metric is the identity. */
function whitener({ size: levels, factor }: LooseEffects, bread: Float64Array, k: number) {
  const kept = Array.from({ length: levels }, (_, l) => l).filter((l) => factor[l * levels + l]! > 0);
  const root = cholesky(bread, k)!;
  const held = new Float64Array(levels);
  return {
    size: levels + k,
    rank: kept.length + k,
    into: (sums: Float64Array, out: Float64Array) => {
      held.set(sums.subarray(0, levels));
      solveLower(factor, levels, held);
      kept.forEach((level, p) => {
        out[p] = held[level]!;
      });
      for (let p = 0; p < k; p++) {
        let sum = 0;
        for (let j = p; j < k; j++) sum += root[j * k + p]! * sums[levels + j]!;
        out[kept.length + p] = sum;
      }
    },
  };
}

/** The rows of each cluster in the order of the data. */
function rowsByCluster({ codes, nLevels }: Factor): (cluster: number) => Int32Array {
  const starts = new Int32Array(nLevels + 1);
  for (const code of codes) starts[code + 1]!++;
  for (let g = 0; g < nLevels; g++) starts[g + 1]! += starts[g]!;
  const next = starts.slice();
  const rows = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) rows[next[codes[i]!]!++] = i;
  return (cluster) => rows.subarray(starts[cluster]!, starts[cluster + 1]!);
}
