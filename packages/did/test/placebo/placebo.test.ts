import {
  type CeterisError,
  definePanel,
  finishWork,
  fromColumns,
  type PlaceboResult,
  panelNumbers,
  type Table,
} from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { type PlaceboOptions, placebo, twfe } from "../../src/index.ts";
import { describeAssignments } from "../../src/placebo/assignments.ts";
import { drawWork } from "../../src/placebo/draw-work.ts";
import { bare } from "../../src/placebo/kernel.ts";
import { castle, close, messy } from "../fixtures.ts";
import { makeSmallPanel, type SmallPanel, tiny, toPanel } from "../small-panel.ts";

const castlePanel = definePanel(castle, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
const messyPanel = definePanel(messy, { unit: "city", time: "year", treatment: { cohort: "cohort" } });

describe("placebo by enumeration", () => {
  it("uses every assignment once when they are few, by hand", () => {
    const result = placebo(toPanel(tiny), { outcome: "y" });
    // Change of the unit at 3 against its mean over 1 and 2, less the mean of the others' changes.
    const change = [6 - 1.5, 3 - 2, 1 - 0.5];
    const effect = (u: number) => change[u]! - (change.reduce((a, b) => a + b, 0) - change[u]!) / 2;
    expect(result.enumerated).toBe(true);
    expect(result.draws.n).toBe(3);
    compare(result.values, [0, 1, 2].map(effect));
    expect(Math.max(...result.values)).toBeCloseTo(effect(0), 12);
    expect(result.pValue).toEqual({ twoSided: 1 / 3, greater: 1 / 3, less: 1 });
    expect(result.draws.mean).toBeCloseTo(0, 12);
    expect(result.draws.quantiles["0.5"]).toBeCloseTo(effect(1), 12);
  });

  it("gives 1/27 for the most extreme of 27 units", () => {
    const raw: SmallPanel = { id: [], t: [], y: [], x: [], w: [], g: [] };
    for (let u = 0; u < 27; u++) {
      for (const t of [1, 2]) {
        raw.id.push(u);
        raw.t.push(t);
        raw.g.push(u === 13 ? 2 : 0);
        raw.y.push(t === 2 ? (u === 13 ? 40 : u) : 0);
        raw.x.push(0);
        raw.w.push(1);
      }
    }
    const { pValue, draws, enumerated } = placebo(toPanel(raw), { outcome: "y", draws: 27 });
    expect([draws.n, enumerated]).toEqual([27, true]);
    expect(pValue.twoSided).toBeCloseTo(1 / 27, 14);
    const sampled = placebo(toPanel(raw), { outcome: "y", draws: 26 });
    expect([sampled.draws.n, sampled.enumerated]).toEqual([26, false]);
    expect(sampled.spec.pValueRule).toBe("(1 + extreme) / (1 + draws)");
  });

  it("counts distinct staggered assignments: 6!/(3!2!1!) of them", () => {
    const raw = makeSmallPanel(4, 6, 5, true);
    const cohorts = [0, 2003, 0, 2004, 0, 2003];
    const panel = toPanel({ ...raw, g: raw.id.map((u) => cohorts[u]!) });
    const result = placebo(panel, { outcome: "y", draws: 60 });
    expect([result.draws.n, result.enumerated, new Set(result.values).size]).toEqual([60, true, 60]);
    expect(placebo(panel, { outcome: "y", draws: 59 }).enumerated).toBe(false);
  });

  it("counts ties", () => {
    const raw = { ...tiny, y: [0, 0, 1, 0, 0, 1, 0, 0, 0] };
    expect(placebo(toPanel(raw), { outcome: "y" }).pValue).toEqual({ twoSided: 1, greater: 2 / 3, less: 1 });
  });
});

describe("placebo equals a regression for each assignment", () => {
  const cases: [string, SmallPanel, Partial<PlaceboOptions>][] = [
    ["balanced", makeSmallPanel(21, 6, 5, true), {}],
    ["with a control", makeSmallPanel(22, 6, 5, true), { controls: ["x"] }],
    ["weighted", makeSmallPanel(23, 6, 5, true), { weights: "w" }],
    ["unbalanced", makeSmallPanel(24, 7, 6, false), { draws: 1000 }],
    [
      "unbalanced, weighted, with a control",
      makeSmallPanel(25, 7, 6, false),
      { controls: ["x"], weights: "w", draws: 1000 },
    ],
    ["period effects only", makeSmallPanel(26, 6, 5, false), { fixedEffects: ["t"], controls: ["x"] }],
    ["unit effects only", makeSmallPanel(27, 6, 5, false), { fixedEffects: ["id"] }],
    [
      "no effects",
      makeSmallPanel(28, 6, 5, false),
      { fixedEffects: [], covariance: { type: "hc1" }, controls: ["x"] },
    ],
    ["crossed effects", makeSmallPanel(29, 6, 5, true), { fixedEffects: ["id", "region^t"], weights: "w" }],
  ];
  it.each(cases)("%s", (_, raw, options) => {
    const panel = toPanel(raw);
    const all: PlaceboOptions = { outcome: "y", ...options };
    const result = placebo(panel, all);
    expect(result.enumerated).toBe(true);
    const brute = permutations(cohortsOf(raw)).flatMap((cohorts) => {
      try {
        return [twfe(toPanel({ ...raw, g: raw.id.map((u) => cohorts[u]!) }), all).estimates[0]!.estimate!];
      } catch (error) {
        expect((error as CeterisError).code).toBe("TREATMENT_ABSORBED");
        return [];
      }
    });
    compare(result.values, brute);
    const extreme = brute.filter(
      (b) => Math.abs(b) >= Math.abs(result.actual.estimate!) * (1 - 1e-12),
    ).length;
    expect(result.pValue.twoSided).toBeCloseTo(extreme / brute.length, 12);
  });

  it("with an always-treated unit and more treated than untreated", () => {
    const raw = makeSmallPanel(30, 6, 5, false);
    const starts = [2001, 2003, 2003, 2003, 0, 0];
    const result = placebo(toPanel({ ...raw, g: raw.id.map((u) => starts[u]!) }), {
      outcome: "y",
      controls: ["x"],
    });
    const brute = permutations(starts).map(
      (s) =>
        twfe(toPanel({ ...raw, g: raw.id.map((u) => s[u]!) }), { outcome: "y", controls: ["x"] })
          .estimates[0]!.estimate!,
    );
    compare(result.values, brute);
    expect(result.warnings.map((w) => w.code)).toEqual(["ALWAYS_TREATED"]);
  });

  it("by regressions where other effects are too many to factorise", () => {
    const raw = makeSmallPanel(35, 560, 4, true);
    const pair = raw.id.map((u) => Math.floor(u / 2));
    const panel = toPanel({ ...raw, g: raw.id.map((u) => (u % 4 === 1 ? 2003 : 0)) }, { pair });
    const many: PlaceboOptions = { outcome: "y", fixedEffects: ["id", "pair^t"], draws: 5 };
    const slow = placebo(panel, many);
    expect([slow.draws.n, slow.enumerated]).toEqual([5, false]);
    expect(Math.abs(slow.draws.mean)).toBeLessThan(1);
  });

  it("permutes whole clusters", () => {
    const raw = makeSmallPanel(31, 12, 5, false);
    const province = [0, 0, 0, 1, 1, 2, 2, 3, 3, 3, 4, 4];
    const start = [0, 2003, 0, 2004, 2003];
    const make = (starts: readonly number[]) =>
      toPanel(
        { ...raw, g: raw.id.map((u) => starts[province[u]!]!) },
        { p: raw.id.map((u) => `p${province[u]}`) },
      );
    const all: PlaceboOptions = { outcome: "y", controls: ["x"], mode: "cluster", assign: "p" };
    const result = placebo(make(start), all);
    const brute = permutations(start).map((s) => twfe(make(s), all).estimates[0]!.estimate!);
    expect(result.draws.n).toBe(30);
    compare(result.values, brute);
  });

  it("moves the start on rows before treatment", () => {
    const raw = makeSmallPanel(32, 9, 6, true);
    const g = raw.id.map((u) => (u % 3 === 0 ? 0 : u % 3 === 1 ? 2004 : 2005));
    const result = placebo(toPanel({ ...raw, g }), { outcome: "y", controls: ["x"], mode: "time" });
    const keep = raw.t.flatMap((t, i) => (t < 2005 && (g[i] === 0 || t < g[i]!) ? [i] : []));
    const brute = [1, 2].map((k) => {
      const cut = Object.fromEntries(
        Object.entries({ ...raw, g: g.map((v) => (v === 0 ? 0 : v - k)) }).map(([key, v]) => [
          key,
          keep.map((i) => v[i]!),
        ]),
      ) as SmallPanel;
      return twfe(toPanel(cut), { outcome: "y", controls: ["x"] }).estimates[0]!.estimate!;
    });
    expect(result.draws.n).toBe(2);
    compare(result.values, brute);
    expect(result.enumerated).toBe(true);
    const extreme = brute.filter((b) => Math.abs(b) >= Math.abs(result.actual.estimate!)).length;
    expect(result.pValue.twoSided).toBeCloseTo((1 + extreme) / 3, 14);
    expect(result.spec).toMatchObject({ rows: "before treatment", nObsPlacebo: keep.length });
  });

  it("moves histories and start together", () => {
    const raw = makeSmallPanel(33, 5, 6, true);
    const starts = [0, 2004, 2005, 0, 2004];
    const g = raw.id.map((u) => starts[u]!);
    const result = placebo(toPanel({ ...raw, g }), { outcome: "y", mode: "both" });
    const keep = raw.t.flatMap((t, i) => (t < 2005 && (g[i] === 0 || t < g[i]!) ? [i] : []));
    const brute = [1, 2].flatMap((k) =>
      permutations(starts).flatMap((s) => {
        const shifted = { ...raw, g: raw.id.map((u) => (s[u] === 0 ? 0 : s[u]! - k)) };
        const cut = Object.fromEntries(
          Object.entries(shifted).map(([key, v]) => [key, keep.map((i) => v[i]!)]),
        );
        try {
          return [twfe(toPanel(cut as SmallPanel), { outcome: "y" }).estimates[0]!.estimate!];
        } catch {
          return [];
        }
      }),
    );
    compare(result.values, brute);
  });

  it("deals out treatment that switches off again", () => {
    const raw = makeSmallPanel(34, 6, 5, true);
    const path = ["00110", "00000", "01000", "00000", "00110", "00001"];
    const make = (paths: readonly string[]) =>
      definePanel(fromColumns({ ...raw, d: raw.id.map((u, i) => Number(paths[u]![raw.t[i]! - 2001])) }), {
        unit: "id",
        time: "t",
        treatment: { treat: "d" },
      });
    const result = placebo(make(path), { outcome: "y" });
    compare(
      result.values,
      permutations(path).map((p) => twfe(make(p), { outcome: "y" }).estimates[0]!.estimate!),
    );
    expect(result.warnings.map((w) => w.code)).toEqual(["TREATMENT_SWITCHES_OFF"]);
  });
});

describe("placebo by random draws", () => {
  it("is the same for the same seed and different for another, whatever the order of rows", () => {
    const options: PlaceboOptions = { outcome: "y", controls: ["x1", "x2"], weights: "w", draws: 300 };
    const first = placebo(messyPanel, options);
    expect(placebo(messyPanel, options)).toEqual(first);
    expect(placebo(messyPanel, first.spec as unknown as PlaceboOptions)).toEqual(first);
    const reversed = Int32Array.from({ length: messy.nRows }, (_, i) => messy.nRows - 1 - i);
    const columns = Object.fromEntries(
      [...messy.columns].map(([name, { values }]) => [name, Array.from(reversed, (i) => values[i]!)]),
    );
    const table: Table = fromColumns(columns, "fixtures/messy.csv");
    expect(placebo(definePanel(table, messyPanel.spec), options).values).toEqual(first.values);
    expect(placebo(messyPanel, { ...options, seed: 2 }).values).not.toEqual(first.values);
    expect(placebo(messyPanel, { ...options, draws: 100 }).values).toEqual(first.values.slice(0, 100));
  });

  it("draws each assignment equally often", () => {
    const raw = makeSmallPanel(41, 6, 4, true);
    const panel = toPanel({ ...raw, g: raw.id.map((u) => (u < 2 ? 2003 : 0)) });
    const every = placebo(panel, { outcome: "y", draws: 15 });
    const drawn = placebo(panel, { outcome: "y", draws: 14, seed: 3 });
    expect(every.draws.n).toBe(15);
    for (const v of drawn.values) expect(every.values.some((w) => Math.abs(v - w) < 1e-12)).toBe(true);
    // The mean of many draws is that of all assignments within four standard errors.
    const many = placebo(castlePanel, { outcome: "l_homicide", draws: 20000 });
    expect(Math.abs(many.draws.mean)).toBeLessThan((4 * many.draws.sd!) / Math.sqrt(20000));
  });

  it("keeps the actual estimate with its own inference, and its numbers JSON-safe", () => {
    const options: PlaceboOptions = { outcome: "l_homicide", controls: ["poverty"], draws: 200 };
    const result = placebo(castlePanel, options);
    expect(result.actual).toEqual(twfe(castlePanel, options).estimates[0]);
    expect(result.estimates).toEqual([result.actual]);
    expect(JSON.parse(JSON.stringify(result))).toEqual({ ...result });
    expect(result.spec).toMatchObject({
      draws: 200,
      mode: "unit",
      assign: null,
      alternative: "two-sided",
      seed: 1,
    });
    const extreme = result.values.filter((v) => Math.abs(v) >= Math.abs(result.actual.estimate!)).length;
    expect(result.pValue.twoSided).toBe((1 + extreme) / 201);
  });

  it("leaves out a control that is collinear, as the actual regression does", () => {
    const twice = fromColumns({
      ...columnsOf(castle),
      twice: panelNumbers(castlePanel, "poverty").map((v) => 2 * v),
    });
    const panel = definePanel(twice, castlePanel.spec);
    const options: PlaceboOptions = { outcome: "l_homicide", controls: ["poverty"], draws: 50 };
    const result = placebo(panel, { ...options, controls: ["poverty", "twice"] });
    expect(result.values).toEqual(placebo(castlePanel, options).values);
    expect(result.warnings.map((w) => w.code)).toEqual(["COLLINEAR"]);
  });
});

describe("assignments that identify nothing", () => {
  it("are left out of an enumeration, and said", () => {
    const raw = {
      id: [0, 0, 1, 1, 1, 2, 2, 2, 3, 3],
      t: [1, 2, 1, 2, 3, 1, 2, 3, 1, 2],
      y: [1, 2, 1, 2, 6, 2, 4, 5, 0, 2],
      g: [0, 0, 3, 3, 3, 0, 0, 0, 0, 0],
    };
    const panel = definePanel(fromColumns(raw), { unit: "id", time: "t", treatment: { cohort: "g" } });
    const result = placebo(panel, { outcome: "y" });
    // Units 0 and 3 are never seen at 3.
    expect([result.draws.n, result.enumerated, result.pValue.greater]).toEqual([2, true, 1 / 2]);
    expect(result.warnings).toEqual([
      {
        code: "PLACEBO_UNIDENTIFIED",
        message:
          "Under 2 of 4 assignments the fixed effects absorb the treatment; they were left out, and the p-value is conditional on that.",
        details: { unidentified: 2, nAssignments: 4, enumerated: true },
      },
    ]);
    const drawn = placebo(panel, { outcome: "y", draws: 3, seed: 4 });
    expect([drawn.draws.n, drawn.enumerated]).toEqual([3, false]);
    for (const v of drawn.values) expect(result.values.some((w) => Math.abs(v - w) < 1e-12)).toBe(true);
  });

  it("end the search when there is hardly any other", () => {
    const assignments = describeAssignments(Int32Array.of(0, 1, 1, 1));
    const design = {
      assignments,
      kernels: [() => bare(Number.NaN)],
      permutes: true,
      includesActual: true,
      nObs: 8,
    };
    const text =
      "fixed effects: under hardly any other assignment is the effect identified, because the fixed effects absorb it. Use coarser fixed effects, or permute at the level at which treatment was assigned.";
    expect(() => finishWork(drawWork(design, 4, 1))).toThrow(text);
    expect(() => finishWork(drawWork(design, 3, 1))).toThrow(text);
  });
});

describe("placebo under the null", () => {
  it("rejects as often as it says, and no p-value falls below 1 / (1 + draws)", () => {
    // Treatment is dealt out at random and does nothing: p-values are uniform on k / 20.
    const results = Array.from({ length: 400 }, (_, seed) => {
      const raw = makeSmallPanel(1000 + 37 * seed, 12, 4, true);
      const order = raw.id.map((u) => (48271 * (seed + 1) * (u + 3)) % 1009);
      const chosen = [...new Set(raw.id)].sort((a, b) => order[4 * a]! - order[4 * b]!).slice(0, 4);
      const g = raw.id.map((u) => (chosen.includes(u) ? 2003 : 0));
      const y = raw.y.map((v, i) => v - (raw.g[i]! > 0 && raw.t[i]! >= raw.g[i]! ? 0.7 : 0));
      return placebo(toPanel({ ...raw, y, g }), { outcome: "y", draws: 19, seed, studentised: true });
    });
    for (const of of [
      (r: PlaceboResult) => r.pValue.twoSided,
      (r: PlaceboResult) => r.pValue.greater,
      (r: PlaceboResult) => r.studentised!.pValue.twoSided,
      (r: PlaceboResult) => r.studentised!.pValue.less,
    ]) {
      const pValues = results.map(of).sort((a, b) => a - b);
      expect(pValues[0]).toBeGreaterThanOrEqual(1 / 20);
      const farthest = Math.max(
        ...Array.from({ length: 20 }, (_, k) => {
          const at = (k + 1) / 20;
          return Math.abs(pValues.filter((p) => p <= at + 1e-12).length / pValues.length - at);
        }),
      );
      // Kolmogorov–Smirnov at 0.1%: 1.95 / √400.
      expect(farthest).toBeLessThan(1.95 / Math.sqrt(400));
    }
  });
});

function cohortsOf(raw: SmallPanel): number[] {
  const out: number[] = [];
  raw.id.forEach((u, i) => {
    out[u] = raw.g[i]!;
  });
  return out;
}

/** All distinct orders of a list. */
function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return [...new Set(items)].flatMap((first) => {
    const rest = [...items];
    rest.splice(rest.indexOf(first), 1);
    return permutations(rest).map((tail) => [first, ...tail]);
  });
}

function compare(got: readonly number[], want: readonly number[]): void {
  expect(got.length).toBe(want.length);
  const sorted = [...want].sort((a, b) => a - b);
  [...got]
    .sort((a, b) => a - b)
    .forEach((v, i) => {
      close(v, sorted[i]!, 1e-10, 1e-11);
    });
}

function columnsOf(table: Table): Record<string, (string | number | null)[]> {
  return Object.fromEntries([...table.columns].map(([name, { values }]) => [name, [...values]]));
}
