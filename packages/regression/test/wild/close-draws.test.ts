import { codedFactor, randomStream } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastSquares, wildDraws, wildInterval, wildPValue } from "../../src/index.ts";
import { closeDraws } from "../../src/wild/close-draws.ts";
import { allOpen, tally } from "../../src/wild/wild-tally.ts";

function makeDraws(seed: number, imposeNull: boolean) {
  const stream = randomStream(seed);
  const nClusters = 9 + Math.floor(6 * stream.uniform());
  const n = 4 * nClusters;
  const noise = () => Float64Array.from({ length: n }, () => stream.normal());
  const by = codedFactor(
    "g",
    new Int32Array(n).map((_, i) => i % nClusters),
    nClusters,
    String,
  );
  const fit = leastSquares({
    outcome: { name: "y", values: noise() },
    regressors: [
      { name: "d", values: noise(), role: "treatment" },
      { name: "x", values: noise(), role: "control" },
    ],
    fixedEffects: [by],
  });
  return wildDraws(fit, { term: "d", by, draws: 499, weights: "webb", imposeNull, seed });
}

describe("draws closed over a stretch of values", () => {
  it("count within it as they would one by one", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.boolean(),
        fc.double({ min: -6, max: 6, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, imposeNull, start, length, share) => {
          const draws = makeDraws(seed, imposeNull);
          const stdError = Math.sqrt(draws.variance);
          const from = start * stdError;
          const to = from + length ** 3 * stdError;
          const open = closeDraws(draws, allOpen(draws), from, to, "symmetric");
          for (const delta of [from, from + share * (to - from), to]) {
            const all = tally(draws, allOpen(draws), delta, "symmetric");
            expect(tally(draws, open, delta, "symmetric")).toEqual(all);
          }
        },
      ),
      { numRuns: 100, seed: 7 },
    );
  });

  it("are most of them where the stretch is short, so that intervals cost little", () => {
    const draws = makeDraws(3, true);
    const stdError = Math.sqrt(draws.variance);
    const open = closeDraws(draws, allOpen(draws), 2 * stdError, 2.01 * stdError, "symmetric");
    expect(open.columns.numerators.length).toBeLessThan(15);
    expect(open.closed.counted + open.columns.numerators.length).toBe(499);
  });

  it("leave an interval's ends where the p-value of all draws passes the level", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const draws = makeDraws(seed, seed % 2 === 0);
      const { confLow, confHigh } = wildInterval(draws, 0.9);
      const step = 1e-8 * Math.sqrt(draws.variance);
      for (const [end, outward] of [
        [confLow!, -step],
        [confHigh!, step],
      ] as const) {
        expect(wildPValue(draws, end)).toBeGreaterThan(0.1);
        expect(wildPValue(draws, end + outward)).toBeLessThanOrEqual(0.1 + 1e-12);
      }
    }
  });
});
