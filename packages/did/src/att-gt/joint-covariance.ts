import { type Clusters, clusteredInfluence, sumProducts, WIDTH } from "./clustered-influence.ts";
import type { Influence } from "./group-time-effects.ts";

/**
 * Covariance, by rows, of estimates with these influence functions, summed within clusters:
 * Σ_c S_c S_c′ / n², S_c being the sums over the units of a cluster.
 *
 * Eight functions at a time are spread over the clusters, and the others are multiplied into them value by
 * value; no matrix of units by estimates is made.
 */
export function jointCovariance(functions: readonly Influence[], clusters: Clusters): Float64Array {
  const k = functions.length;
  const n = clusters.codes.length;
  const clustered = clusteredInfluence(functions, clusters);
  const sums = new Float64Array(WIDTH * clusters.n);
  const products = new Float64Array(WIDTH);
  const out = new Float64Array(k * k);
  for (let from = 0; from < k; from += WIDTH) {
    const block = clustered.slice(from, from + WIDTH);
    sums.fill(0);
    block.forEach((own, b) => {
      for (let i = 0; i < own.values.length; i++) sums[own.clusters[i]! * WIDTH + b]! += own.values[i]!;
    });
    for (let j = from; j < k; j++) {
      sumProducts(clustered[j]!, sums, products);
      for (let b = 0; b < block.length && from + b <= j; b++) {
        const product = products[b]! / (n * n);
        out[(from + b) * k + j] = product;
        out[j * k + from + b] = product;
      }
    }
  }
  return out;
}
