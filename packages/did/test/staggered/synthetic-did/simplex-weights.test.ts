import { randomStream } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SimplexProblem, simplexWeights } from "../../../src/staggered/synthetic-did/simplex-weights.ts";

function problemOf(seed: number, n: number, m: number, ridge: number): SimplexProblem {
  const stream = randomStream(seed);
  const paths = Float64Array.from({ length: n * m }, () => stream.normal());
  return { paths, n, m, ridge, leastDecrease: 1e-16 };
}

function objective({ paths, m, ridge }: SimplexProblem, x: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < m; k++) {
    let mean = 0;
    for (let j = 0; j < x.length; j++) mean += x[j]! * paths[j * m + k]!;
    sum += mean * mean;
  }
  for (let j = 0; j < x.length; j++) sum += ridge * x[j]! ** 2;
  return sum;
}

describe("simplexWeights", () => {
  it("are near the lowest point of a fine grid", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), fc.constantFrom(0, 0.3, 5), (seed, ridge) => {
        const problem = problemOf(seed, 3, 4, ridge);
        const x = simplexWeights(problem);
        expect(x.every((v) => v >= 0)).toBe(true);
        expect(x[0]! + x[1]! + x[2]!).toBeCloseTo(1, 12);
        let lowest = Number.POSITIVE_INFINITY;
        const cuts = 100;
        for (let a = 0; a <= cuts; a++)
          for (let b = 0; a + b <= cuts; b++)
            lowest = Math.min(lowest, objective(problem, [a / cuts, b / cuts, 1 - (a + b) / cuts]));
        // Frank–Wolfe steps near the minimum: within a thousandth of it after 10,000.
        expect(objective(problem, x)).toBeLessThan(lowest * 1.001 + 1e-6);
      }),
      { numRuns: 30 },
    );
  });

  it("meet the conditions of a minimum", () => {
    const problem = problemOf(5, 12, 8, 2);
    const x = simplexWeights(problem);
    const gradient = Array.from({ length: 12 }, (_, j) => {
      const moved = (by: number) =>
        objective(
          problem,
          x.map((v, i) => (i === j ? v + by : v)),
        );
      return (moved(1e-4) - moved(-1e-4)) / 2e-4;
    });
    const least = Math.min(...gradient);
    x.forEach((v, j) => {
      if (v > 1e-3) expect(gradient[j]! - least).toBeLessThan(0.01);
    });
  });

  it("find the two paths whose mean is zero", () => {
    const problem = problemOf(4, 9, 12, 0);
    const { paths, m } = problem;
    for (let k = 0; k < m; k++) paths[5 * m + k] = -paths[2 * m + k]!;
    const x = simplexWeights(problem);
    expect(x[2]).toBeCloseTo(0.5, 6);
    expect(x[5]).toBeCloseTo(0.5, 6);
  });

  it("are nearly equal under a heavy ridge, and all on one path of one", () => {
    const equal = simplexWeights(problemOf(3, 5, 4, 1e9));
    for (const v of equal) expect(v).toBeCloseTo(0.2, 3);
    expect([...simplexWeights(problemOf(3, 1, 4, 0))]).toEqual([1]);
  });

  it("stop at once where every path is zero", () => {
    const none = { paths: new Float64Array(12), n: 4, m: 3, ridge: 0, leastDecrease: 0 };
    expect([...simplexWeights(none)]).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});
