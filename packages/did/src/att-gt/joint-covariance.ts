import type { Influence } from "./group-time-effects.ts";

/**
 * Covariance, by rows, of estimates with these influence functions, summed within clusters:
 * Σ_c S_c S_c′ / n², S_c being the sums over the units of a cluster.
 *
 * One function at a time is spread over the clusters, and every other is multiplied into it unit by
 * unit; no matrix of units by estimates is made.
 */
export function jointCovariance(
  functions: readonly Influence[],
  clusters: { readonly codes: Int32Array; readonly n: number },
): Float64Array {
  const k = functions.length;
  const n = clusters.codes.length;
  const sums = new Float64Array(clusters.n);
  const out = new Float64Array(k * k);
  functions.forEach((a, i) => {
    sums.fill(0);
    for (let at = 0; at < a.units.length; at++) sums[clusters.codes[a.units[at]!]!]! += a.values[at]!;
    for (let j = i; j < k; j++) {
      const product = productOver(sums, functions[j]!, clusters.codes) / (n * n);
      out[i * k + j] = product;
      out[j * k + i] = product;
    }
  });
  return out;
}

function productOver(sums: Float64Array, { units, values }: Influence, codes: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < units.length; at++) sum += sums[codes[units[at]!]!]! * values[at]!;
  return sum;
}
