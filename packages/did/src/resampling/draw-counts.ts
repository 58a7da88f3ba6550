import type { RandomStream } from "@ceteris/core";

/** How often each cluster is drawn: as many draws, with replacement, from each stratum as it has clusters. */
export function drawCounts(
  strata: readonly Int32Array[],
  nClusters: number,
  stream: RandomStream,
): Int32Array {
  const counts = new Int32Array(nClusters);
  for (const clusters of strata) {
    for (let i = 0; i < clusters.length; i++) counts[clusters[stream.integer(clusters.length)]!]!++;
  }
  return counts;
}

/** Every cluster once but one. */
export function withoutCluster(nClusters: number, cluster: number): Int32Array {
  const counts = new Int32Array(nClusters).fill(1);
  counts[cluster] = 0;
  return counts;
}
