import { normal, quadraticForm, randomStream, solvePositive, submatrix } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import type { EventPath } from "../../src/honest/event-path.ts";
import { smoothnessIntervals } from "../../src/honest/smoothness.ts";
import { randomPath } from "./studies.ts";

const SHAPES = [
  [1, 1],
  [2, 3],
  [4, 4],
  [9, 5],
] as const;

/** Lag t at weight l less the best unbiased extrapolation of a straight line through the base. */
function extrapolation({ nPre, nPost, beta, vcov }: EventPath, target: Float64Array) {
  const k = nPre + nPost;
  const leads = Array.from({ length: nPre }, (_, i) => i);
  const pre = submatrix(vcov, k, leads);
  const cross = leads.map((i) => target.reduce((sum, l, t) => sum + l * vcov[i * k + nPre + t]!, 0));
  const times = leads.map((i) => i - nPre);
  const slope = target.reduce((sum, l, t) => sum + l * (t + 1), 0);
  const a = solvePositive(pre, nPre, cross)!;
  const b = solvePositive(pre, nPre, times)!;
  const dot = (x: ArrayLike<number>) => times.reduce((sum, t, i) => sum + t * x[i]!, 0);
  const multiplier = (dot(a) - slope) / dot(b);
  const weights = new Float64Array(k);
  for (const i of leads) weights[i] = multiplier * b[i]! - a[i]!;
  weights.set(target, nPre);
  const stdError = Math.sqrt(quadraticForm(vcov, k, weights));
  return { centre: weights.reduce((sum, v, i) => sum + v * beta[i]!, 0), stdError };
}

/** A difference in trends from its slope after the base and its second differences. */
function trend(nPre: number, nPost: number, slope: number, second: (time: number) => number): number[] {
  const after: number[] = [];
  for (let t = 1, step = slope, level = 0; t <= nPost; t++) {
    level += step;
    after.push(level);
    step += second(t);
  }
  const before: number[] = [];
  for (let t = 0, step = slope, level = 0; t > -nPre; t--) {
    step -= second(t);
    level -= step;
    before.unshift(level);
  }
  return [...before, ...after];
}

describe.each(SHAPES)("%i leads and %i lags", (nPre, nPost) => {
  const path = randomPath(11 * nPre + nPost, nPre, nPost);
  const first = Float64Array.from({ length: nPost }, (_, t) => (t === 0 ? 1 : 0));
  const average = new Float64Array(nPost).fill(1 / nPost);

  it("with M = 0 is the interval of the best linear extrapolation", () => {
    for (const target of [first, average]) {
      const { centre, stdError } = extrapolation(path, target);
      const half = normal.isf(0.025) * stdError;
      const { confLow, confHigh } = smoothnessIntervals(path, target, 0.05, "grid")(0);
      // Two routes to one quadratic program, and a ridge of 1e-13.
      expect(confLow).toBeCloseTo(centre - half, 9);
      expect(confHigh).toBeCloseTo(centre + half, 9);
    }
  });

  it.each(["grid", "exact"] as const)("knows its own worst bias (%s)", (search) => {
    const m = 0.3;
    const { bias, weights } = smoothnessIntervals(path, average, 0.05, search)(m);
    const biasOf = (delta: readonly number[]) => delta.reduce((sum, v, i) => sum + v * weights[i]!, 0);
    const unit = (at: number) => biasOf(trend(nPre, nPost, 0, (t) => (t === at ? 1 : 0)));
    const worst = trend(nPre, nPost, 5, (t) => m * Math.sign(unit(t)));
    expect(biasOf(worst)).toBeCloseTo(bias, 10);
    const stream = randomStream(3);
    for (let i = 0; i < 200; i++) {
      const second = Array.from({ length: nPre + nPost }, () => m * (2 * stream.uniform() - 1));
      const delta = trend(nPre, nPost, 10 * stream.normal(), (t) => second[t + nPre - 1] ?? 0);
      expect(Math.abs(biasOf(delta))).toBeLessThanOrEqual(bias + 1e-9);
    }
  });

  it("is on the grid hardly longer than the shortest", () => {
    for (const m of [0.01, 0.1, 1]) {
      const length = (search: "grid" | "exact") => {
        const { confLow, confHigh } = smoothnessIntervals(path, first, 0.05, search)(m);
        return confHigh - confLow;
      };
      expect(length("exact")).toBeLessThanOrEqual(length("grid") * (1 + 1e-12));
      expect(length("grid")).toBeLessThan(1.01 * length("exact"));
    }
  });
});

it("widens with M without bound", () => {
  const path = randomPath(5, 4, 4);
  const at = smoothnessIntervals(path, Float64Array.of(0, 1, 0, 0), 0.05, "exact");
  const lengths = [0, 0.1, 1, 10, 1e6].map((m) => at(m).confHigh - at(m).confLow);
  for (let i = 1; i < lengths.length; i++) expect(lengths[i]!).toBeGreaterThan(lengths[i - 1]!);
  // The least bias of the second lag is that of a line through the last lead: 2·M from the lead, M after it.
  expect(lengths.at(-1)! / 2e6).toBeCloseTo(3, 5);
});
