import { readFileSync } from "node:fs";
import { definePanel, fromColumns, makeTable } from "@ceteris/core";
import { leastSquares, wildDraws, wildStatistics } from "@ceteris/regression";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { twfe, type WildOptions, wildBootstrap } from "../../src/index.ts";
import { buildModel, modelSample } from "../../src/model/fit-model.ts";
import { resolveOptions } from "../../src/model/resolve-options.ts";
import { castle, close, messy } from "../fixtures.ts";
import { smallPanel } from "../small-panel.ts";

interface Case {
  readonly nObs: number;
  readonly statistic: number;
  readonly nDraws: number;
  readonly pValue: number;
  /** Of |t|, at 0.1, 0.5, 0.9, 0.95. */
  readonly quantiles: readonly number[];
}

/** A regression of R fixest for each draw, written by fixtures/wild.R. */
const reference: Readonly<Record<string, Case>> = JSON.parse(
  readFileSync(new URL("fixtures/wild.json", import.meta.url), "utf8"),
);

const half = Float64Array.from({ length: 550 }, (_, i) => (i % 2 === 0 ? i : Number.NaN));
const castlePanel = definePanel(
  makeTable(new Map([...castle.columns, ["half", { type: "number", values: half }]])),
  { unit: "sid", time: "year", treatment: { treat: "post" } },
);
const messyPanel = definePanel(messy, { unit: "city", time: "year", treatment: { treat: "did" } });
const castleOptions = { outcome: "l_homicide", controls: ["unemployrt", "poverty", "l_income"] };
const messyOptions: WildOptions = {
  outcome: "y",
  controls: ["x1", "x2"],
  covariance: { type: "cluster", by: ["province"] },
  draws: 9999,
};

/** The same in base R algebra, for the variants, written by fixtures/variants.R. */
const variants: Readonly<Record<string, Omit<Case, "nObs" | "nDraws"> & { readonly nFeasible: number }>> =
  JSON.parse(readFileSync(new URL("fixtures/variants.json", import.meta.url), "utf8"));

/** Base R algebra on castle, written by fixtures/castle.R. */
const castleDraws: {
  readonly statistic: number;
  readonly nDraws: number;
  readonly pValues: Readonly<Record<string, number>>;
} = JSON.parse(readFileSync(new URL("fixtures/castle.json", import.meta.url), "utf8"));

/** Absolute statistics, ascending, and the actual one. */
function statistics(panel: typeof castlePanel, options: WildOptions, ...clusters: [string, ...string[]]) {
  const resolved = resolveOptions(panel, options);
  const sample = modelSample(panel, resolved);
  const did = { name: "did", values: panel.treatment!.status };
  const fit = leastSquares(buildModel(sample, resolved, [did]));
  const draws = wildDraws(fit, {
    term: "did",
    by: sample.factors.get(clusters[0])!,
    errors: clusters.map((name) => sample.factors.get(name)!),
    type: options.wildType,
    draws: options.draws,
  });
  return {
    actual: draws.estimate / Math.sqrt(draws.variance),
    sorted: wildStatistics(draws, 0).map(Math.abs).filter(Number.isFinite).sort(),
    nObs: sample.sample.nObs,
  };
}

/** fixest's effects are iterated to 1e-6. */
function agree(
  { actual, sorted }: ReturnType<typeof statistics>,
  want: Pick<Case, "statistic" | "quantiles">,
) {
  close(actual, want.statistic, 1e-6);
  [0.1, 0.5, 0.9, 0.95].forEach((share, i) => {
    close(sorted[Math.ceil(share * sorted.length) - 1]!, want.quantiles[i]!, 1e-6);
  });
}

describe("agrees with a regression of fixest for each draw", () => {
  it.each([
    ["messyProvince", messyOptions],
    ["messyProvinceWeighted", { ...messyOptions, weights: "w" }],
  ] as const)("all 4096 draws of 12 clusters: %s", (name, options) => {
    const want = reference[name]!;
    const { wild } = wildBootstrap(messyPanel, options);
    expect(wild).toMatchObject({ nDraws: 4096, enumerated: true, nClusters: 12, cluster: "province" });
    expect(wild.pValue).toBe(want.pValue);
    const got = statistics(messyPanel, options, "province");
    expect(got.nObs).toBe(want.nObs);
    agree(got, want);
  });

  it.each(["classic", "score", "variance", "both"] as const)("all 4096 draws, %s", (wildType) => {
    const want = variants[wildType]!;
    const options = { ...messyOptions, wildType };
    const { wild } = wildBootstrap(messyPanel, options);
    expect(wild).toMatchObject({ nDraws: 4096, enumerated: true, type: wildType });
    expect(wild.pValue).toBe(want.pValue);
    agree(statistics(messyPanel, options, "province"), want);
  });

  it("all 4096 draws, errors clustered two ways", () => {
    const want = variants.twoWay!;
    const covariance = { type: "cluster", by: ["province", "year"] } as const;
    const options = { ...messyOptions, covariance, bootCluster: "province" };
    const { wild, warnings } = wildBootstrap(messyPanel, options);
    expect(wild).toMatchObject({
      nDraws: 4096,
      cluster: "province",
      nClusters: 12,
      errorClusters: { province: 12, year: 11 },
    });
    close(wild.pValue, want.pValue, 1e-12);
    agree(statistics(messyPanel, options, "province", "year"), want);
    expect(warnings).toContainEqual({
      code: "WILD_DRAWS_UNDEFINED",
      message:
        "Wild bootstrap with errors clustered by “province” and “year”: 6 of 4096 draws have a variance that is not positive and were left out. Compare with the bootstrap clustered one way.",
      details: { clusters: ["province", "year"], undefined: 6, nDraws: 4096, none: false },
    });
    // The way with fewer clusters gets the weights unless another is asked for.
    const { bootCluster, ...plain } = options;
    expect(wildBootstrap(messyPanel, { ...plain, draws: 99 }).wild).toMatchObject({
      cluster: "year",
      nClusters: 11,
      weights: "webb",
    });
  });

  it("99,999 draws of castle, within simulation error of the 4,999 of the fixture", () => {
    const want = reference.castle!;
    const { wild } = wildBootstrap(castlePanel, { ...castleOptions, draws: 99999 });
    const got = statistics(castlePanel, { ...castleOptions, draws: 99 }, "sid");
    close(got.actual, want.statistic, 1e-6);
    const error = Math.sqrt(wild.pValue! * (1 - wild.pValue!) * (1 / want.nDraws + 1 / wild.nDraws));
    expect(Math.abs(wild.pValue! - want.pValue)).toBeLessThan(4 * error);
  });
  const cases: Record<string, Partial<WildOptions>> = {
    rademacher: {},
    webb: { wildWeights: "webb" },
    mammen: { wildWeights: "mammen" },
    rademacherWcu: { imposeNull: false },
    webbWcu: { imposeNull: false, wildWeights: "webb" },
    rademacherScore: { wildType: "score" },
  };
  it.each(Object.entries(cases))("99,999 draws of castle on both sides: %s", (name, options) => {
    const { statistic, nDraws, pValues } = castleDraws;
    const { wild } = wildBootstrap(castlePanel, { ...castleOptions, ...options, draws: nDraws });
    close(statistics(castlePanel, { ...castleOptions, draws: 99 }, "sid").actual, statistic, 1e-10);
    const p = pValues[name]!;
    expect(Math.abs(wild.pValue! - p)).toBeLessThan(4 * Math.sqrt((2 * p * (1 - p)) / nDraws));
  });
});

describe("wildBootstrap", () => {
  it("is twfe with a test beside it", () => {
    const { wild, ...result } = wildBootstrap(castlePanel, { ...castleOptions, draws: 999, seed: 4 });
    const { spec, ...plain } = twfe(castlePanel, castleOptions);
    expect(result).toMatchObject(plain);
    const used = { type: "classic", weights: "rademacher", imposeNull: true, tails: "symmetric", seed: 4 };
    expect(result.spec).toEqual({ ...spec, wild: { draws: 999, bootCluster: "sid", ...used } });
    expect(wild).toMatchObject({
      term: "did",
      nDraws: 999,
      enumerated: false,
      cluster: "sid",
      nClusters: 50,
      errorClusters: { sid: 50 },
    });
    expect(wild).toMatchObject({ ...used, level: 0.95 });
    expect(wild.confLow!).toBeLessThan(plain.estimates[0]!.estimate!);
    expect(wild.confHigh!).toBeGreaterThan(plain.estimates[0]!.estimate!);
    expect(JSON.parse(JSON.stringify(wild))).toEqual(wild);
    expect(Object.isFrozen(wild)).toBe(true);
  });

  it("does not look at the small-sample profile, and at the covariance only for its cluster", () => {
    const options = { ...castleOptions, draws: 999 };
    const { wild } = wildBootstrap(castlePanel, options);
    expect(wildBootstrap(castlePanel, { ...options, smallSample: "none" }).wild).toEqual(wild);
    expect(wildBootstrap(castlePanel, { ...options, covariance: { type: "cr2" } }).wild).toEqual(wild);
  });

  it("passes every option on", () => {
    const options: WildOptions = { ...castleOptions, draws: 999 };
    const base = wildBootstrap(castlePanel, options).wild;
    const others: Partial<WildOptions>[] = [
      { seed: 2 },
      { wildWeights: "webb" },
      { wildWeights: "mammen" },
      { wildType: "score" },
      { wildType: "variance" },
      { wildType: "both" },
      { bootCluster: "sid^year" },
      { imposeNull: false },
      { tails: "equal-tailed" },
      { level: 0.9 },
    ];
    for (const other of others) {
      const { wild } = wildBootstrap(castlePanel, { ...options, ...other });
      const { wildWeights: weights, wildType: type, bootCluster, ...same } = other;
      const renamed = { weights, type, cluster: bootCluster };
      const given = Object.entries(renamed).filter(([, value]) => value !== undefined);
      expect(wild).toMatchObject({ ...same, ...Object.fromEntries(given) });
      expect(wild.confLow).not.toBe(base.confLow);
    }
  });

  it("gives the same whatever the order of rows and the units of the outcome", () => {
    fc.assert(
      fc.property(smallPanel(), fc.array(fc.nat(), { minLength: 80, maxLength: 80 }), (data, keys) => {
        const order = data.id.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
        const run = (rows: readonly number[], scale: number) =>
          wildBootstrap(
            definePanel(
              fromColumns(
                Object.fromEntries(
                  Object.entries(data).map(([k, v]) => [k, rows.map((i) => (k === "y" ? scale : 1) * v[i]!)]),
                ),
              ),
              { unit: "id", time: "t", treatment: { cohort: "g" } },
            ),
            { outcome: "y", controls: ["x"], weights: "w", draws: 99 },
          ).wild;
        const plain = run(
          data.id.map((_, i) => i),
          1,
        );
        const other = run(order, 4);
        expect(other.pValue).toBe(plain.pValue);
        if (plain.confLow === null) expect(other.confLow).toBeNull();
        else expect(other.confLow!).toBeCloseTo(4 * plain.confLow, 6);
      }),
      { numRuns: 30 },
    );
  });

  it("warns when the interval has no end", () => {
    const cells = Array.from({ length: 24 }, (_, i) => [i % 6, Math.floor(i / 6)] as const);
    const table = fromColumns({
      id: cells.map(([u]) => u),
      t: cells.map(([, t]) => t),
      g: cells.map(([u]) => (u < 3 ? 2 : 0)),
      y: cells.map(([u, t]) => Math.sin(7 * u + 3 * t) + u),
    });
    const six = definePanel(table, { unit: "id", time: "t", treatment: { cohort: "g" } });
    const run = (level: number) =>
      wildBootstrap(six, { outcome: "y", level, draws: 64, wildWeights: "rademacher" });
    // Of 64 draws the data and their mirror image are never rejected: 2/64 is above 1%, below 5%.
    expect(run(0.95).wild.confHigh).not.toBeNull();
    expect(run(0.99).wild).toMatchObject({ enumerated: true, confLow: null, confHigh: null });
    expect(run(0.99).warnings).toContainEqual({
      code: "WILD_INTERVAL_UNBOUNDED",
      message:
        "The wild cluster bootstrap over “id” does not reject even values far from the estimate at 1%, so its interval lacks an end: too many draws repeat the data, as happens with few clusters (there are 6). Use CR2 standard errors or a placebo test instead, or cluster at a finer level if treatment was assigned there.",
      details: { cluster: "id", nClusters: 6, percent: 1 },
    });
  });

  it("has no p-value where two-way errors leave no variance, and says so", () => {
    const cells = Array.from({ length: 12 }, (_, i) => [i % 4, Math.floor(i / 4)] as const);
    const table = fromColumns({
      id: cells.map(([u]) => u),
      t: cells.map(([, t]) => t),
      g: cells.map(([u]) => (u < 2 ? 2 : 0)),
      // Residuals whose scores add up to nothing in every unit and every period.
      y: cells.map(([u, t]) => [1, -1, 0][t]! * (u % 2 ? -1 : 1) + (u < 2 && t === 2 ? 2 : 0)),
    });
    const four = definePanel(table, { unit: "id", time: "t", treatment: { cohort: "g" } });
    const { wild, warnings } = wildBootstrap(four, {
      outcome: "y",
      covariance: { type: "twoway" },
      draws: 64,
    });
    expect(wild).toMatchObject({ pValue: null, confLow: null, confHigh: null });
    expect(warnings.map(({ code }) => code)).not.toContain("WILD_INTERVAL_UNBOUNDED");
    expect(warnings.find(({ code }) => code === "WILD_DRAWS_UNDEFINED")?.message).toBe(
      "Wild bootstrap with errors clustered by “id” and “t”: the variance of the estimate, or of every draw, is not positive, so there is no p-value. Compare with the bootstrap clustered one way.",
    );
  });

  it.each([
    [
      { covariance: { type: "hc1" } },
      "wild bootstrap: it needs clusters, but standard errors of the type “hc1” have none. Choose the covariance “cluster” with one column or two.",
    ],
    [
      { covariance: { type: "cluster", by: ["sid", "year", "cohort"] } },
      "wild bootstrap: it clusters by one or two columns, but sid, year, cohort are given. Choose the covariance “cluster” with one column or two.",
    ],
    [
      { bootCluster: "year" },
      "bootCluster: a cluster of “year” has rows in several clusters of “sid”. Give sid, or a finer column whose clusters lie within theirs.",
    ],
    [
      { bootCluster: "half" },
      "bootCluster: “half” has no value in 275 of the rows that the estimate uses. Fill the column in, or take these rows out before.",
    ],
    [
      { wildType: "wcr" as never },
      "wildType: “wcr” is not known. Give one of classic, score, variance, both.",
    ],
    [{ tails: "left" as never }, "tails: “left” is not known. Give one of symmetric, equal-tailed."],
    [{ draws: 1.5 }, "draws: 1.5 is not a whole number above zero. Give a number such as 9999."],
    [
      { seed: 0.5 },
      "seed: 0.5 is not a whole number between −2^53 and 2^53. Give a whole number, for example 1.",
    ],
  ] satisfies [Partial<WildOptions>, string][])("refuses %j", (more, message) => {
    expect(() => wildBootstrap(castlePanel, { ...castleOptions, ...more })).toThrow(message);
  });
});
