import { CeterisError, type RandomStream } from "@ceteris/core";

/** Distributions of the factors that residuals are multiplied by, cluster by cluster. */
export type WildWeights = "rademacher" | "webb" | "mammen";

export const WILD_WEIGHTS: readonly WildWeights[] = ["rademacher", "webb", "mammen"];

/** With fewer clusters than this, two-point weights have too few different draws (Webb 2023). */
export const fewestForRademacher = 12;

const root5 = Math.sqrt(5);
const points: Readonly<Record<WildWeights, readonly number[]>> = {
  rademacher: [1, -1],
  webb: [-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)],
  mammen: [(1 - root5) / 2, (1 + root5) / 2],
};
/** Of Mammen's first point. */
const mammenShare = (root5 + 1) / (2 * root5);

/** The values that a weight takes: mean 0 and variance 1 over their distribution. */
export function wildPoints(weights: WildWeights): readonly number[] {
  return points[weights];
}

/** One draw of independent weights, as places in `wildPoints`. */
export function drawPlaces(weights: WildWeights, stream: RandomStream, out: Uint8Array): void {
  const n = out.length;
  switch (weights) {
    case "rademacher":
      for (let g = 0; g < n; g += 32) {
        let bits = Math.floor(stream.uniform() * 2 ** 32);
        const end = Math.min(n, g + 32);
        for (let i = g; i < end; i++, bits >>>= 1) out[i] = bits & 1;
      }
      return;
    case "webb":
      // Eleven places from one number, as 6¹¹ < 2³¹: uneven by less than 2⁻²⁴.
      for (let g = 0; g < n; g += 11) {
        let rest = Math.floor(stream.uniform() * 6 ** 11) | 0;
        const end = Math.min(n, g + 11);
        for (let i = g; i < end; i++) {
          const next = (rest / 6) | 0;
          out[i] = rest - 6 * next;
          rest = next;
        }
      }
      return;
    case "mammen":
      for (let g = 0; g < n; g++) out[g] = stream.uniform() < mammenShare ? 0 : 1;
      return;
  }
}

/** The Rademacher draw of a number, by its binary digits. Draw 0 is all ones, the data themselves. */
export function numberedPlaces(draw: number, out: Uint8Array): void {
  for (let g = 0, rest = draw; g < out.length; g++, rest = Math.floor(rest / 2)) out[g] = rest % 2;
}

/** @throws OPTION_INVALID when the word is not one of `WILD_WEIGHTS` */
export function requireWildWeights(weights: WildWeights): void {
  if (WILD_WEIGHTS.includes(weights)) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "wildWeights",
    what: `“${weights}” is not known`,
    mend: `Give one of ${WILD_WEIGHTS.join(", ")}`,
  });
}
