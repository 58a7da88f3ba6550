import { normal, randomStream } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { keeps } from "../../src/honest/conditional-test.ts";
import { type EventPath, eventPath } from "../../src/honest/event-path.ts";
import { leastFavourable, normalDraws } from "../../src/honest/least-favourable.ts";
import { covariance, momentsOf, reachOf, stepsOf } from "../../src/honest/moments.ts";
import { relativeMagnitudes } from "../../src/honest/relative-magnitudes.ts";
import { fixture, randomPath, study } from "./studies.ts";

const SIZES = { alpha: 0.05, kappa: 0.005 };

describe("R HonestDiD", () => {
  it.each(fixture.rows)("weights $weights, M̄ = $m", ({ weights, m, confLow, confHigh, step }) => {
    const path = eventPath(study(weights.length));
    const [low, high] = relativeMagnitudes(path, Float64Array.from(weights), SIZES, 1).interval(m);
    // R keeps grid points, so that its ends lie up to a step inside, and takes the first critical value from
    // 1000 draws, whose 99.5% quantile errs by 0.15 or so: a few thousandths on these ends.
    for (const [got, expected] of [
      [low, confLow],
      [high, confHigh],
    ] as const) {
      expect(Math.abs(got - expected)).toBeLessThan(step + 0.002);
    }
  });
});

describe("the statistic", () => {
  /** The smallest η at which some path of effects with this θ meets every inequality: bounds of each step in turn. */
  function primal(path: EventPath, target: Float64Array, s: number, sign: 1 | -1, m: number, theta: number) {
    const { lead, lag } = stepsOf(path);
    const dot = (f: Float64Array) => f.reduce((sum, v, i) => sum + v * path.beta[i]!, 0);
    const x = sign * dot(lead[s]!);
    const sd = (step: Float64Array, side: number) => {
      const f = step.map((v, i) => side * v - m * sign * lead[s]![i]!);
      return Math.sqrt(covariance(path, f, f));
    };
    const reach = reachOf(target);
    const feasible = (eta: number) => {
      let [least, most] = [0, 0];
      for (const [t, step] of lag.entries()) {
        const low = dot(step) - m * x - eta * sd(step, 1);
        const high = dot(step) + m * x + eta * sd(step, -1);
        if (low > high) return false;
        least += Math.min(reach[t]! * low, reach[t]! * high);
        most += Math.max(reach[t]! * low, reach[t]! * high);
      }
      return least <= theta && theta <= most;
    };
    let [no, yes] = [-50, 50];
    for (let i = 0; i < 100; i++) {
      const middle = (no + yes) / 2;
      if (feasible(middle)) yes = middle;
      else no = middle;
    }
    return yes;
  }

  it("is the linear program over all paths of effects, for any target", () => {
    const stream = randomStream(9);
    for (let seed = 1; seed <= 60; seed++) {
      const [nPre, nPost] = [1 + stream.integer(4), 2 + stream.integer(4)];
      const path = randomPath(seed, nPre, nPost);
      const target = Float64Array.from({ length: nPost }, () => stream.normal());
      const piece = {
        s: stream.integer(nPre),
        sign: stream.uniform() < 0.5 ? 1 : -1,
        m: 2 * stream.uniform(),
      } as const;
      const { n, value, slope } = momentsOf(path, stepsOf(path), target, piece);
      const theta = 3 * stream.normal();
      const most = Math.max(...Array.from({ length: n }, (_, i) => value[i]! + theta * slope[i]!));
      expect(most).toBeCloseTo(primal(path, target, piece.s, piece.sign, piece.m, theta), 9);
    }
  });
});

describe("the least favourable critical value", () => {
  it.each([1, 2, 3])("is the quantile of simulated maxima (%i)", (seed) => {
    const path = randomPath(seed, 3, 3);
    const moments = momentsOf(path, stepsOf(path), Float64Array.of(1, 0.5, -1), { s: 1, sign: 1, m: 0.8 });
    const exact = leastFavourable(moments, 0.005, null);
    const simulated = leastFavourable(moments, 0.005, normalDraws(4, 200_000, moments.n));
    // Standard error of the quantile: √(0.005·0.995/200000) over a density of about 0.015, so 0.011.
    expect(Math.abs(exact - simulated)).toBeLessThan(0.035);
  });
});

describe("the conditional test", () => {
  it("is a truncated normal test when one moment stands alone", () => {
    const moments = {
      n: 1,
      value: Float64Array.of(0),
      slope: Float64Array.of(1),
      cov: Float64Array.of(1),
    };
    const limit = normal.isf(0.005);
    const size = (0.05 - 0.005) / (1 - 0.005);
    // Solves (Φ̄(z) − κ)/(1 − κ) = size: the whole test has size α.
    const edge = normal.isf(size * (1 - 0.005) + 0.005);
    expect(edge).toBeCloseTo(normal.isf(0.05), 12);
    expect(keeps(moments, edge - 1e-9, limit, SIZES)).toBe(true);
    expect(keeps(moments, edge + 1e-9, limit, SIZES)).toBe(false);
    expect(keeps(moments, -5, limit, SIZES)).toBe(true);
    expect(keeps(moments, limit + 0.1, limit, SIZES)).toBe(false);
  });
});

describe("the confidence set", () => {
  const path = eventPath(study());
  const first = Float64Array.of(1, 0, 0, 0);
  const set = relativeMagnitudes(path, first, SIZES, 1);

  it("is the usual interval when M̄ = 0 and the target is the first effect", () => {
    const half = normal.isf(0.025) * Math.sqrt(path.vcov[4 * 9]!);
    const [low, high] = set.interval(0);
    expect(low).toBeCloseTo(path.beta[4]! - half, 9);
    expect(high).toBeCloseTo(path.beta[4]! + half, 9);
  });

  it("is never cut, however large M̄", () => {
    const [low, high] = set.interval(1e4);
    const [wider, higher] = set.interval(2e4);
    expect(wider / low).toBeCloseTo(2, 3);
    expect(higher / high).toBeCloseTo(2, 3);
  });

  it("is reached exactly by what lies inside it", () => {
    const [low, high] = set.interval(1);
    const width = high - low;
    expect(set.reaches(1, low + 1e-6 * width)).toBe(true);
    expect(set.reaches(1, low - 1e-6 * width)).toBe(false);
    expect(set.reaches(1, high - 1e-6 * width)).toBe(true);
    expect(set.reaches(1, high + 1e-6 * width)).toBe(false);
  });

  it("turns over with the sign of the estimates", () => {
    const mirror = relativeMagnitudes({ ...path, beta: path.beta.map((v) => -v) }, first, SIZES, 1);
    const [low, high] = set.interval(1);
    const [mirrorLow, mirrorHigh] = mirror.interval(1);
    expect(mirrorLow).toBeCloseTo(-high, 9);
    expect(mirrorHigh).toBeCloseTo(-low, 9);
  });

  it("covers the effect under a violation of the stated size", () => {
    const stream = randomStream(2023);
    const base = randomPath(8, 3, 2);
    const k = 5;
    const vcov = base.vcov.map((v) => 4e-4 * v);
    const root = choleskyOf(vcov, k);
    // Steps before the base: 0.1, −0.5, 0; after it the largest that M̄ = 1 allows, twice upwards.
    const delta = [0.4, 0.5, 0, 0.5, 1];
    const draws = 400;
    let covered = 0;
    for (let r = 0; r < draws; r++) {
      const z = Array.from({ length: k }, () => stream.normal());
      const beta = Float64Array.from({ length: k }, (_, i) => {
        let sum = delta[i]!;
        for (let j = 0; j <= i; j++) sum += root[i * k + j]! * z[j]!;
        return sum;
      });
      const drawn = relativeMagnitudes({ ...base, beta, vcov }, Float64Array.of(0, 1), SIZES, 1);
      const [low, high] = drawn.interval(1);
      if (low <= 0 && high >= 0) covered++;
    }
    // 0.95 less three standard errors of 400 draws.
    expect(covered / draws).toBeGreaterThan(0.917);
    // A violation at the very bound: the set is not wider than it must be.
    expect(covered / draws).toBeLessThan(0.983);
  });
});

function choleskyOf(v: Float64Array, k: number): Float64Array {
  const l = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = v[i * k + j]!;
      for (let m = 0; m < j; m++) sum -= l[i * k + m]! * l[j * k + m]!;
      l[i * k + j] = i === j ? Math.sqrt(sum) : sum / l[j * k + j]!;
    }
  }
  return l;
}
