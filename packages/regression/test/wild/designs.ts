import { codedFactor, crossFactors, derive, type Factor, randomStream } from "@ceteris/core";
import type { LinearModel, WildWeights } from "../../src/index.ts";
import { drawPlaces, wildPoints } from "../../src/wild/wild-weights.ts";

export interface Design {
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

export function factor(name: string, values: readonly (number | string)[]): Factor {
  const labels = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
  return codedFactor(
    name,
    Int32Array.from(values, (v) => labels.indexOf(v)),
    labels.length,
    (code) => String(labels[code]),
  );
}

export function makeDesign(design: Design): {
  model: LinearModel;
  by: Factor;
  factors: Readonly<Record<string, Factor>>;
} {
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
    factors: effects,
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

/** The weights of the first draws of a seed, as `wildDraws` takes them. */
export function weightVectors(
  weights: WildWeights,
  nClusters: number,
  n: number,
  seed: number,
): Float64Array[] {
  const stream = derive(seed, 0);
  return Array.from({ length: n }, () => {
    const places = new Uint8Array(nClusters);
    drawPlaces(weights, stream, places);
    return Float64Array.from(places, (place) => wildPoints(weights)[place]!);
  });
}

export const DESIGNS: Record<string, Design> = {
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
