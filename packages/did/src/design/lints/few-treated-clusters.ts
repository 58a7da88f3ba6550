import type { Factor, Panel, Warning } from "@ceteris/core";
import { crossedFactor } from "@ceteris/regression";
import type { DesignContext } from "./design-context.ts";

/** Cluster-robust inference leans on many clusters on both sides; these are rules of thumb. */
const FEW_CLUSTERS = 30;
const FEW_TREATED = 10;

/** FEW_CLUSTERS and FEW_TREATED_CLUSTERS: too few of them for the normal approximation behind clustered errors. */
export function fewTreatedClusters({ panel, treatment, covariance }: DesignContext): readonly Warning[] {
  return covariance.by.flatMap((name) => {
    const cluster = crossedFactor(panel, name);
    const nClusters = new Set(cluster.codes).size;
    const changing = new Map<number, [boolean, boolean]>();
    for (let i = 0; i < panel.nRows; i++) {
      const seen = changing.get(cluster.codes[i]!) ?? [false, false];
      if (Number.isFinite(treatment.cohort[panel.unit.codes[i]!]!)) seen[0] = true;
      else seen[1] = true;
      changing.set(cluster.codes[i]!, seen);
    }
    const nTreated = [...changing.values()].filter(([treated]) => treated).length;
    const nUntreated = [...changing.values()].filter(([, untreated]) => untreated).length;
    const assigned = mayBeAssigned(panel, cluster, treatment.cohort);
    const out: Warning[] = [];
    if (nClusters < FEW_CLUSTERS) {
      out.push({
        code: "FEW_CLUSTERS",
        message: `Standard errors are clustered by “${name}”, which has ${nClusters} clusters; below about ${FEW_CLUSTERS} they tend to be too small. Use CR2 with Satterthwaite degrees of freedom${assigned ? `, the wild cluster bootstrap, or a placebo that permutes “${name}”` : " or the wild cluster bootstrap"}. See Cameron, Gelbach and Miller (2008).`,
        details: { cluster: name, nClusters, threshold: FEW_CLUSTERS, assigned },
      });
    }
    // Without never-treated units the later cohorts are the controls; where every cluster has both kinds
    // the number of clusters says it all.
    const [side, count] =
      nUntreated > 0 && nUntreated < nTreated ? ["untreated", nUntreated] : ["treated", nTreated];
    if (count < FEW_TREATED && count < nClusters) {
      out.push({
        code: "FEW_TREATED_CLUSTERS",
        message: `Only ${count} of ${nClusters} clusters of “${name}” ${count === 1 ? "has" : "have"} ${side} units; with fewer than about ${FEW_TREATED} clustered standard errors can be far too small whatever the number of clusters. Use CR2 with Satterthwaite degrees of freedom${assigned ? `, or a placebo that permutes “${name}”` : ""}; the wild cluster bootstrap may fail here. See MacKinnon and Webb (2018).`,
        details: { cluster: name, nClusters, nTreated, nUntreated, threshold: FEW_TREATED, assigned },
      });
    }
    return out;
  });
}

/** Whether clusters hold units whole, of one history each, so that a placebo could deal treatment out over them. */
function mayBeAssigned({ unit }: Panel, cluster: Factor, cohort: Float64Array): boolean {
  const clusterOf = new Int32Array(unit.nLevels).fill(-1);
  const cohortOf = new Float64Array(cluster.nLevels).fill(Number.NaN);
  for (let i = 0; i < unit.codes.length; i++) {
    const u = unit.codes[i]!;
    const c = cluster.codes[i]!;
    if (c < 0 || (clusterOf[u]! >= 0 && clusterOf[u] !== c)) return false;
    if (!Number.isNaN(cohortOf[c]!) && cohortOf[c] !== cohort[u]) return false;
    clusterOf[u] = c;
    cohortOf[c] = cohort[u]!;
  }
  return true;
}
