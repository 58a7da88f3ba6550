import { CeterisError, type RandomStream } from "@ceteris/core";

/** Distributions of the factors that residuals are multiplied by, cluster by cluster. */
export type WildWeights = "rademacher" | "webb" | "mammen";

export const WILD_WEIGHTS: readonly WildWeights[] = ["rademacher", "webb", "mammen"];

/** With fewer clusters than this, two-point weights have too few different draws (Webb 2023). */
export const fewestForRademacher = 12;

const webb = [-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)];
const root5 = Math.sqrt(5);

/** Fills in one draw of independent weights, mean 0 and variance 1. */
export function fillWeights(weights: WildWeights, stream: RandomStream, out: Float64Array): void {
  const n = out.length;
  switch (weights) {
    case "rademacher":
      for (let g = 0; g < n; g += 32) {
        const bits = Math.floor(stream.uniform() * 2 ** 32);
        const end = Math.min(n - g, 32);
        for (let i = 0; i < end; i++) out[g + i] = 1 - 2 * ((bits >>> i) & 1);
      }
      return;
    case "webb":
      for (let g = 0; g < n; g++) out[g] = webb[Math.floor(stream.uniform() * 6)]!;
      return;
    case "mammen":
      for (let g = 0; g < n; g++) {
        out[g] = stream.uniform() < (root5 + 1) / (2 * root5) ? (1 - root5) / 2 : (1 + root5) / 2;
      }
      return;
  }
}

/** The draw of a number: Rademacher weights by its binary digits. Draw 0 is all ones, the data themselves. */
export function signsOf(draw: number, out: Float64Array): void {
  for (let g = 0, rest = draw; g < out.length; g++, rest = Math.floor(rest / 2)) out[g] = 1 - 2 * (rest % 2);
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
