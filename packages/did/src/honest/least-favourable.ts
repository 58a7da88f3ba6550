import { normal, symmetricEigen } from "@ceteris/core";
import type { Moments } from "./moments.ts";

/**
 * The `1 − kappa` quantile of the largest moment when all are zero on average: what the statistic
 * exceeds with probability at most `kappa` under the least favourable null.
 *
 * The moments are linear in two or three normal estimates, that is, a radius, of which the tail is known,
 * times the largest of linear functions on a circle or a sphere; the tail of the whole is a mean over it.
 */
export function leastFavourable({ n, width, weights, cov }: Moments, kappa: number): number {
  const { values, vectors } = symmetricEigen(cov, width);
  const roots = values.map((v) => Math.sqrt(Math.max(0, v)));
  const linear = new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < width; j++) {
      for (let c = 0; c < width; c++) {
        linear[i * width + j]! += weights[i * width + c]! * vectors[c * width + j]! * roots[j]!;
      }
    }
  }
  const directions = width === 2 ? CIRCLE : SPHERE;
  const heights: number[] = [];
  for (const direction of directions) {
    let most = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += linear[i * width + j]! * direction[j]!;
      if (sum > most) most = sum;
    }
    if (most > 0) heights.push(most);
  }
  const { tail, density } = width === 2 ? CHI_2 : CHI_3;
  // Newton's method for the logarithm of the tail, which is nearly linear in the square of its argument.
  let square = -2 * Math.log(kappa) * Math.max(0, ...heights) ** 2;
  for (let step = 0; step < 50 && square > 0; step++) {
    let [above, slope] = [0, 0];
    for (const height of heights) {
      const x = Math.sqrt(square) / height;
      above += tail(x);
      slope += (density(x) * x) / (2 * square);
    }
    const move = (Math.log(above / (kappa * directions.length)) * above) / slope;
    square = Math.max(0, square + move);
    if (Math.abs(move) < 1e-12 * square) break;
  }
  return Math.sqrt(square);
}

/** Of the length of a standard normal vector in the plane, and in space. */
const CHI_2 = {
  tail: (x: number) => Math.exp(-0.5 * x * x),
  density: (x: number) => x * Math.exp(-0.5 * x * x),
};
const CHI_3 = {
  tail: (x: number) => 2 * (normal.sf(x) + x * normal.pdf(x)),
  density: (x: number) => 2 * x * x * normal.pdf(x),
};

const CIRCLE = Array.from({ length: 1024 }, (_, i) => {
  const angle = (2 * Math.PI * (i + 0.5)) / 1024;
  return [Math.cos(angle), Math.sin(angle)];
});

/** Evenly spread on a spiral, a golden angle apart. */
const SPHERE = Array.from({ length: 2048 }, (_, i) => {
  const height = 1 - (2 * i + 1) / 2048;
  const ring = Math.sqrt(1 - height * height);
  const angle = Math.PI * (3 - Math.sqrt(5)) * i;
  return [ring * Math.cos(angle), ring * Math.sin(angle), height];
});
