import { derive } from "@ceteris/core";
import { drawPlaces } from "@ceteris/regression";
import { type Clusters, clusteredInfluence, sumProducts, WIDTH } from "./clustered-influence.ts";
import type { Influence } from "./group-time-effects.ts";

/**
 * Multiplier bootstrap of estimates with these influence functions: draw b of estimate k is
 * Σ_i v_c(i) ψ_k(i) / n, v being +1 or −1 with equal chance, one for each cluster (Callaway and Sant'Anna
 * 2021, algorithm 1; remark 10 for clusters). Draw b has the stream b of the seed.
 *
 * @returns one array of draws for each function
 */
export function multiplierDraws(
  functions: readonly Influence[],
  clusters: Clusters,
  { bootstrap: nDraws, seed }: { readonly bootstrap: number; readonly seed: number },
): readonly Float64Array[] {
  const n = clusters.codes.length;
  const clustered = clusteredInfluence(functions, clusters);
  const out = functions.map(() => new Float64Array(nDraws));
  const places = new Uint8Array(clusters.n);
  const signs = new Float64Array(WIDTH * clusters.n);
  const sums = new Float64Array(WIDTH);
  for (let from = 0; from < nDraws; from += WIDTH) {
    const count = Math.min(WIDTH, nDraws - from);
    for (let b = 0; b < count; b++) {
      drawPlaces("rademacher", derive(seed, from + b), places);
      for (let c = 0; c < places.length; c++) signs[c * WIDTH + b] = 1 - 2 * places[c]!;
    }
    clustered.forEach((own, k) => {
      sumProducts(own, signs, sums);
      for (let b = 0; b < count; b++) out[k]![from + b] = sums[b]! / n;
    });
  }
  return out;
}
