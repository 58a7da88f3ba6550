import { crossFactors, derive, type Factor, randomStream } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  cluster,
  type LinearModel,
  leastSquares,
  type WildWeights,
  wildDraws,
  wildPValue,
  wildStatistics,
} from "../../src/index.ts";
import { drawPlaces, wildPoints } from "../../src/wild/wild-weights.ts";

/** Same sums in another order on panels of about fifty rows. */
const same = 1e-9;

interface Design {
  readonly units: number;
  readonly periods: number;
  /** Cluster of each unit. */
  readonly home?: (unit: number) => number;
  readonly gaps?: boolean;
  readonly weighted?: boolean;
  readonly controls?: number;
  readonly effects?: readonly ("unit" | "time" | "home^time" | "half" | "unit[time]" | "half[time]")[];
  readonly seed?: number;
}

function factor(name: string, values: readonly (number | string)[]): Factor {
  const labels = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
  return {
    name,
    codes: Int32Array.from(values, (v) => labels.indexOf(v)),
    nLevels: labels.length,
    labels: labels.map(String),
  };
}

function makeDesign(design: Design): { model: LinearModel; by: Factor } {
  const { units, periods, home = (u) => u, gaps = false, weighted = false, controls = 1 } = design;
  const stream = randomStream(design.seed ?? 5);
  const rows = Array.from({ length: units * periods }, (_, i) => [Math.floor(i / periods), i % periods])
    .filter(() => !gaps || stream.uniform() > 0.2)
    .map(([u, t]) => ({ u: u!, t: t!, home: home(u!) }));
  const column = (f: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, f);
  const shock = Array.from({ length: units }, () => stream.normal());
  const effects: Record<string, Factor> = {
    unit: factor(
      "unit",
      rows.map((r) => r.u),
    ),
    time: factor(
      "time",
      rows.map((r) => r.t),
    ),
    // Levels that units move between, so that neither unit nor cluster contains them.
    half: factor(
      "half",
      rows.map((r) => (r.u + (r.t > 2 ? 1 : 0)) % 3),
    ),
  };
  const by = factor(
    "home",
    rows.map((r) => r.home),
  );
  effects["home^time"] = crossFactors([by, effects.time!]);
  const trend = (of: string, name: string) => ({
    ...effects[of]!,
    name,
    slope: { of, on: "time", values: column((r) => 2000 + r.t), withEffects: true },
  });
  effects["unit[time]"] = trend("unit", "unit[time]");
  effects["half[time]"] = trend("half", "half[time]");
  const status = column((r) => (r.home % 2 === 0 && r.t >= 2 + (r.u % 2) ? 1 : 0));
  const x = Array.from({ length: controls }, () => column((r) => stream.normal() + 0.3 * shock[r.u]!));
  const outcome = column(
    (r) => 3 + shock[r.u]! * (1 + 0.3 * r.t) + 0.2 * r.t + 0.4 * stream.normal() * (1 + r.home),
  );
  for (const c of x) for (let i = 0; i < c.length; i++) outcome[i]! += c[i]!;
  return {
    by,
    model: {
      outcome: { name: "y", values: outcome },
      regressors: [
        { name: "did", values: status, role: "treatment" },
        ...x.map((values, j) => ({ name: `x${j}`, values, role: "control" as const })),
      ],
      fixedEffects: (design.effects ?? ["unit", "time"]).map((name) => effects[name]!),
      weights: weighted ? column(() => 0.5 + stream.uniform()) : undefined,
    },
  };
}

/** t statistics by generating every outcome and running every regression. */
function literally(
  model: LinearModel,
  by: Factor,
  value: number,
  imposeNull: boolean,
  draws: readonly Float64Array[],
): { actual: number; drawn: number[] } {
  const estimator = cluster({ by: [by], smallSample: "none" });
  const t = (outcome: Float64Array, null_: number) => {
    const fit = leastSquares({ ...model, outcome: { name: "y", values: outcome } });
    const at = fit.terms.indexOf("did");
    const k = fit.terms.length;
    return (fit.coefficients[at]! - null_) / Math.sqrt(estimator.estimate(fit).matrix[at * k + at]!);
  };
  const y = model.outcome.values;
  const full = leastSquares(model);
  const did = model.regressors[0]!.values;
  // With no other regressor left, the restricted model has the effects alone.
  const restricted = leastSquares({
    ...model,
    outcome: { name: "y", values: y.map((yi, i) => yi - value * did[i]!) },
    regressors: model.regressors.slice(1),
  });
  const residuals = imposeNull ? restricted.residuals : full.residuals;
  const tested = imposeNull ? value : full.coefficients[0]!;
  return {
    actual: t(y, value),
    drawn: draws.map((v) => {
      const outcome = y.map((yi, i) => yi - residuals[i]! + v[by.codes[i]!]! * residuals[i]!);
      return t(outcome, tested);
    }),
  };
}

function weightVectors(weights: WildWeights, nClusters: number, n: number, seed: number): Float64Array[] {
  const stream = derive(seed, 0);
  return Array.from({ length: n }, () => {
    const places = new Uint8Array(nClusters);
    drawPlaces(weights, stream, places);
    return Float64Array.from(places, (place) => wildPoints(weights)[place]!);
  });
}

const DESIGNS: Record<string, Design> = {
  "balanced, clusters are units": { units: 9, periods: 6 },
  "unbalanced, weighted": { units: 9, periods: 6, gaps: true, weighted: true, controls: 2 },
  "clusters hold several units": { units: 12, periods: 5, home: (u) => Math.floor(u / 2), gaps: true },
  "no fixed effects": { units: 8, periods: 5, effects: [], weighted: true },
  "clusters' own years": {
    units: 12,
    periods: 6,
    home: (u) => Math.floor(u / 2),
    effects: ["unit", "home^time"],
  },
  "nothing nested": { units: 8, periods: 6, home: (u) => u % 5, effects: ["time"], gaps: true },
  "three effects, two of them loose": {
    units: 10,
    periods: 7,
    effects: ["unit", "time", "half"],
    weighted: true,
    gaps: true,
  },
  "unit trends": { units: 9, periods: 8, effects: ["unit[time]", "time"], gaps: true },
  "trends that span clusters": {
    units: 10,
    periods: 8,
    effects: ["unit", "half[time]", "time"],
    weighted: true,
  },
};

describe("every draw equals its regression", () => {
  const cases = Object.entries(DESIGNS).flatMap(([name, design]) =>
    [true, false].flatMap((imposeNull) =>
      (["rademacher", "webb", "mammen"] as const).map((weights) => ({ name, design, imposeNull, weights })),
    ),
  );
  it.each(cases)("$name, imposeNull $imposeNull, $weights", ({ design, imposeNull, weights }) => {
    const { model, by } = makeDesign(design);
    const fit = leastSquares(model);
    // One draw fewer than there are Rademacher vectors, so that none is enumerated.
    const draws = wildDraws(fit, { term: "did", by, draws: 25, weights, imposeNull, seed: 3 });
    const vectors = weightVectors(weights, by.labels.length, 25, 3);
    expect(draws.enumerated).toBe(false);
    for (const value of [0, 0.7, -4]) {
      const want = literally(model, by, value, imposeNull, vectors);
      const got = wildStatistics(draws, value);
      want.drawn.forEach((t, b) => {
        expect(Math.abs(got[b]! - t)).toBeLessThanOrEqual(same * Math.max(1, Math.abs(t)));
      });
      const actual = (draws.estimate - value) / Math.sqrt(draws.variance);
      expect(Math.abs(actual - want.actual)).toBeLessThanOrEqual(same * Math.max(1, Math.abs(actual)));
      const share = want.drawn.filter((t) => Math.abs(t) >= Math.abs(want.actual) * (1 - 1e-8)).length / 25;
      expect(wildPValue(draws, value)).toBe(share);
    }
  });
});
