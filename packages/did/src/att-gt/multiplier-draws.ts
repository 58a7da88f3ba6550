import { derive } from "@ceteris/core";
import { drawPlaces } from "@ceteris/regression";
import type { Influence } from "./group-time-effects.ts";

/** Draws taken in one pass over the influence values. */
const AT_ONCE = 8;

/**
 * Multiplier bootstrap of estimates with these influence functions: draw b of estimate k is
 * Σ_i v_c(i) ψ_k(i) / n, v being +1 or −1 with equal chance, one for each cluster (Callaway and Sant'Anna
 * 2021, algorithm 1; remark 10 for clusters). Draw b has the stream b of the seed.
 *
 * @returns one array of draws for each function
 */
export function multiplierDraws(
  functions: readonly Influence[],
  clusters: { readonly codes: Int32Array; readonly n: number },
  { bootstrap: nDraws, seed }: { readonly bootstrap: number; readonly seed: number },
): readonly Float64Array[] {
  const n = clusters.codes.length;
  const out = functions.map(() => new Float64Array(nDraws));
  const places = new Uint8Array(clusters.n);
  const signs = new Float64Array(AT_ONCE * n);
  const sums = new Float64Array(AT_ONCE);
  for (let from = 0; from < nDraws; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, nDraws - from);
    for (let b = 0; b < count; b++) {
      drawPlaces("rademacher", derive(seed, from + b), places);
      for (let at = 0; at < n; at++) signs[at * AT_ONCE + b] = places[clusters.codes[at]!] === 0 ? 1 : -1;
    }
    functions.forEach(({ units, values }, k) => {
      sums.fill(0);
      for (let at = 0; at < units.length; at++) {
        const value = values[at]!;
        const own = units[at]! * AT_ONCE;
        for (let b = 0; b < AT_ONCE; b++) sums[b]! += signs[own + b]! * value;
      }
      for (let b = 0; b < count; b++) out[k]![from + b] = sums[b]! / n;
    });
  }
  return out;
}
