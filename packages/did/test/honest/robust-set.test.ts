import { type HonestRestriction, type HonestType, normal, randomStream } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { keeps, valuesAt } from "../../src/honest/conditional-test.ts";
import { type EventPath, eventPath } from "../../src/honest/event-path.ts";
import { trendSets } from "../../src/honest/inequalities.ts";
import { leastFavourable } from "../../src/honest/least-favourable.ts";
import { covariance, type Moments, momentsOf } from "../../src/honest/moments.ts";
import { robustSet } from "../../src/honest/robust-set.ts";
import { smoothnessIntervals } from "../../src/honest/smoothness.ts";
import { HONEST_CHOICES } from "../../src/index.ts";
import { fixture, randomPath, restricted, study } from "./studies.ts";

const SIZES = { alpha: 0.05, kappa: 0.005 };
const TYPES = HONEST_CHOICES.type;
const RESTRICT = [null, ...HONEST_CHOICES.restrict];

const relative = (path: EventPath, target: Float64Array, m: number) =>
  robustSet(path, trendSets(path, "relative", null, m), target, SIZES, "c-lf", null);

describe("R HonestDiD", () => {
  it.each(fixture.rows)("weights $weights, M̄ = $m", ({ weights, m, confLow, confHigh, step }) => {
    const path = eventPath(study(weights.length));
    const [low, high] = relative(path, Float64Array.from(weights), m).interval()!;
    // R keeps grid points, so that its ends lie up to a step inside, and takes the first critical value from
    // 1000 draws, whose 99.5% quantile errs by 0.15 or so: a few thousandths on these ends.
    for (const [got, expected] of [
      [low, confLow],
      [high, confHigh],
    ] as const) {
      expect(Math.abs(got - expected)).toBeLessThan(step + 0.002);
    }
  });

  /** A critical value that R draws just above a statistic leaves one point of its grid; see below. */
  const onEdge = (row: (typeof restricted.rows)[number]) => row.confLow === row.confHigh;

  it.each(restricted.rows.filter((row) => !onEdge(row)))(
    "$type, $restrict, $method, weights $weights, m = $m",
    ({ type, restrict, method, weights, m, confLow, confHigh, step }) => {
      const path = eventPath(study(weights.length));
      const target = Float64Array.from(weights);
      const first = method === "c-f" ? smoothnessIntervals(path, target, SIZES.kappa, "grid")(m) : null;
      const sets = trendSets(path, type, restrict, m);
      const [low, high] = robustSet(path, sets, target, SIZES, method, first).interval()!;
      // As above; nothing is drawn by the other methods.
      const off = step + (method === "c-lf" ? 0.002 : 1e-6);
      expect(Math.abs(low - confLow)).toBeLessThan(off);
      expect(Math.abs(high - confHigh)).toBeLessThan(off);
    },
  );

  it.each(restricted.rows.filter((row) => row.criticalValue !== undefined))(
    "keeps the same points of its grid with its critical value: $type, $restrict, weights $weights, m = $m",
    ({ type, restrict, weights, m, confLow, confHigh, step, criticalValue }) => {
      const path = eventPath(study(weights.length));
      const [set] = trendSets(path, type, restrict, m);
      const moments = momentsOf(path, set!, Float64Array.from(weights));
      const size = (SIZES.alpha - SIZES.kappa) / (1 - SIZES.kappa);
      const kept = [confLow - step, confLow, confHigh, confHigh + step].map((theta) =>
        keeps(moments, theta, { limit: criticalValue!, window: null, size }),
      );
      expect(kept).toEqual([false, true, true, false]);
    },
  );

  it("finds one point where its draws put the critical value above the statistic, and the integral leaves none", () => {
    const { type, restrict, weights, m, confLow, confHigh, criticalValue } = restricted.rows.find(onEdge)!;
    expect(confLow).toBe(confHigh);
    const path = eventPath(study(weights.length));
    const target = Float64Array.from(weights);
    const sets = trendSets(path, type, restrict, m);
    const moments = momentsOf(path, sets[0]!, target);
    const statistic = Math.max(...valuesAt(moments, confLow));
    expect(leastFavourable(moments, SIZES.kappa)).toBeLessThan(statistic);
    expect(criticalValue).toBeGreaterThan(statistic);
    // Two of R's standard errors with 5000 draws: √(0.005·0.995/5000) over a density of about 0.04.
    expect(Math.abs(criticalValue! - leastFavourable(moments, SIZES.kappa))).toBeLessThan(0.05);
    expect(robustSet(path, sets, target, SIZES, "c-lf", null).interval()).toBeNull();
  });
});

describe("the statistic", () => {
  /** The dual by brute force: every basis of its constraints, of which the feasible ones are the corners. */
  function dual(
    path: EventPath,
    type: HonestType,
    restrict: HonestRestriction | null,
    piece: number,
    m: number,
    target: Float64Array,
  ) {
    const { nPre, nPost, beta, vcov } = path;
    const { leads, rows } = trendSets(path, type, restrict, m)[piece]!;
    const whole = rows.map(({ lead, lag }) => {
      const f = new Float64Array(nPre + nPost);
      f.set(lag, nPre);
      lead.forEach((w, c) => {
        leads[c]!.forEach((v, i) => {
          f[i]! += w * v;
        });
      });
      return f;
    });
    const sd = whole.map((f) => Math.sqrt(covariance(vcov, f, f)));
    const at = (theta: number) => {
      // The effects are those of the last lags plus whatever gives the target θ on the first.
      const excess = rows.map(
        ({ bound }, j) =>
          (whole[j]!.reduce((s, v, i) => s + v * beta[i]!, -bound) -
            (rows[j]!.lag[0]! / target[0]!) * theta) /
          sd[j]!,
      );
      let best = Number.NEGATIVE_INFINITY;
      for (const basis of subsets(rows.length, nPost)) {
        // Σ g = 1 and the weights on the other lags cancel.
        const a = Array.from({ length: nPost }, (_, i) =>
          basis.map((j) =>
            i === 0 ? 1 : (rows[j]!.lag[i]! - (rows[j]!.lag[0]! * target[i]!) / target[0]!) / sd[j]!,
          ),
        );
        const g = solve(a, [1, ...new Array(nPost - 1).fill(0)]);
        if (g?.every((v) => v > -1e-9))
          best = Math.max(
            best,
            basis.reduce((s, j, i) => s + g[i]! * excess[j]!, 0),
          );
      }
      return best;
    };
    return at;
  }

  it.each(TYPES.flatMap((type) => RESTRICT.map((restrict) => [type, restrict] as const)))(
    "is the linear program over all paths of effects, for any target (%s, %s)",
    (type, restrict) => {
      const stream = randomStream(9);
      for (let seed = 1; seed <= 12; seed++) {
        const [nPre, nPost] = [2 + stream.integer(3), 1 + stream.integer(3)];
        const path = randomPath(seed, nPre, nPost);
        const target = Float64Array.from({ length: nPost }, () => stream.normal());
        const m = 2 * stream.uniform();
        const sets = trendSets(path, type, restrict, m);
        const piece = stream.integer(sets.length);
        const moments = momentsOf(path, sets[piece]!, target);
        const brute = dual(path, type, restrict, piece, m, target);
        for (const theta of [-3, -0.5, 0, 0.4, 2]) {
          expect(Math.max(...valuesAt(moments, theta))).toBeCloseTo(brute(theta), 6);
        }
      }
    },
  );

  it("has four moments under relative magnitudes alone", () => {
    // All upper or all lower bounds on the target's steps, and the two bounds on the step of least and of most error.
    const path = randomPath(3, 4, 6);
    for (const set of trendSets(path, "relative", null, 0.7)) {
      expect(momentsOf(path, set, new Float64Array(6).fill(1 / 6)).n).toBe(4);
    }
  });
});

describe("the least favourable critical value", () => {
  it.each([
    ["relative", "increasing"],
    ["smoothness", null],
    ["relative-smoothness", "positive"],
    ["relative-smoothness", null],
  ] as const)("is the quantile of simulated maxima (%s, %s)", (type, restrict) => {
    const path = randomPath(7, 3, 3);
    const moments = momentsOf(path, trendSets(path, type, restrict, 0.8)[0]!, Float64Array.of(1, 0.5, -1));
    const { n, width, weights } = moments;
    const root = choleskyOf(moments.cov, width);
    // The weights on independent numbers.
    const turned = Float64Array.from({ length: n * width }, (_, at) => {
      const [i, j] = [Math.floor(at / width), at % width];
      let sum = 0;
      for (let c = j; c < width; c++) sum += weights[i * width + c]! * root[c * width + j]!;
      return sum;
    });
    const stream = randomStream(4);
    const draws = 200_000;
    const z = new Float64Array(width);
    const largest = Float64Array.from({ length: draws }, () => {
      for (let c = 0; c < width; c++) z[c] = stream.normal();
      let most = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let c = 0; c < width; c++) sum += z[c]! * turned[i * width + c]!;
        if (sum > most) most = sum;
      }
      return most;
    }).sort();
    // Standard error of the quantile: √(0.005·0.995/200000) over a density of about 0.015, so 0.011.
    expect(Math.abs(leastFavourable(moments, 0.005) - largest[0.995 * draws]!)).toBeLessThan(0.035);
  });
});

describe("the conditional test", () => {
  const alone: Moments = {
    n: 1,
    width: 1,
    estimates: Float64Array.of(0),
    cov: Float64Array.of(1),
    weights: Float64Array.of(-1),
    bounds: Float64Array.of(0),
  };
  const limit = normal.isf(0.005);
  const size = (0.05 - 0.005) / (1 - 0.005);

  it("is a truncated normal test when one moment stands alone", () => {
    const kept = (theta: number) => keeps(alone, theta, { limit, window: null, size });
    // Solves (Φ̄(z) − κ)/(1 − κ) = size: the whole test has size α.
    const edge = normal.isf(0.05);
    expect(kept(edge - 1e-9)).toBe(true);
    expect(kept(edge + 1e-9)).toBe(false);
    expect(kept(-5)).toBe(true);
    expect(kept(limit + 0.1)).toBe(false);
  });

  it("takes into account that an interval holds the value", () => {
    // The centre is the estimate itself: the interval cuts its distribution on both sides.
    const half = normal.isf(0.0025);
    const window = { centre: 0, half, cov: Float64Array.of(1) };
    const kept = (theta: number) => keeps(alone, theta, { limit: Number.POSITIVE_INFINITY, window, size });
    // P(Z > z | |Z| < half) = size.
    const edge = normal.isf(size * (1 - 0.005) + 0.0025);
    expect(kept(edge - 1e-9)).toBe(true);
    expect(kept(edge + 1e-9)).toBe(false);
    expect(kept(-half - 0.01)).toBe(false);
  });
});

describe("the confidence set", () => {
  const path = eventPath(study());
  const first = Float64Array.of(1, 0, 0, 0);

  it("is the usual interval when M̄ = 0 and the target is the first effect", () => {
    const half = normal.isf(0.025) * Math.sqrt(path.vcov[4 * 9]!);
    const [low, high] = relative(path, first, 0).interval()!;
    expect(low).toBeCloseTo(path.beta[4]! - half, 9);
    expect(high).toBeCloseTo(path.beta[4]! + half, 9);
  });

  it("is never cut, however large M̄", () => {
    const [low, high] = relative(path, first, 1e4).interval()!;
    const [wider, higher] = relative(path, first, 2e4).interval()!;
    expect(wider / low).toBeCloseTo(2, 3);
    expect(higher / high).toBeCloseTo(2, 3);
  });

  it.each([
    ["relative", null, "c-lf"],
    ["smoothness", "positive", "c-f"],
    ["smoothness", "decreasing", "conditional"],
    ["relative-smoothness", "increasing", "c-lf"],
  ] as const)("holds what lies inside it, up to its ends (%s, %s, %s)", (type, restrict, method) => {
    const m = type === "smoothness" ? 0.01 : 1;
    const window = smoothnessIntervals(path, first, SIZES.kappa, "grid")(m);
    const set = robustSet(path, trendSets(path, type, restrict, m), first, SIZES, method, window);
    const [low, high] = set.interval()!;
    const width = high - low;
    expect([low + 1e-6 * width, (low + high) / 2, high - 1e-6 * width].map(set.holds)).toEqual([
      true,
      true,
      true,
    ]);
    expect([low - 1e-6 * width, high + 1e-6 * width].map(set.holds)).toEqual([false, false]);
  });

  it("turns over with the sign of the estimates", () => {
    const turned = { ...path, beta: path.beta.map((v) => -v) };
    const pairs = [
      ["positive", "negative"],
      ["increasing", "decreasing"],
      [null, null],
    ] as const;
    for (const type of TYPES) {
      for (const [restrict, opposite] of pairs) {
        const of = (p: EventPath, r: HonestRestriction | null) =>
          robustSet(p, trendSets(p, type, r, 0.7), first, SIZES, "c-lf", null).interval()!;
        const [low, high] = of(path, restrict);
        const [mirrorLow, mirrorHigh] = of(turned, opposite);
        expect(mirrorLow).toBeCloseTo(-high, 6);
        expect(mirrorHigh).toBeCloseTo(-low, 6);
      }
    }
  });

  // Differences in trends at the very bound of each restriction; the true effects are zero.
  it.each([
    // Steps before the base: 0.1, −0.5, 0; after it the largest that M̄ = 1 allows, twice upwards.
    ["relative", null, "c-lf", 1, [0.4, 0.5, 0, 0.5, 1]],
    ["relative", "positive", "c-lf", 1, [0.4, 0.5, 0, 0.5, 1]],
    // Slopes 0.1, 0.2, 0.3, then 0.4 and 0.5: each change is M.
    ["smoothness", null, "c-lf", 0.1, [-0.6, -0.5, -0.3, 0.4, 0.9]],
    ["smoothness", "increasing", "c-f", 0.1, [-0.6, -0.5, -0.3, 0.4, 0.9]],
    ["relative-smoothness", "positive", "conditional", 1, [-0.6, -0.5, -0.3, 0.4, 0.9]],
    ["relative-smoothness", null, "conditional", 1, [-0.6, -0.5, -0.3, 0.4, 0.9]],
  ] as const)(
    "covers the effect under a violation of the stated size (%s, %s, %s)",
    (type, restrict, method, m, delta) => {
      const stream = randomStream(2023);
      const base = randomPath(8, 3, 2);
      const k = 5;
      const target = Float64Array.of(0, 1);
      const vcov = base.vcov.map((v) => 4e-4 * v);
      const root = choleskyOf(vcov, k);
      const draws = 200;
      let covered = 0;
      for (let r = 0; r < draws; r++) {
        const z = Array.from({ length: k }, () => stream.normal());
        const beta = Float64Array.from({ length: k }, (_, i) => {
          let sum: number = delta[i]!;
          for (let j = 0; j <= i; j++) sum += root[i * k + j]! * z[j]!;
          return sum;
        });
        const path = { ...base, beta, vcov };
        const first = method === "c-f" ? smoothnessIntervals(path, target, SIZES.kappa, "grid")(m) : null;
        const set = robustSet(path, trendSets(path, type, restrict, m), target, SIZES, method, first);
        if (set.holds(0)) covered++;
      }
      // 0.95 less three standard errors of 200 draws.
      expect(covered / draws).toBeGreaterThan(0.903);
      // At the bound, and no other piece near it: the set is hardly wider than it must be.
      if (restrict === null && method === "c-lf") expect(covered / draws).toBeLessThan(0.99);
    },
  );
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

function* subsets(n: number, k: number, from = 0): Generator<number[]> {
  if (k === 0) yield [];
  else for (let i = from; i <= n - k; i++) for (const rest of subsets(n, k - 1, i + 1)) yield [i, ...rest];
}

/** Gauss–Jordan; null where singular. */
function solve(a: readonly number[][], b: readonly number[]): number[] | null {
  const rows = a.map((row, i) => [...row, b[i]!]);
  const k = b.length;
  for (let c = 0; c < k; c++) {
    const at = rows
      .map((row, i) => (i < c ? -1 : Math.abs(row[c]!)))
      .reduce((best, v, i, all) => (v > all[best]! ? i : best), c);
    if (Math.abs(rows[at]![c]!) < 1e-9) return null;
    [rows[c], rows[at]] = [rows[at]!, rows[c]!];
    const by = rows[c]![c]!;
    rows[c] = rows[c]!.map((v) => v / by);
    rows.forEach((row, i) => {
      if (i !== c) rows[i] = row.map((v, j) => v - row[c]! * rows[c]![j]!);
    });
  }
  return rows.map((row) => row[k]!);
}
