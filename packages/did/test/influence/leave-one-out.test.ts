import { readFileSync } from "node:fs";
import { definePanel, fromColumns, type Panel, selectRows, type Table } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LeaveOneOutOptions, leaveOneOut, twfe } from "../../src/index.ts";
import { modelSample } from "../../src/model/fit-model.ts";
import { resolveOptions } from "../../src/model/resolve-options.ts";
import { castle, close, messy } from "../fixtures.ts";
import { smallPanel } from "../small-panel.ts";

interface Case {
  readonly nObs: number;
  readonly clusters: readonly string[];
  readonly beta: readonly number[];
  readonly leverage: readonly number[];
  readonly partial: readonly number[];
  /** Of rows, leverage, partial leverage, coefficients. */
  readonly coefVar: readonly number[];
  readonly cv3: number;
  readonly cv3j: number;
}

/** Figures of R summclust 0.7.2, written by fixtures/influence.R. */
const summclust: Readonly<Record<string, Case>> = JSON.parse(
  readFileSync(new URL("fixtures/influence.json", import.meta.url), "utf8"),
);

const castlePanel = definePanel(castle, { unit: "sid", time: "year", treatment: { treat: "post" } });
const messyPanel = definePanel(messy, { unit: "city", time: "year", treatment: { treat: "did" } });
const castleOptions = { outcome: "l_homicide", controls: ["unemployrt", "poverty", "l_income"] };
const messyOptions = { outcome: "y", controls: ["x1", "x2"], by: "province" };

/** fixest iterates its effects to 1e-6 of the outcome, summclust inverts what it gets. */
const iterated = 1e-6;

/** Number of cities in a province, those that the sample keeps. */
function citiesOf(panel: Panel, options: LeaveOneOutOptions): (province: string) => number {
  const { factors } = modelSample(panel, { ...resolveOptions(panel, options), clusters: ["province"] });
  const [city, province] = [factors.get("city")!, factors.get("province")!];
  const homes = new Map([...city.codes].map((c, i) => [c, province.labels[province.codes[i]!]]));
  return (name) => [...homes.values()].filter((home) => home === name).length;
}

describe("agrees with summclust", () => {
  it.each([
    ["castle", castlePanel, castleOptions],
    ["messy", messyPanel, messyOptions],
  ] as const)("%s", (name, panel, options) => {
    const want = summclust[name]!;
    const result = leaveOneOut(panel, options);
    expect(result.sample.nObs).toBe(want.nObs);
    expect(result.nClusters).toBe(want.clusters.length);
    // summclust partials out effects of the cluster column only: those of cities count one each.
    const cities = name === "messy" ? citiesOf(panel, options) : () => 0;
    for (const [g, cluster] of want.clusters.entries()) {
      const row = result.leftOut.find((r) => r.cluster === cluster)!;
      close(row.estimate, want.beta[g]!, iterated);
      close(row.leverage + cities(cluster), want.leverage[g]!, iterated);
      close(row.partialLeverage, want.partial[g]!, iterated);
    }
    close(result.jackknife.cv3.stdError, want.cv3, iterated);
    close(result.jackknife.cv3j.stdError, want.cv3j, iterated);
    result.spread.forEach(({ measure, coefVar }, m) => {
      if (measure !== "leverage" || name === "castle") close(coefVar, want.coefVar[m]!, iterated);
    });
  });
});

const without = (table: Table, column: string, level: string | number) => {
  const { values } = table.columns.get(column)!;
  const rows = [...values.keys()].filter((i) => String(values[i]) !== String(level));
  return selectRows(table, Int32Array.from(rows));
};

describe("every row equals the estimate without the cluster", () => {
  const spec = { unit: "city", time: "year", treatment: { treat: "did" } } as const;
  const variants: [string, LeaveOneOutOptions][] = [
    ["province", messyOptions],
    ["year", { ...messyOptions, by: "year" }],
    ["province", { ...messyOptions, weights: "w", covariance: { type: "cr2", by: ["province"] } }],
    ["province", { ...messyOptions, fixedEffects: ["city", "province^year"] }],
  ];
  it.each(variants)("by %s: %j", (by, options) => {
    const { leftOut, estimates } = leaveOneOut(messyPanel, options);
    for (const { cluster, change, leverage, partialLeverage, nObs, treated, ...row } of leftOut) {
      const alone = twfe(definePanel(without(messy, by, cluster), spec), options).estimates[0]!;
      expect(Math.abs(row.estimate! - alone.estimate!)).toBeLessThanOrEqual(1e-10);
      close(row.stdError, alone.stdError, 1e-10);
      close(row.pValue, alone.pValue, 1e-9);
      close(row.confLow, alone.confLow, 1e-9);
      expect(change).toBe(row.estimate! - estimates[0]!.estimate!);
    }
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    expect(sum(leftOut.map((r) => r.partialLeverage))).toBeCloseTo(1, 10);
    expect(sum(leftOut.map((r) => r.nObs))).toBe(twfe(messyPanel, options).sample.nObs);
  });
});

/** Units with a common start at 2 of 4 periods; y from a function. */
function plain(units: number, treated: number, y: (u: number, t: number) => number): Panel {
  const cells = Array.from({ length: units * 4 }, (_, i) => [i % units, Math.floor(i / units)] as const);
  const table = fromColumns({
    id: cells.map(([u]) => `u${u}`),
    t: cells.map(([, t]) => t),
    g: cells.map(([u]) => (u < treated ? 2 : 0)),
    half: cells.map(([u], i) => (i % 2 ? `h${u % 2}` : null)),
    y: cells.map(([u, t]) => y(u, t)),
  });
  return definePanel(table, { unit: "id", time: "t", treatment: { cohort: "g" } });
}
const noise = (u: number, t: number) => Math.sin(7 * u + 3 * t * t);

describe("leaveOneOut", () => {
  it("describes each cluster and the whole", () => {
    const result = leaveOneOut(castlePanel, castleOptions);
    const { estimates, fit, sample } = twfe(castlePanel, castleOptions);
    expect(result).toMatchObject({
      kind: "leave-one-out",
      by: "sid",
      nClusters: 50,
      sample,
      fit,
      estimates: [estimates[0]],
      spec: { by: "sid", share: 0.25, nRefits: 50 },
    });
    expect(result.leftOut.filter((row) => row.treated)).toHaveLength(21);
    expect(result.leftOut.every((row) => row.nObs === 11)).toBe(true);
    const far = result.leftOut.reduce((a, b) => (Math.abs(b.change!) > Math.abs(a.change!) ? b : a));
    expect(result.mostInfluential).toBe(far.cluster);
    expect(result.effectiveClusters).toBeCloseTo(
      1 / result.leftOut.reduce((sum, r) => sum + r.partialLeverage ** 2, 0),
      10,
    );
    expect(result.spread.map((s) => s.measure)).toEqual(["nObs", "leverage", "partialLeverage", "estimate"]);
    expect(result.jackknife.cv3).toMatchObject({ estimate: estimates[0]!.estimate, dof: 49 });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(Object.isFrozen(result)).toBe(true);
  });

  it("in a common start without controls is a difference of means without the unit", () => {
    const panel = plain(9, 4, (u, t) => noise(u, t) + (u < 4 && t >= 2 ? 1 + u : 0));
    const change = (u: number) => {
      const y = (t: number) => noise(u, t) + (u < 4 && t >= 2 ? 1 + u : 0);
      return (y(2) + y(3) - y(0) - y(1)) / 2;
    };
    const mean = (units: readonly number[]) => units.reduce((sum, u) => sum + change(u), 0) / units.length;
    const { leftOut } = leaveOneOut(panel, { outcome: "y" });
    const units = Array.from({ length: 9 }, (_, u) => u);
    leftOut.forEach(({ cluster, estimate, partialLeverage }) => {
      const others = units.filter((u) => `u${u}` !== cluster);
      const want = mean(others.filter((u) => u < 4)) - mean(others.filter((u) => u >= 4));
      expect(estimate).toBeCloseTo(want, 12);
      // Treatment net of unit and time: ±(share of the other group)/2, squares proportional to (5/9)² and (4/9)².
      const own = Number(cluster.slice(1)) < 4 ? 25 : 16;
      expect(partialLeverage).toBeCloseTo(own / (4 * 25 + 5 * 16), 12);
    });
  });

  it("is the same whatever the order of rows, and scales with the outcome", () => {
    fc.assert(
      fc.property(smallPanel(), fc.array(fc.nat(), { minLength: 80, maxLength: 80 }), (data, keys) => {
        const order = data.id.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
        const run = (rows: readonly number[], scale: number) =>
          leaveOneOut(
            definePanel(
              fromColumns(
                Object.fromEntries(
                  Object.entries(data).map(([k, v]) => [k, rows.map((i) => (k === "y" ? scale : 1) * v[i]!)]),
                ),
              ),
              { unit: "id", time: "t", treatment: { cohort: "g" } },
            ),
            { outcome: "y", refits: 0 },
          ).leftOut;
        const one = run(
          data.id.map((_, i) => i),
          1,
        );
        const other = run(order, 4);
        other.forEach((row, g) => {
          expect(row.cluster).toBe(one[g]!.cluster);
          expect(row.leverage).toBe(one[g]!.leverage);
          if (one[g]!.estimate === null) expect(row.estimate).toBeNull();
          else expect(row.estimate).toBeCloseTo(4 * one[g]!.estimate, 8);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("warns of a cluster that decides significance and size", () => {
    const panel = plain(12, 5, (u, t) => 0.2 * noise(u, t) + (t < 2 || u > 4 ? 0 : u === 0 ? 1.2 : 0.1));
    const result = leaveOneOut(panel, { outcome: "y", covariance: { type: "hc1" } });
    expect(result.mostInfluential).toBe("u0");
    const [decides, large] = ["INFLUENCE_SIGNIFICANCE", "INFLUENCE_LARGE"].map((code) =>
      result.warnings.find((w) => w.code === code),
    );
    expect(decides!.message).toMatch(
      /^Whether the effect is significant at 5% depends on single levels of “id”: it is with all of them \(p = 0\.0\d+\), and is not without .*u0.* \(p = [\d.]+ without u0\)\. Report the estimate with and without, and find out what is special there\.$/,
    );
    expect(decides!.details).toMatchObject({ by: "id", percent: 5, significant: true });
    expect(large!.message).toMatch(
      /^Leaving out one level of “id” moves the effect by more than 25% of it and more than half a standard error: u0\. Without u0 it is −?0\.\d+ instead of 0\.\d+; u0 has 11\.7% of the variation in treatment\. Report/,
    );
    expect(large!.details).toMatchObject({ clusters: ["u0"], percent: 25 });
    const mild = leaveOneOut(panel, { outcome: "y", share: 3 }).warnings.map(({ code }) => code);
    expect(mild).not.toContain("INFLUENCE_LARGE");
  });

  it("has nulls, and says so, where one cluster alone is treated", () => {
    const result = leaveOneOut(plain(6, 1, noise), { outcome: "y" });
    const [only, ...others] = result.leftOut;
    expect(only).toMatchObject({ cluster: "u0", estimate: null, change: null, stdError: null, pValue: null });
    expect(others.every((row) => row.estimate !== null)).toBe(true);
    expect(result.jackknife.cv3).toMatchObject({ stdError: null, pValue: null });
    expect(result.warnings).toContainEqual({
      code: "LEFT_OUT_NOT_IDENTIFIED",
      message:
        "Without u0 of “id” the effect is not identified: the comparison rests on it alone. Its row is empty, and so are the jackknife errors. Leave out finer levels, and test with a placebo.",
      details: { by: "id", clusters: ["u0"] },
    });
  });

  it("estimates anew only as often as asked, the most influential first", () => {
    const result = leaveOneOut(castlePanel, { ...castleOptions, refits: 3 });
    const sorted = result.leftOut.toSorted((a, b) => Math.abs(b.change!) - Math.abs(a.change!));
    expect(sorted.map((row) => row.stdError !== null)).toEqual(sorted.map((_, i) => i < 3));
    expect(result.spec.nRefits).toBe(3);
    expect(result.warnings).toContainEqual({
      code: "LEFT_OUT_WITHOUT_ERRORS",
      message:
        "Standard errors without one level of “sid” were estimated for 3 of 50 levels, those with the largest influence; the effects of the others stand without. Ask for more refits if you need them.",
      details: { by: "sid", withErrors: 3, nClusters: 50 },
    });
  });

  it.each([
    [{ share: 0 }, "share: 0 is not a share of the estimate. Give a number above zero, such as 0.25."],
    [
      { refits: 1.5 },
      "refits: 1.5 is not a number of clusters. Give a whole number from 0, or leave it out.",
    ],
    [
      { by: "half" },
      "by: “half” has no value in 12 of the rows that the estimate uses. Fill the column in, or take these rows out before.",
    ],
    [{ by: "provnce" }, "“provnce”"],
  ] satisfies [Partial<LeaveOneOutOptions>, string][])("refuses %j", (more, message) => {
    expect(() => leaveOneOut(plain(6, 3, noise), { outcome: "y", ...more })).toThrow(message);
  });
});
