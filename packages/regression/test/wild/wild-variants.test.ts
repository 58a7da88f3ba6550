import { crossFactors, type Factor } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { isNested } from "../../src/covariance/small-sample.ts";
import {
  cluster,
  cr3,
  type LinearModel,
  leastSquares,
  WILD_TYPES,
  type WildType,
  wildDraws,
  wildInterval,
  wildPValue,
  wildStatistics,
} from "../../src/index.ts";
import { DESIGNS, makeDesign, weightVectors } from "./designs.ts";

/** Same sums in another order on panels of about fifty rows; leaving clusters out costs digits. */
const same = 1e-8;

/** Treatment, then all other columns that the nested effects leave, without redundant ones; and the outcome. */
function explicit(model: LinearModel, by: Factor) {
  const effects = model.fixedEffects;
  const nested = effects.filter((f) => isNested(f, by));
  const n = by.codes.length;
  const root = Array.from({ length: n }, (_, i) => Math.sqrt(model.weights?.[i] ?? 1));
  const net = (values: Float64Array) => {
    const fit = nested.length
      ? leastSquares({
          outcome: { name: "c", values },
          regressors: [],
          fixedEffects: nested,
          weights: model.weights,
        })
      : null;
    return Array.from(fit ? fit.residuals : values, (v, i) => v * root[i]!);
  };
  const loose = effects.filter((f) => !nested.includes(f));
  const dummies = (effects.length ? loose : [by]).flatMap((f) =>
    Array.from({ length: f.nLevels }, (_, l) =>
      Float64Array.from(f.codes, (c) => (effects.length ? Number(c === l) : 1)),
    ),
  );
  const columns: number[][] = [];
  const basis: number[][] = [];
  for (const raw of [...model.regressors.map((r) => r.values), ...dummies]) {
    const column = net(raw);
    const left = column.slice();
    for (let round = 0; round < 2; round++) {
      for (const b of basis) {
        const size = dot(b, left);
        b.forEach((v, i) => {
          left[i]! -= size * v;
        });
      }
    }
    const norm = Math.sqrt(dot(left, left));
    if (norm < 1e-8 * Math.sqrt(dot(column, column)) || norm < 1e-12) continue;
    basis.push(left.map((v) => v / norm));
    columns.push(column);
  }
  return { x: columns, y: net(model.outcome.values) };
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);

/** Least squares on some rows, by Gaussian elimination. */
function ols(x: readonly number[][], y: readonly number[], rows: readonly number[]): number[] {
  const k = x.length;
  const a = x.map((p) => [
    ...x.map((q) => rows.reduce((s, i) => s + p[i]! * q[i]!, 0)),
    rows.reduce((s, i) => s + p[i]! * y[i]!, 0),
  ]);
  for (let j = 0; j < k; j++) {
    const pivot = a
      .slice(j)
      .reduce((best, row, r) => (Math.abs(row[j]!) > Math.abs(a[best]![j]!) ? r + j : best), j);
    [a[j], a[pivot]] = [a[pivot]!, a[j]!];
    for (let r = 0; r < k; r++) {
      if (r === j) continue;
      const f = a[r]![j]! / a[j]![j]!;
      for (let c = j; c <= k; c++) a[r]![c]! -= f * a[j]![c]!;
    }
  }
  return a.map((row, j) => row[k]! / row[j]!);
}

/** Every outcome generated and every regression run, those without one cluster too. */
function literally(
  model: LinearModel,
  by: Factor,
  type: WildType,
  imposeNull: boolean,
  value: number,
  draws: readonly Float64Array[],
) {
  const { x, y } = explicit(model, by);
  const all = y.map((_, i) => i);
  const codes = Array.from(by.codes);
  const without = Array.from({ length: by.nLevels }, (_, g) => all.filter((i) => codes[i] !== g));
  const fitted = (columns: readonly number[][], b: readonly number[], i: number) =>
    columns.reduce((s, c, j) => s + c[i]! * b[j]!, 0);
  const variance = (outcome: readonly number[], b: readonly number[]) => {
    if (type === "variance" || type === "both") {
      return without.reduce((s, rows) => s + (ols(x, outcome, rows)[0]! - b[0]!) ** 2, 0);
    }
    const others = x.slice(1);
    const d = x[0]!;
    const aux = ols(others, d, all);
    const own = d.map((v, i) => v - fitted(others, aux, i));
    const scores = new Array<number>(by.nLevels).fill(0);
    for (const i of all) scores[codes[i]!]! += own[i]! * (outcome[i]! - fitted(x, b, i));
    return dot(scores, scores) / dot(own, own) ** 2;
  };
  const t = (outcome: readonly number[], tested: number) => {
    const b = ols(x, outcome, all);
    return (b[0]! - tested) / Math.sqrt(variance(outcome, b));
  };
  const base = imposeNull ? y.map((v, i) => v - value * x[0]![i]!) : y;
  const columns = imposeNull ? x.slice(1) : x;
  const whole = ols(columns, base, all);
  const each = without.map((rows) =>
    type === "score" || type === "both" ? ols(columns, base, rows) : whole,
  );
  const centre = imposeNull ? value : whole[0]!;
  return {
    actual: t(y, value),
    drawn: draws.map((v) => {
      const outcome = all.map((i) => {
        const g = codes[i]!;
        return (
          y[i]! - base[i]! + fitted(columns, whole, i) + v[g]! * (base[i]! - fitted(columns, each[g]!, i))
        );
      });
      return t(outcome, centre);
    }),
  };
}

const close = (got: number, want: number) =>
  expect(Math.abs(got - want)).toBeLessThanOrEqual(same * Math.max(1, Math.abs(want)));

describe("variants of MacKinnon, Nielsen and Webb equal their regressions", () => {
  const designs = [
    "balanced, clusters are units",
    "unbalanced, weighted",
    "clusters hold several units",
    "no fixed effects",
    "nothing nested",
  ];
  const cases = designs.flatMap((name) =>
    WILD_TYPES.flatMap((type) => [true, false].map((imposeNull) => ({ name, type, imposeNull }))),
  );
  it.each(cases)("$name, $type, imposeNull $imposeNull", ({ name, type, imposeNull }) => {
    const { model, by } = makeDesign(DESIGNS[name]!);
    const draws = wildDraws(leastSquares(model), {
      term: "did",
      by,
      type,
      draws: 12,
      weights: "webb",
      imposeNull,
      seed: 3,
    });
    const vectors = weightVectors("webb", by.nLevels, 12, 3);
    for (const value of [0, -1.5]) {
      const want = literally(model, by, type, imposeNull, value, vectors);
      close((draws.estimate - value) / Math.sqrt(draws.variance), want.actual);
      wildStatistics(draws, value).forEach((t, b) => {
        close(t, want.drawn[b]!);
      });
    }
  });

  it("take their variance from CR3, also where a cluster alone has a level of an effect", () => {
    const { model, by } = makeDesign({
      ...DESIGNS["clusters hold several units"]!,
      effects: ["unit", "time", "half"],
    });
    const last = Float64Array.from(by.codes, (g, i) => (g === 2 && i % 3 === 0 ? 1 : 0));
    const odd: LinearModel = {
      ...model,
      regressors: [...model.regressors, { name: "alone", values: last, role: "control" }],
    };
    for (const m of [model, odd]) {
      const fit = leastSquares(m);
      const { matrix } = cr3({ by }).estimate(fit);
      for (const type of ["variance", "both"] as const) {
        close(wildDraws(fit, { term: "did", by, type, draws: 9 }).variance / matrix[0]!, 1);
      }
    }
  });

  it("differ, and have intervals that end where their p-value crosses 5%", () => {
    const { model, by } = makeDesign({ units: 13, periods: 6, gaps: true });
    const fit = leastSquares(model);
    const found = WILD_TYPES.map((type) => {
      const draws = wildDraws(fit, { term: "did", by, type, draws: 999 });
      const { confLow, confHigh } = wildInterval(draws, 0.95);
      const width = confHigh! - confLow!;
      for (const [end, outward] of [
        [confLow!, -1],
        [confHigh!, 1],
      ] as const) {
        expect(wildPValue(draws, end - outward * 1e-6 * width)).toBeGreaterThan(0.05);
        expect(wildPValue(draws, end + outward * 1e-6 * width)).toBeLessThanOrEqual(0.05 + 1e-12);
      }
      return confLow;
    });
    expect(new Set(found).size).toBe(4);
  });

  it.each([
    ["score", false],
    ["variance", true],
    ["both", true],
  ] as const)("%s refuses a cluster that has all of the treatment", (type, imposeNull) => {
    const { model, by } = makeDesign({ units: 6, periods: 5 });
    const one = Float64Array.from(by.codes, (g, i) => (g === 0 && i % 5 > 2 ? 1 : 0));
    const alone = leastSquares({ ...model, regressors: [{ name: "did", values: one, role: "treatment" }] });
    expect(() => wildDraws(alone, { term: "did", by, type, imposeNull })).toThrow(
      `wildType: “${type}” leaves out each cluster in turn, and without “0” of “home” the effect is not identified. Choose “classic”, or “score”${imposeNull ? "" : " with the null imposed"}.`,
    );
    expect(wildDraws(alone, { term: "did", by, type: "score", draws: 9 }).nDraws).toBe(9);
  });
});

describe("clusters of weights other than those of errors", () => {
  /** t statistics from outcomes generated and regressions run, with the clustered covariance. */
  function refits(
    model: LinearModel,
    by: Factor,
    errors: readonly Factor[],
    value: number,
    vectors: readonly Float64Array[],
  ) {
    const t = (y: Float64Array, tested: number) => {
      const fit = leastSquares({ ...model, outcome: { name: "y", values: y } });
      const variance = (factors: readonly Factor[]) =>
        cluster({ by: [crossFactors(factors)], smallSample: "none" }).estimate(fit).matrix[0]!;
      const [a, b] = errors;
      const v = b ? variance([a!]) + variance([b]) - variance([a!, b]) : variance([a!]);
      return { t: (fit.coefficients[0]! - tested) / Math.sqrt(v), v };
    };
    const y = model.outcome.values;
    const did = model.regressors[0]!.values;
    const restricted = leastSquares({
      ...model,
      outcome: { name: "y", values: y.map((v, i) => v - value * did[i]!) },
      regressors: model.regressors.slice(1),
    });
    const e = restricted.residuals;
    return {
      actual: t(y, value),
      drawn: vectors.map((v) =>
        t(
          y.map((yi, i) => yi - e[i]! + v[by.codes[i]!]! * e[i]!),
          value,
        ),
      ),
    };
  }

  const names = [
    "balanced, clusters are units",
    "unbalanced, weighted",
    "clusters hold several units",
    "three effects, two of them loose",
    "unit trends",
    "nothing nested",
  ];
  const cases = names.flatMap((name) =>
    ["subcluster", "rows", "two-way by home", "two-way by time", "two-way by rows"].map((how) => ({
      name,
      how,
    })),
  );
  it.each(cases)("$how: $name", ({ name, how }) => {
    const { model, by: home } = makeDesign(DESIGNS[name]!);
    const { unit, time } = makeDesign({ ...DESIGNS[name]!, effects: ["unit", "time"] }).factors;
    const rows = crossFactors([unit!, time!]);
    const errors = how.startsWith("two-way") ? [home, time!] : [home];
    const by = {
      subcluster: unit!,
      rows,
      "two-way by home": home,
      "two-way by time": time!,
      "two-way by rows": rows,
    }[how]!;
    const draws = wildDraws(leastSquares(model), {
      term: "did",
      by,
      errors,
      draws: 12,
      weights: "mammen",
      seed: 3,
    });
    expect(draws).toMatchObject({ nClusters: by.nLevels, twoWay: errors.length > 1 });
    const vectors = weightVectors("mammen", by.nLevels, 12, 3);
    for (const value of [0, 0.7]) {
      const want = refits(model, by, errors, value, vectors);
      if (want.actual.v > 0) close((draws.estimate - value) / Math.sqrt(draws.variance), want.actual.t);
      else expect(draws.variance).toBeLessThanOrEqual(0);
      const feasible = want.drawn.filter(({ v }) => v > 0);
      wildStatistics(draws, value).forEach((t, b) => {
        if (want.drawn[b]!.v > 1e-10) close(t, want.drawn[b]!.t);
      });
      if (!(want.actual.v > 0)) expect(wildPValue(draws, value)).toBeNaN();
      else if (errors.length > 1) {
        const extreme = feasible.filter(({ t }) => Math.abs(t) >= Math.abs(want.actual.t) * (1 - 1e-8));
        expect(wildPValue(draws, value)).toBe(extreme.length / feasible.length);
      }
    }
  });

  it("refuse the jackknife", () => {
    const { model, by } = makeDesign(DESIGNS["clusters hold several units"]!);
    const { unit, time } = makeDesign(DESIGNS["clusters hold several units"]!).factors;
    const fit = leastSquares(model);
    expect(() => wildDraws(fit, { term: "did", by, errors: [by, time!], type: "both" })).toThrow(
      "wildType: “both” leaves out one cluster after another, which is not defined with two-way clustering. Choose “classic”, or cluster one way and let the same clusters get the weights.",
    );
    expect(() => wildDraws(fit, { term: "did", by: unit!, errors: [by], type: "score" })).toThrow(
      "wildType: “score” leaves out one cluster after another, which is not defined with weights by “unit”, other than the clusters. Choose “classic”, or cluster one way and let the same clusters get the weights.",
    );
    expect(() => wildDraws(fit, { term: "did", by, type: "jackknife" as never })).toThrow(
      "wildType: “jackknife” is not known. Give one of classic, score, variance, both.",
    );
  });
});
