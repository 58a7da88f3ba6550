import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shareWithSameCode } from "../../src/matching/audit/share-with-same-code.ts";
import { controlWeights } from "../../src/matching/methods/control-weights.ts";
import { kernelMatch } from "../../src/matching/methods/kernel-match.ts";
import { countPartners, type Match } from "../../src/matching/methods/match.ts";
import { nearestMatch } from "../../src/matching/methods/nearest-match.ts";
import { radiusMatch } from "../../src/matching/methods/radius-match.ts";
import {
  bruteKernel,
  bruteNearest,
  bruteNearestWithout,
  bruteRadius,
  type Pairs,
  shareOf,
  weightsOf,
} from "./brute-force.ts";

// Sums of at most 60 weights in another order.
const SUM = 1e-13;

/** Scores on a coarse grid (many ties, differences that round to the caliper) or anywhere. */
const scores = fc.oneof(
  fc.array(
    fc.integer({ min: 0, max: 20 }).map((k) => k / 20),
    { minLength: 1, maxLength: 60 },
  ),
  fc.array(
    fc.integer({ min: 0, max: 30 }).map((k) => 0.1 + k * 0.1),
    { minLength: 1, maxLength: 60 },
  ),
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 }),
);
const pair = fc
  .tuple(scores, scores)
  .map(([t, c]) => ({ treated: Float64Array.from(t), controls: Float64Array.from(c) }));
const caliper = fc.oneof(
  fc.constantFrom(0.05, 0.1, 0.2, 0.3, Number.POSITIVE_INFINITY),
  fc.double({ min: 1e-6, max: 1, noNaN: true }),
);
const codes = (n: number) => Int32Array.from({ length: n }, (_, i) => (i * 7) % 3);

function agrees(match: Match, pairs: Pairs, treated: Float64Array, controls: Float64Array): void {
  match.start.forEach((from, i) => {
    const run = [...match.partners.subarray(from, match.stop[i]!)];
    const positive = match.affinity ? run.filter((j) => match.affinity!(i, j) > 0) : run;
    expect(positive.sort((a, b) => a - b)).toEqual([...pairs.partners[i]!.keys()].sort((a, b) => a - b));
  });
  const expected = weightsOf(pairs, controls.length);
  controlWeights(match).forEach((w, j) => {
    if (expected[j] === 0) expect(w).toBe(0);
    else expect(Math.abs(w - expected[j]!)).toBeLessThan(SUM * Math.max(1, expected[j]!));
  });
  const share = shareOf(pairs, codes(treated.length), codes(controls.length));
  const found = shareWithSameCode(match, codes(treated.length), codes(controls.length));
  if (share === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(share, 12);
}

describe("fast matching equals comparing all pairs", () => {
  test("radius", () => {
    fc.assert(
      fc.property(pair, caliper, ({ treated, controls }, c) =>
        agrees(radiusMatch(treated, controls, c), bruteRadius(treated, controls, c), treated, controls),
      ),
      { numRuns: 300 },
    );
  });

  test("nearest with replacement", () => {
    fc.assert(
      fc.property(pair, caliper, fc.integer({ min: 1, max: 4 }), ({ treated, controls }, c, ratio) =>
        agrees(
          nearestMatch(treated, controls, { ratio, replace: true, caliper: c }),
          bruteNearest(treated, controls, ratio, c),
          treated,
          controls,
        ),
      ),
      { numRuns: 300 },
    );
  });

  test("nearest without replacement", () => {
    fc.assert(
      fc.property(pair, caliper, fc.integer({ min: 1, max: 3 }), ({ treated, controls }, c, ratio) =>
        agrees(
          nearestMatch(treated, controls, { ratio, replace: false, caliper: c }),
          bruteNearestWithout(treated, controls, ratio, c),
          treated,
          controls,
        ),
      ),
      { numRuns: 300 },
    );
  });

  test("kernels", () => {
    const shapes = {
      epanechnikov: (u: number) => (Math.abs(u) < 1 ? 0.75 * (1 - u * u) : 0),
      // Cut where its weights would lose digits.
      gaussian: (u: number) => (Math.abs(u) < 37 ? Math.exp(-(u * u) / 2) / Math.sqrt(2 * Math.PI) : 0),
      biweight: (u: number) => (Math.abs(u) < 1 ? (15 / 16) * (1 - u * u) ** 2 : 0),
      tricube: (u: number) => (Math.abs(u) < 1 ? (70 / 81) * (1 - Math.abs(u) ** 3) ** 3 : 0),
    };
    const name = fc.constantFrom(...(["epanechnikov", "gaussian", "biweight", "tricube"] as const));
    fc.assert(
      fc.property(pair, name, fc.constantFrom(0.06, 0.1, 0.3), ({ treated, controls }, kernel, bandwidth) =>
        agrees(
          kernelMatch(treated, controls, { kernel, bandwidth }),
          bruteKernel(treated, controls, shapes[kernel], bandwidth),
          treated,
          controls,
        ),
      ),
      { numRuns: 200 },
    );
  });
});

test("the uniform kernel is radius matching", () => {
  fc.assert(
    fc.property(pair, fc.constantFrom(0.05, 0.1, 0.3), ({ treated, controls }, bandwidth) =>
      agrees(
        kernelMatch(treated, controls, { kernel: "uniform", bandwidth }),
        bruteRadius(treated, controls, bandwidth),
        treated,
        controls,
      ),
    ),
    { numRuns: 50 },
  );
});

describe("edges", () => {
  const treated = Float64Array.of(0.5, 0.9);

  test("a caliper of infinity gives every control the same weight", () => {
    const match = radiusMatch(treated, Float64Array.of(0.1, 0.3, 0.2, 0.8), Number.POSITIVE_INFINITY);
    expect([...controlWeights(match)]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  test("the caliper itself counts as near, with the rounding of the machine", () => {
    // 0.55 − 0.5 rounds to more than 0.05, 0.5 − 0.45 to less.
    expect(0.55 - 0.5 <= 0.05).toBe(false);
    const match = radiusMatch(treated, Float64Array.of(0.55, 0.45), 0.05);
    expect([...countPartners(match)]).toEqual([1, 0]);
    expect([...controlWeights(match)]).toEqual([0, 1]);
  });

  test("no controls, no match", () => {
    const none = new Float64Array(0);
    for (const match of [
      radiusMatch(treated, none, 1),
      nearestMatch(treated, none, { ratio: 1, replace: true, caliper: 1 }),
      nearestMatch(treated, none, { ratio: 1, replace: false, caliper: 1 }),
      kernelMatch(treated, none, { kernel: "gaussian", bandwidth: 1 }),
    ]) {
      expect([...countPartners(match)]).toEqual([0, 0]);
      expect(shareWithSameCode(match, codes(2), codes(0))).toBeNull();
    }
  });

  test("a control far from all treated keeps no trace of weights added and taken away", () => {
    const many = Float64Array.from({ length: 1000 }, (_, i) => (i % 97) / 300);
    const controls = Float64Array.from({ length: 500 }, (_, i) => (i % 83) / 250);
    const weights = controlWeights(radiusMatch(many, Float64Array.of(...controls, 5), 0.013));
    expect(weights[500]).toBe(0);
    const sum = weights.reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1000, 9);
  });
});

test("100,000 treated and controls: every treated row finds its match, by radius and by nearest", () => {
  const n = 100_000;
  const spread = (k: number) => Float64Array.from({ length: n }, (_, i) => ((i * k) % 1_000_003) / 1_000_003);
  const treated = spread(7919);
  const controls = spread(104_729);
  const radius = controlWeights(radiusMatch(treated, controls, 0.01));
  const nearest = controlWeights(nearestMatch(treated, controls, { ratio: 1, replace: true, caliper: 0.01 }));
  expect(radius.reduce((a, b) => a + b, 0)).toBeCloseTo(n, 5);
  expect(nearest.reduce((a, b) => a + b, 0)).toBeCloseTo(n, 5);
});
