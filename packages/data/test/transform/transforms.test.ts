import { readFileSync } from "node:fs";
import { CeterisError, definePanel, fromColumns, getNumbers, type Panel, panelNumbers } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyTransforms,
  deflate,
  difference,
  groupMean,
  interpolate,
  lag,
  lead,
  log,
  rank,
  sampleQuantile,
  standardise,
  type Transform,
  trim,
  winsorise,
} from "../../src/index.ts";

type Cells = readonly (number | null)[];
const R = JSON.parse(readFileSync(new URL("fixtures/transforms.json", import.meta.url), "utf8"));
const panelOf = (columns: Record<string, readonly (string | number | null)[]>) =>
  definePanel(fromColumns(columns, "panel.csv"), { unit: "city", time: "year" });
const fixture = panelOf({ city: R.city, year: R.year, x: R.x, cpi: R.cpi });
const cells = (panel: Panel, name: string): Cells =>
  Array.from(getNumbers(panel.table, name), (v) => (Number.isNaN(v) ? null : v));

/** Sums are taken in another order than in R. */
function expectNear(found: Cells, wanted: Cells) {
  expect(found.map((v) => v === null)).toEqual(wanted.map((v) => v === null));
  found.forEach((v, i) => {
    if (v !== null) expect(Math.abs(v - wanted[i]!)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(v)));
  });
}

describe("sampleQuantile", () => {
  const sorted = Float64Array.from((R.x as Cells).filter((v) => v !== null)).sort();
  it.each([2, 6, 7] as const)("type %i is that of R's quantile", (type) => {
    expectNear(
      R.probabilities.map((p: number) => sampleQuantile(sorted, p, type)),
      R[`quantile${type}`],
    );
  });

  // Stata's P = n·p/100 is 7 for p = 7; R's 100 · 0.07 is 7.000000000000001 and just above.
  it("takes 100 · 0.07 for 7, as Stata does and R does not", () => {
    const hundred = Float64Array.from({ length: 100 }, (_, i) => i + 1);
    expect(sampleQuantile(hundred, 0.07, 2)).toBe(7.5);
    expect(R.hundred7).toBe(8);
  });

  it("of one value is that value", () => {
    for (const type of [2, 6, 7] as const) expect(sampleQuantile(Float64Array.of(3), 0.3, type)).toBe(3);
  });
});

describe("transforms give the figures of R", () => {
  const cases: readonly (readonly [string, (panel: Panel) => Panel, string])[] = [
    ["winsor2", (p) => winsorise(p, ["x"], { lower: 0.05, upper: 0.95 }), "x_w"],
    [
      "winsor7_by_year",
      (p) => winsorise(p, ["x"], { lower: 0.1, upper: 0.9, quantile: 7, by: ["year"] }),
      "x_w",
    ],
    ["trim7", (p) => trim(p, ["x"], { lower: 0.05, upper: 0.95, quantile: 7 }), "x_t"],
    ["lag1", (p) => lag(p, ["x"]), "x_lag1"],
    ["lag2", (p) => lag(p, ["x"], { periods: 2 }), "x_lag2"],
    ["lead1", (p) => lead(p, ["x"]), "x_lead1"],
    ["diff1", (p) => difference(p, ["x"]), "x_diff1"],
    ["std", (p) => standardise(p, ["x"]), "x_std"],
    ["std_by_year", (p) => standardise(p, ["x"], { by: ["year"] }), "x_std"],
    ["mean_by_city", (p) => groupMean(p, ["x"]), "x_mean"],
    ["rank_average", (p) => rank(p, ["x"]), "x_rank"],
    ["rank_min", (p) => rank(p, ["x"], { ties: "min" }), "x_rank"],
    [
      "rank_desc_max_by_year",
      (p) => rank(p, ["x"], { ties: "max", order: "descending", by: ["year"] }),
      "x_rank",
    ],
  ];
  it.each(cases)("%s", (name, transform, column) => {
    expectNear(cells(transform(fixture), column), R[name]);
  });

  it("whatever the order of rows", () => {
    const backwards = panelOf({
      city: R.city.toReversed(),
      year: R.year.toReversed(),
      x: R.x.toReversed(),
      cpi: R.cpi.toReversed(),
    });
    for (const [name, transform, column] of cases) {
      expectNear(cells(transform(backwards), column), R[name].toReversed());
    }
  });
});

describe("lag, lead and difference", () => {
  it("count periods of the calendar, not rows", () => {
    const panel = panelOf({ city: ["A", "A", "A", "B"], year: [2010, 2012, 2013, 2011], x: [1, 2, 4, 9] });
    expect(cells(lag(panel, ["x"]), "x_lag1")).toEqual([null, null, 2, null]);
    expect(cells(lag(panel, ["x"], { periods: 2 }), "x_lag2")).toEqual([null, 1, null, null]);
    expect(cells(lead(panel, ["x"]), "x_lead1")).toEqual([null, 4, null, null]);
    expect(cells(difference(panel, ["x"]), "x_diff1")).toEqual([null, null, 2, null]);
  });

  it("take text periods for neighbours in their order", () => {
    const panel = panelOf({ city: ["A", "A", "A"], year: ["2018-11", "2018-12", "2019-01"], x: [1, 2, 3] });
    expect(cells(lag(panel, ["x"]), "x_lag1")).toEqual([null, 1, 2]);
  });

  it("refuse a distance that is nowhere in the panel, and one that is none", () => {
    const everyFifth = panelOf({ city: ["A", "A"], year: [2010, 2015], x: [1, 2] });
    expect(() => lag(everyFifth, ["x"])).toThrow(
      "panel.csv, periods: no unit has two rows 1 period apart (neighbouring periods of “year” are at least 5 apart). Give periods: 5.",
    );
    const cross = panelOf({ city: ["A", "B"], year: [2010, 2010], x: [1, 2] });
    expect(() => lead(cross, ["x"])).toThrow("apart: there is one period only. Give a smaller distance.");
    for (const periods of [0, -1, 0.5, Number.NaN]) {
      expect(() => lag(fixture, ["x"], { periods })).toThrow(
        `periods: ${periods} is no distance between periods. Give a whole number from 1 on; lag looks back and lead looks ahead.`,
      );
    }
  });

  it("undo each other where both have a row", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom("A", "B", "C"), fc.integer({ min: 0, max: 9 })), {
          minLength: 2,
          selector: ([u, t]) => `${u}${t}`,
        }),
        (keys) => {
          const panel = panelOf({
            city: keys.map(([u]) => u),
            year: keys.map(([, t]) => t),
            x: keys.map((_, i) => i),
          });
          const brute = keys.map(([u, t]) => {
            const at = keys.findIndex(([v, s]) => v === u && s === t - 1);
            return at < 0 ? null : at;
          });
          if (brute.every((v) => v === null)) expect(() => lag(panel, ["x"])).toThrow(CeterisError);
          else expect(cells(lag(panel, ["x"]), "x_lag1")).toEqual(brute);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("log", () => {
  const panel = panelOf({ city: ["A", "A", "B"], year: [1, 2, 1], x: [1, 0, null], y: [1, -2, 0] });

  it("refuses zeros unless told what to do, and negative values always", () => {
    expect(() => log(panel, ["x"])).toThrow(
      "column “x”: 1 zero has no logarithm (row 2). Say what to do with zeros: make them missing, add a constant, or keep the column as it is.",
    );
    for (const zeros of ["missing", "add"] as const) {
      expect(() => log(panel, ["y"], { zeros })).toThrow(
        "column “y”: 1 negative value has no logarithm (row 2). Correct these cells or leave them empty.",
      );
    }
    expect(() => log(panel, ["y"])).toThrow("1 zero and 1 negative value have no logarithm (row 2, row 3)");
    expect(() => log(panel, ["x"], { zeros: "add", add: 0 })).toThrow(
      "add: 0 cannot be added before a logarithm is taken. Give a number above 0.",
    );
  });

  it("makes zeros missing, or adds a constant to every value", () => {
    expect(cells(log(panel, ["x"], { zeros: "missing" }), "log_x")).toEqual([0, null, null]);
    expect(cells(log(panel, ["x"], { zeros: "add" }), "log_x")).toEqual([Math.log(2), 0, null]);
    expect(cells(log(panel, ["x"], { zeros: "add", add: 0.5 }), "log_x")[1]).toBe(Math.log(0.5));
  });
});

describe("deflate", () => {
  const rows = { city: ["A", "A", "A", "B", "B"], year: [2016, 2017, 2018, 2016, 2018] };
  const panel = panelOf({ ...rows, gdp: [100, 110, 121, 50, 60], cpi: [102, 110, 110, 100, 105] });

  it("divides by a level and returns to the base", () => {
    const found = cells(deflate(panel, ["gdp"], { index: "cpi", base: 2016 }), "gdp_real");
    expectNear(found, [100, (110 * 102) / 110, (121 * 102) / 110, 50, (60 * 100) / 105]);
  });

  it("chains an index of the previous period in both directions, and stops at a hole", () => {
    const chain = (base: number) =>
      cells(deflate(panel, ["gdp"], { index: "cpi", kind: "previous", base }), "gdp_real");
    expectNear(chain(2016), [100, 100, 100, 50, null]);
    expectNear(chain(2018), [121, 121, 121, null, 60]);
    expectNear(chain(2017), [110, 110, 110, null, null]);
  });

  it("refuses an index that is not of its kind, and asks where it may be of either", () => {
    const of = (cpi: readonly number[]) =>
      panelOf({
        city: cpi.map((_, i) => (i < cpi.length / 2 ? "A" : "B")),
        year: cpi.map((_, i) => 2010 + (i % (cpi.length / 2))),
        gdp: cpi.map(() => 1),
        cpi,
      });
    const yearly = of([102, 101.5, 102.6, 101.1, 102, 101, 103, 102.2, 101.9, 102.9]);
    expect(() => deflate(yearly, ["gdp"], { index: "cpi", base: 2010 })).toThrow(
      "column “cpi”: it stays near 100, falls in 4 of 8 steps and has no period in which it is 100, as an index on the period before (上年 = 100) does. Give kind: previous, or kind: level if all periods are on one scale.",
    );
    expect(() => deflate(yearly, ["gdp"], { index: "cpi", base: 2010, kind: "level" })).not.toThrow();
    const based = of([100, 99, 98, 97, 96, 100, 99, 98.5, 97, 96]);
    expect(() => deflate(based, ["gdp"], { index: "cpi", base: 2010 })).not.toThrow();
    for (const [cpi, median] of [
      [[1.02, 1.03, 1.01, 1.02], "1.02"],
      [[2.1, 3.2, 1.5, 2.5], "2.5"],
    ] as const) {
      expect(() => deflate(of(cpi), ["gdp"], { index: "cpi", base: 2010, kind: "previous" })).toThrow(
        `column “cpi”: its median is ${median}, and an index on the period before is near 100. Give the period before the value 100: multiply a ratio by 100, add 100 to a rate of change.`,
      );
    }
  });

  it("refuses a base that is no period, and an index that is not positive", () => {
    expect(() => deflate(panel, ["gdp"], { index: "cpi", base: 2010 })).toThrow(
      "base: no row is of the period 2010. Give one of 2016 to 2018.",
    );
    const zero = panelOf({ ...rows, gdp: [1, 1, 1, 1, 1], cpi: [1, 0, 1, 1, 1] });
    expect(() => deflate(zero, ["gdp"], { index: "cpi", base: 2016 })).toThrow(
      "column “cpi”: 0 is no price index. Give a column of positive numbers",
    );
  });
});

describe("names and bounds", () => {
  it("refuse what is taken, and what two columns would share", () => {
    expect(() => winsorise(fixture, ["x"], { as: "cpi" })).toThrow(
      "as: panel.csv has a column “cpi” already. Give another name; * stands for the name of the column.",
    );
    expect(() => winsorise(fixture, ["x", "cpi"], { as: "w" })).toThrow(
      "as: “x” and “cpi” would both become “w”.",
    );
    expect(() => trim(fixture, ["z"])).toThrow("there is no column “z”");
  });

  it("put a column in its own place when asked", () => {
    const found = winsorise(fixture, ["x"], { as: "*", lower: 0.05, upper: 0.95 });
    expectNear(cells(found, "x"), R.winsor2);
    expect([...found.table.columns.keys()]).toEqual([...fixture.table.columns.keys()]);
  });

  it("refuse bounds that are none", () => {
    for (const [lower, upper] of [
      [-0.1, 0.9],
      [0.5, 0.5],
      [0.1, 1.1],
      [Number.NaN, 1],
    ]) {
      expect(() => trim(fixture, ["x"], { lower, upper })).toThrow(
        `lower, upper: ${lower} and ${upper} are no probabilities of a lower and an upper bound. Give two numbers`,
      );
    }
    expect(() => trim(fixture, ["x"], { quantile: 5 as 2 })).toThrow(
      "quantile: there is no definition 5 of a quantile here. Use one of 2, 6, 7.",
    );
  });

  it("leave a tail alone at probability 0 or 1", () => {
    const x = panelNumbers(fixture, "x");
    const found = panelNumbers(winsorise(fixture, ["x"], { lower: 0, upper: 1 }), "x_w");
    expect(found).toEqual(x);
  });

  it("give a mean to every row of the group, and nothing to a row without one", () => {
    const panel = panelOf({
      city: ["A", "A", "B", "C"],
      year: [1, 2, 1, 1],
      x: [3, null, 5, 7],
      region: ["e", "e", "e", null],
    });
    expect(cells(groupMean(panel, ["x"]), "x_mean")).toEqual([3, 3, 5, 7]);
    expect(cells(groupMean(panel, ["x"], { by: ["region"] }), "x_mean")).toEqual([4, 4, 4, null]);
    expect(cells(rank(panel, ["x"], { by: ["region"] }), "x_rank")).toEqual([1, null, 2, null]);
    expect(cells(winsorise(panel, ["x"], { by: ["region"] }), "x_w")).toEqual([3, null, 5, null]);
  });

  it("make a group without variation, or without values, missing", () => {
    const panel = panelOf({ city: ["A", "A", "B"], year: [1, 2, 1], x: [3, 3, null] });
    expect(cells(standardise(panel, ["x"]), "x_std")).toEqual([null, null, null]);
    expect(cells(groupMean(panel, ["x"]), "x_mean")).toEqual([3, 3, null]);
    expect(cells(winsorise(panel, ["x"], { by: ["city"] }), "x_w")).toEqual([3, 3, null]);
  });
});

describe("applyTransforms", () => {
  it("lets each transform see what those before it made, and is the verbs themselves", () => {
    const steps: readonly Transform[] = [
      { verb: "log", columns: ["x"] },
      { verb: "lag", columns: ["log_x"], periods: 2 },
      { verb: "lead", columns: ["x"] },
      { verb: "difference", columns: ["log_x"], as: "growth" },
      { verb: "winsorise", columns: ["growth"], by: ["year"], as: "*" },
      { verb: "trim", columns: ["x"] },
      { verb: "standardise", columns: ["x"] },
      { verb: "groupMean", columns: ["x"], by: ["year"] },
      { verb: "deflate", columns: ["x"], index: "cpi", base: 2010, kind: "previous" },
      { verb: "rank", columns: ["x"] },
    ];
    const found = applyTransforms(fixture, steps);
    expect([...found.table.columns.keys()].slice(4)).toEqual([
      "log_x",
      "log_x_lag2",
      "x_lead1",
      "growth",
      "x_t",
      "x_std",
      "x_mean",
      "x_real",
      "x_rank",
    ]);
    const growth = winsorise(difference(log(fixture, ["x"]), ["log_x"], { as: "g" }), ["g"], {
      by: ["year"],
    });
    expect(cells(found, "growth")).toEqual(cells(growth, "g_w"));
  });
});

describe("interpolate", () => {
  const holes = panelOf({
    city: ["A", "A", "A", "A", "A", "B", "B", "B", "C", "C", "C"],
    year: [2010, 2011, 2013, 2014, 2015, 2010, 2013, 2014, 2010, 2013, 2014],
    x: [null, 1, null, 7, null, 2, null, 10, 3, null, null],
  });

  it("fills holes between two periods by the line in time, not those at the ends nor between units", () => {
    const filled = interpolate(holes, ["x"], { most: 2 });
    expect(cells(filled, "x_i")).toEqual([null, 1, 5, 7, null, 2, 8, 10, 3, null, null]);
    expect(cells(filled, "x")).toEqual(cells(holes, "x"));
    expect(filled.warnings).toEqual([
      {
        code: "CELLS_IMPUTED",
        message:
          "2 missing cells of column “x” between two periods were filled by a straight line (A 2013, B 2013). Estimates take them for data: look at the results without.",
        details: { column: "x", n: 2, cells: ["A 2013", "B 2013"] },
      },
    ]);
  });

  it("leaves holes that are longer than most", () => {
    const panel = panelOf({
      city: Array(5).fill("A"),
      year: [2010, 2011, 2012, 2013, 2014],
      x: [0, null, null, 3, 4],
    });
    const one = interpolate(panel, ["x"], { as: "*" });
    expect([cells(one, "x"), one.warnings]).toEqual([[0, null, null, 3, 4], []]);
    expect(cells(interpolate(panel, ["x"], { most: 2, as: "*" }), "x")).toEqual([0, 1, 2, 3, 4]);
    expect(() => interpolate(panel, ["x"], { most: 0 })).toThrow(
      "most: 0 is no length of a hole. Give the number of periods that may be missing in a row, from 1 on.",
    );
  });

  it("gives the same whatever the order of rows, and a straight line back", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 6, maxLength: 12 }), fc.nat(1000), (kept, seed) => {
        const n = kept.length;
        const x = kept.map((keep, t) => (keep || t === 0 || t === n - 1 ? 3 + 0.5 * t : null));
        const order = [...x.keys()].sort((a, b) => ((a * 31 + seed) % n) - ((b * 31 + seed) % n));
        const panel = panelOf({
          city: x.map(() => "A"),
          year: order.map((t) => 2000 + t),
          x: order.map((t) => x[t]!),
        });
        const found = panelNumbers(interpolate(panel, ["x"], { most: n, as: "*" }), "x");
        expect(Array.from(found, (v) => Number(v.toFixed(9)))).toEqual(x.map((_, t) => 3 + 0.5 * t));
      }),
    );
  });
});
