import { CeterisError, type Factor, nameSome, type Panel, panelFactor, unitStacker } from "@ceteris/core";
import { levelOfUnits } from "../design/assignment-level.ts";

/** Whole clusters of units, and how to make a panel of some of them. */
export interface Resampler {
  readonly column: string;
  readonly nClusters: number;
  clusterName(cluster: number): string;
  /** Clusters that are drawn among themselves. */
  readonly strata: readonly Int32Array[];
  /** The panel that has each cluster as many times as `counts` says, every copy a cluster of its own. */
  take(counts: Int32Array): Panel;
}

export interface ResamplerOptions {
  /** Default: the unit. */
  readonly by?: string | undefined;
  readonly strata?: string | null | undefined;
}

/**
 * @throws UNKNOWN_COLUMN, TOO_FEW_CLUSTERS (one), OPTION_INVALID (a unit without cluster or in several; a
 *   cluster without stratum or in several)
 */
export function resampler(panel: Panel, options: ResamplerOptions): Resampler {
  const { by = panel.unit.name, strata = null } = options;
  const factor = panelFactor(panel, by);
  const clusterOf = levelOfUnits(panel, factor) ?? refuseUnnested(panel, factor, "by");
  const nClusters = factor.nLevels;
  if (nClusters < 2) {
    throw new CeterisError({
      code: "TOO_FEW_CLUSTERS",
      where: `column “${by}”`,
      what: "there is only one cluster to draw from",
      mend: "Resample by a column with more levels, for example the unit",
    });
  }
  const { members, starts } = groupUnits(clusterOf, nClusters);
  const stack = unitStacker(panel);
  return {
    column: by,
    nClusters,
    clusterName: (cluster) => factor.labels[cluster]!,
    strata: strata === null ? [sequence(nClusters)] : clusterStrata(panel, factor, clusterOf, strata),
    take(counts) {
      let nUnits = 0;
      for (let c = 0; c < nClusters; c++) nUnits += counts[c]! * (starts[c + 1]! - starts[c]!);
      const units = new Int32Array(nUnits);
      const copies = new Float64Array(nUnits);
      for (let c = 0, at = 0, copy = 0; c < nClusters; c++) {
        for (let k = 0; k < counts[c]!; k++) {
          copy++;
          for (let m = starts[c]!; m < starts[c + 1]!; m++, at++) {
            units[at] = members[m]!;
            copies[at] = copy;
          }
        }
      }
      return stack(units, new Map([[by, copies]]));
    },
  };
}

/** Units in order of cluster, and where each cluster begins. */
function groupUnits(clusterOf: Int32Array, nClusters: number) {
  const starts = new Int32Array(nClusters + 1);
  for (const c of clusterOf) starts[c + 1]!++;
  for (let c = 0; c < nClusters; c++) starts[c + 1]! += starts[c]!;
  const next = starts.slice();
  const members = new Int32Array(clusterOf.length);
  clusterOf.forEach((c, u) => {
    members[next[c]!++] = u;
  });
  return { members, starts };
}

function clusterStrata(panel: Panel, clusters: Factor, clusterOf: Int32Array, name: string): Int32Array[] {
  const factor = panelFactor(panel, name);
  const stratumOf = levelOfUnits(panel, factor) ?? refuseUnnested(panel, factor, "strata");
  const found = new Int32Array(clusters.nLevels).fill(-1);
  clusterOf.forEach((c, u) => {
    const stratum = stratumOf[u]!;
    if (found[c]! >= 0 && found[c] !== stratum) {
      throw new CeterisError({
        code: "OPTION_INVALID",
        where: "strata",
        what: `${clusters.name} ${clusters.labels[c]} lies in two strata of “${name}” (${factor.labels[found[c]!]} and ${factor.labels[stratum]})`,
        mend: "Clusters are drawn whole within strata: name a column that does not change within a cluster",
      });
    }
    found[c] = stratum;
  });
  return Array.from({ length: factor.nLevels }, (_, s) =>
    sequence(found.length).filter((c) => found[c] === s),
  );
}

function sequence(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i);
}

/** Units must lie whole in one level. */
function refuseUnnested(panel: Panel, factor: Factor, option: "by" | "strata"): never {
  const { unit } = panel;
  const missing = new Set<number>();
  const moving = new Set<number>();
  const first = new Int32Array(unit.nLevels).fill(-1);
  for (let i = 0; i < panel.nRows; i++) {
    const u = unit.codes[i]!;
    const level = factor.codes[i]!;
    if (level < 0) missing.add(u);
    else if (first[u]! >= 0 && first[u] !== level) moving.add(u);
    else first[u] = level;
  }
  const named = (units: Set<number>) => nameSome([...units].map((u) => unit.labels[u]!));
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: option,
    what:
      missing.size > 0
        ? `“${factor.name}” is empty in rows of ${named(missing)}`
        : `“${factor.name}” changes within ${named(moving)}`,
    mend: "Units are drawn whole: name a column that has one value for each unit",
    details: { column: factor.name },
  });
}
