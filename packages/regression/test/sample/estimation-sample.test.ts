import { definePanel, fromColumns, makeTable } from "@ceteris/core";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../test/error-of.ts";
import { estimationSample } from "../../src/index.ts";

const columns = {
  city: ["A", "A", "A", "B", "B", "B", "C", "C", "D"],
  year: [1, 2, 3, 1, 2, 3, 1, 2, 3],
  treat: [0, 0, 1, 0, 0, 0, 0, 1, 1],
  y: [1, 2, 3, 4, 5, Number.NaN, 7, 8, 9],
  x: [1, 1, 2, 2, 3, 3, 4, Number.NaN, 5],
  w: [1, 0, 2, 2, 2, 2, 2, 2, 2],
  province: ["P", "P", "P", "Q", "Q", "Q", "Q", "Q", "Q"],
};
const panelOf = (data: Record<string, (number | string)[]> = columns) =>
  definePanel(fromColumns(data, "cities.csv"), { unit: "city", time: "year", treatment: { treat: "treat" } });

describe("estimationSample", () => {
  test("keeps everything when nothing is missing", () => {
    const panel = panelOf();
    const sample = estimationSample(panel, { numeric: ["w"], fixedEffects: [], clusters: ["province"] });
    expect(sample.rows).toBeNull();
    expect(sample.unit).toBe(panel.unit);
    expect(sample.sample).toEqual({
      nRows: 9,
      nObs: 9,
      nUnits: 4,
      nPeriods: 3,
      nTreatedUnits: 3,
      dropped: { missing: 0, singleton: 0, filtered: 0 },
    });
    expect(sample.warnings).toEqual([]);
  });

  test("drops missing rows, then singletons until none is left, and recodes", () => {
    const sample = estimationSample(panelOf(), {
      numeric: ["y", "x"],
      fixedEffects: ["city", "year"],
      clusters: ["province", "province^year"],
    });
    // Missing: B3 and C2. Then C and D are alone in their city, and A3 becomes alone in year 3.
    expect([...sample.rows!]).toEqual([0, 1, 3, 4]);
    expect(sample.sample.dropped).toEqual({ missing: 2, singleton: 3, filtered: 0 });
    expect(sample.sample.nTreatedUnits).toBe(0);
    expect([...sample.columns.get("y")!]).toEqual([1, 2, 4, 5]);
    expect(sample.factors.get("city")!.labels).toEqual(["A", "B"]);
    expect(sample.factors.get("year")!.labels).toEqual(["1", "2"]);
    expect(sample.factors.get("province^year")!.labels).toEqual(["P^1", "P^2", "Q^1", "Q^2"]);
    expect(sample.warnings.map((w) => w.message)).toEqual([
      "Rows with a missing value in a used column were dropped: “y” (1), “x” (1). Fill these cells, or make sure that they are missing at random.",
      "3 rows were dropped for being alone in a level of a fixed effect (city, year): such a row cannot inform the estimates.",
    ]);
  });

  test("does not depend on the order of rows", () => {
    const order = [4, 8, 0, 6, 2, 7, 1, 5, 3];
    const mixed = Object.fromEntries(
      Object.entries(columns).map(([k, v]) => [k, order.map((i) => v[i]!)]),
    ) as typeof columns;
    const options = { numeric: ["y", "x"], fixedEffects: ["city", "year"] };
    expect(estimationSample(panelOf(mixed), options).rows).toEqual(estimationSample(panelOf(), options).rows);
  });

  test("drops rows of weight 0 as missing, and says so", () => {
    const sample = estimationSample(panelOf(), { numeric: ["w"], fixedEffects: [], weights: "w" });
    expect(sample.sample.dropped.missing).toBe(1);
    expect([...sample.weights!]).toEqual([1, 2, 2, 2, 2, 2, 2, 2]);
    expect(sample.warnings.map((w) => w.message)).toEqual([
      "1 row with weight 0 was dropped and counted as missing.",
    ]);
  });

  test("counts filtered rows, and drops rows without treatment status", () => {
    const table = fromColumns(columns, "cities.csv");
    const filtered = makeTable(table.columns, { name: "cities.csv", nRowsRead: 12 });
    const panel = definePanel(filtered, { unit: "city", time: "year" });
    const status = Float64Array.from(columns.treat, (v, i) => (i === 0 ? Number.NaN : v));
    const sample = estimationSample(panel, { numeric: ["w"], fixedEffects: [], extra: [status] });
    expect(sample.sample.nRows).toBe(12);
    expect(sample.sample.dropped).toEqual({ missing: 1, singleton: 0, filtered: 3 });
    expect([...sample.extra[0]!]).toEqual(columns.treat.slice(1));
  });

  test("NOT_FINITE names the column and the row as read", () => {
    const data = {
      ...columns,
      city: [...columns.city].reverse(),
      x: [1, 1, 2, 2, 3, 3, 4, Number.POSITIVE_INFINITY, 5],
    };
    const error = errorOf(() => estimationSample(panelOf(data), { numeric: ["x"], fixedEffects: [] }));
    expect(error.code).toBe("NOT_FINITE");
    expect(error.message).toBe(
      "cities.csv, column “x”, row 8: the value is infinite. Correct the cell (often a division by zero or the logarithm of zero), or leave it empty to mark it missing.",
    );
  });

  test("NOT_FINITE and VALUE_TOO_LARGE tell minus infinity from numbers that cannot be squared", () => {
    const message = (bad: number) =>
      errorOf(() =>
        estimationSample(panelOf({ ...columns, x: columns.x.map((v, i) => (i === 4 ? bad : v)) }), {
          numeric: ["x"],
          fixedEffects: [],
        }),
      );
    expect(message(Number.NEGATIVE_INFINITY).what).toBe("the value is minus infinity");
    for (const large of [8.988465674311579e307, -1e307, 1.1e75]) {
      expect(message(large).code).toBe("VALUE_TOO_LARGE");
      expect(message(large).message).toBe(
        `cities.csv, column “x”, row 5: ${large} is too large to be squared and summed. Correct the cell, leave it empty if the number is a code for a missing value, or use a larger unit of measurement.`,
      );
    }
    expect(message(1e75 * 10).code).toBe("VALUE_TOO_LARGE");
    const fine = panelOf({ ...columns, x: columns.x.map((v, i) => (i === 4 ? -1e75 : v)) });
    expect(estimationSample(fine, { numeric: ["x"], fixedEffects: [] }).sample.nObs).toBe(8);
  });

  test.each([
    [-1, "the weight is -1"],
    [1e307, "the weight is 1e+307"],
    [Number.POSITIVE_INFINITY, "the weight is Infinity"],
  ])("WEIGHTS_INVALID: %d", (bad, what) => {
    const data = { ...columns, w: [1, 1, bad, 1, 1, 1, 1, 1, 1] };
    const error = errorOf(() =>
      estimationSample(panelOf(data), { numeric: [], fixedEffects: [], weights: "w" }),
    );
    expect(error.code).toBe("WEIGHTS_INVALID");
    expect(error.message).toBe(
      `cities.csv, column “w”, row 3: ${what}. Weights must be finite and not negative; a row with weight 0 is dropped.`,
    );
  });

  test("EMPTY_SAMPLE says what dropped the rows", () => {
    const data = { ...columns, x: columns.x.map((v, i) => (i === 0 || i === 4 ? v : Number.NaN)) };
    const error = errorOf(() =>
      estimationSample(panelOf(data), { numeric: ["x"], fixedEffects: ["city"], weights: "w" }),
    );
    expect(error.code).toBe("EMPTY_SAMPLE");
    expect(error.message).toBe(
      "cities.csv: no row is left of 9; dropped: missing values in “x” (7); 2 alone in a level of a fixed effect. Leave out the emptiest columns, or use coarser fixed effects.",
    );
  });

  test("EMPTY_SAMPLE mends what was wrong: weights, or fixed effects as fine as the rows", () => {
    const zero = errorOf(() =>
      estimationSample(panelOf({ ...columns, w: columns.x.map(() => 0) }), {
        numeric: ["w"],
        fixedEffects: ["city"],
        weights: "w",
      }),
    );
    expect(zero.message).toBe(
      "cities.csv: no row is left of 9; dropped: 9 with weight 0. Give rows that should count a positive weight.",
    );
    const fine = errorOf(() => estimationSample(panelOf(), { numeric: ["w"], fixedEffects: ["city^year"] }));
    expect(fine.message).toMatch(/alone in a level of a fixed effect\. Use coarser fixed effects\.$/);
  });

  test("UNKNOWN_COLUMN for a part of a crossing", () => {
    const error = errorOf(() =>
      estimationSample(panelOf(), { numeric: ["y"], fixedEffects: ["provinc^year"] }),
    );
    expect(error.code).toBe("UNKNOWN_COLUMN");
    expect(error.message).toContain("Did you mean “province”?");
  });
});
