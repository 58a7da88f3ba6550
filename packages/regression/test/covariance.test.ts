import { type Factor, fromColumns, getColumn, makeFactor } from "@ceteris/core";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../test/error-of.ts";
import {
  type CovarianceEstimator,
  cluster,
  conley,
  cr2,
  cr3,
  driscollKraay,
  hc1,
  hc2,
  hc3,
  iid,
  leastSquares,
  neweyWest,
} from "../src/index.ts";
import { castleColumns, castlePanel, filterColumns, fitCastle } from "./castle.ts";
import { closeTo } from "./close-to.ts";

const panel = castlePanel();
const made = fitCastle(panel, ["sid", "year"]);
const k = made.fit.terms.length;

function factor(name: string, values: ArrayLike<number>): Factor {
  return makeFactor(name, getColumn(fromColumns({ [name]: Array.from(values) }), name));
}

describe("brute force", () => {
  const { fit } = made;

  test("one-way clusters, by explicit sums", () => {
    const region = made.factor("region");
    const found = cluster({ by: [region], smallSample: "none" }).estimate(fit);
    let meat = 0;
    for (let g = 0; g < region.labels.length; g++) {
      let sum = 0;
      region.codes.forEach((c, i) => {
        if (c !== g) return;
        for (let j = 0; j < k; j++) sum += fit.bread[j]! * fit.within[j]![i]! * fit.residuals[i]!;
      });
      meat += sum * sum;
    }
    closeTo(found.matrix[0]!, meat, 1e-12);
  });

  test("clusters of single rows are HC1 without its factor", () => {
    const rows = factor(
      "row",
      Float64Array.from({ length: fit.nObs }, (_, i) => i),
    );
    const single = cluster({ by: [rows], smallSample: "none" }).estimate(fit);
    const white = hc1({ smallSample: "none" }).estimate(fit);
    white.matrix.forEach((v, i) => {
      closeTo(single.matrix[i]!, v, 1e-12);
    });
  });

  test("CR2 and CR3 of single rows are HC2 and HC3", () => {
    const rows = factor(
      "row",
      Float64Array.from({ length: fit.nObs }, (_, i) => i),
    );
    for (const [cr, hc] of [
      [cr2({ by: rows }), hc2()],
      [cr3({ by: rows }), hc3()],
    ] as const) {
      const white = hc.estimate(fit);
      cr.estimate(fit).matrix.forEach((v, i) => {
        closeTo(v, white.matrix[i]!, 1e-11, 1e-18);
      });
    }
  });

  test("Driscoll–Kraay without lags is clustering by period, without profile", () => {
    const time = made.factor("year");
    const dk = driscollKraay({ time, lags: 0, smallSample: "none" }).estimate(fit);
    const byTime = cluster({ by: [time], smallSample: "none" }).estimate(fit);
    expect(dk.matrix).toEqual(byTime.matrix);
  });

  test("Newey–West without lags is White", () => {
    const nw = neweyWest({
      unit: made.factor("sid"),
      time: made.factor("year"),
      lags: 0,
      smallSample: "none",
    });
    const white = hc1({ smallSample: "none" }).estimate(fit);
    nw.estimate(fit).matrix.forEach((v, i) => {
      closeTo(v, white.matrix[i]!, 1e-12);
    });
  });

  test("Conley at a short distance clusters by place; its Bartlett kernel lies between", () => {
    const place = factor(
      "place",
      Float64Array.from(made.column("lat"), (v, i) => v * 1000 + made.column("lng")[i]!),
    );
    const at = { latitude: made.column("lat"), longitude: made.column("lng") };
    const near = conley({ ...at, cutoff: 1, smallSample: "none" }).estimate(fit);
    const byPlace = cluster({ by: [place], smallSample: "none" }).estimate(fit);
    byPlace.matrix.forEach((v, i) => {
      closeTo(near.matrix[i]!, v, 1e-12);
    });
    const wide = conley({ ...at, cutoff: 500, kernel: "bartlett", smallSample: "none" }).estimate(fit);
    expect(wide.matrix[0]).not.toBe(near.matrix[0]);
    expect(wide.warnings).toEqual([]);
  });
});

describe("values", () => {
  const { fit } = made;
  const all: CovarianceEstimator[] = [
    iid(),
    hc1(),
    hc2(),
    hc3(),
    cluster({ by: [made.factor("sid")] }),
    cr2({ by: made.factor("region") }),
    cr3({ by: made.factor("region") }),
    driscollKraay({ time: made.factor("year") }),
    neweyWest({ unit: made.factor("sid"), time: made.factor("year") }),
    conley({ latitude: made.column("lat"), longitude: made.column("lng"), cutoff: 300 }),
  ];

  test.each(all.map((e) => [e.name, e] as const))(
    "%s: frozen, symmetric, JSON-safe spec",
    (name, estimator) => {
      const { matrix, dof } = estimator.estimate(fit);
      expect(Object.isFrozen(estimator)).toBe(true);
      expect(JSON.parse(JSON.stringify(estimator.spec))).toEqual(estimator.spec);
      expect(estimator.spec.vcov).toBe(name);
      expect(dof.every((d) => d > 0)).toBe(true);
      for (let i = 0; i < k; i++)
        for (let j = 0; j < i; j++) expect(matrix[i * k + j]).toBe(matrix[j * k + i]);
      // A second use of the same value gives the same numbers.
      expect(estimator.estimate(fit).matrix).toEqual(matrix);
    },
  );

  test("specs hold the options after defaults", () => {
    expect(driscollKraay({ time: made.factor("year") }).spec).toEqual({
      vcov: "driscoll-kraay",
      time: "year",
      lags: 1,
      ssc: "fixest",
    });
    expect(cluster({ by: [made.factor("sid"), made.factor("year")], smallSample: "none" }).spec).toEqual({
      vcov: "cluster",
      cluster: ["sid", "year"],
      ssc: "none",
    });
  });
});

describe("warnings and errors", () => {
  const { fit } = made;
  const one = factor("country", new Float64Array(fit.nObs));

  test.each([
    ["cluster", () => cluster({ by: [one] })],
    ["cr2", () => cr2({ by: one })],
    ["driscoll-kraay", () => driscollKraay({ time: one })],
  ])("TOO_FEW_CLUSTERS: %s", (_, make) => {
    const error = errorOf(() => make().estimate(fit));
    expect(error.code).toBe("TOO_FEW_CLUSTERS");
    expect(error.message).toBe(
      "cluster “country”: all rows are in one cluster (0). Cluster by a column with at least two values in the sample.",
    );
  });

  test("CLUSTERS_BELOW_COEFFICIENTS", () => {
    const half = factor(
      "half",
      made.factor("sid").codes.map((c) => c % 3),
    );
    expect(cluster({ by: [half] }).estimate(fit).warnings[0]).toMatchObject({
      code: "CLUSTERS_BELOW_COEFFICIENTS",
      message:
        "There are 3 clusters of half for 4 coefficients: their covariance matrix is singular, and joint tests of all of them are impossible. Cluster at a finer level or use fewer regressors.",
    });
    expect(cluster({ by: [made.factor("sid")] }).estimate(fit).warnings).toEqual([]);
  });

  test("VCOV_REPAIRED keeps the matrix positive semi-definite", () => {
    const quarter = factor(
      "quarter",
      made.factor("year").codes.map((c) => c % 4),
    );
    const wave = made.factor("wave");
    const repaired = cluster({ by: [wave, quarter] }).estimate(fit);
    expect(repaired.warnings.map((w) => w.code)).toContain("VCOV_REPAIRED");
    expect(repaired.warnings.find((w) => w.code === "VCOV_REPAIRED")!.message).toBe(
      "The covariance clustered by wave and quarter had negative eigenvalues, which were set to 0 (Cameron, Gelbach and Miller 2011). Few clusters or periods make this likely; compare with errors clustered one way.",
    );
    for (let j = 0; j < k; j++) expect(repaired.matrix[j * k + j]).toBeGreaterThanOrEqual(0);
  });

  test("FULL_LEVERAGE: a row with a dummy of its own", () => {
    const n = fit.nObs;
    const own = {
      name: "own",
      values: Float64Array.from({ length: n }, (_, i) => (i === 17 ? 1 : 0)),
      role: "control" as const,
    };
    const x = { name: "x", values: made.column("poverty"), role: "control" as const };
    const single = leastSquares({
      outcome: { name: "y", values: made.column("l_homicide") },
      regressors: [x, own],
      fixedEffects: fit.fixedEffects,
    });
    const found = hc3().estimate(single);
    expect(found.warnings[0]!.message).toBe(
      "Rows fitted exactly by parameters of their own (leverage 1): 1. They say nothing about the errors, and hc3 leaves them out of the variance. Drop them, or use fewer parameters.",
    );
    expect([...found.matrix].every(Number.isFinite)).toBe(true);
  });

  test("OPTION_UNSUPPORTED: CR2 with too large a cluster, with weights on too many rows", () => {
    const n = 10_002;
    const alternating = (every: number) =>
      Float64Array.from({ length: n }, (_, i) => Math.floor(i / every) % 2);
    const fitOf = (weights?: Float64Array) =>
      leastSquares({
        outcome: { name: "y", values: Float64Array.from({ length: n }, (_, i) => Math.sin(i)) },
        regressors: [{ name: "did", values: alternating(3), role: "treatment" }],
        fixedEffects: [],
        weights,
      });
    const half = factor("half", alternating(n / 2));
    expect(errorOf(() => cr2({ by: half }).estimate(fitOf())).message).toBe(
      "vcov cr2: cr2 is not available with 5001 rows in half 0. Use cluster.",
    );
    expect(errorOf(() => cr3({ by: half }).estimate(fitOf(new Float64Array(n).fill(2)))).message).toBe(
      "vcov cr3: cr3 is not available with weights on 10002 rows (at most 10000). Use cluster.",
    );
  });

  test("constant weights change neither CR2, CR3 nor their degrees of freedom", () => {
    const few = filterColumns(castleColumns(), (r) => r.sid! <= 12 && (r.sid! + r.year!) % 6 !== 0);
    const columns = { ...few, seven: few.sid!.map(() => 7) };
    const plain = fitCastle(castlePanel(columns), ["sid", "year"], { controls: ["poverty"] });
    const heavy = fitCastle(castlePanel(columns), ["sid", "year"], {
      controls: ["poverty"],
      weights: "seven",
    });
    for (const make of [cr2, cr3]) {
      for (const name of ["sid", "region"]) {
        const a = make({ by: plain.factor(name) }).estimate(plain.fit);
        const b = make({ by: heavy.factor(name) }).estimate(heavy.fit);
        for (let j = 0; j < 2; j++) {
          closeTo(b.matrix[j * 3]!, a.matrix[j * 3]!, 1e-9);
          closeTo(b.dof[j]!, a.dof[j]!, 1e-9);
        }
      }
    }
  });

  test.each([-1, 1.5, Number.NaN])("OPTION_INVALID: %d lags", (lags) => {
    const time = made.factor("year");
    for (const make of [
      () => driscollKraay({ time, lags }),
      () => neweyWest({ unit: made.factor("sid"), time, lags }),
    ]) {
      expect(errorOf(make).message).toBe(
        `lags: ${lags} is not a number of periods. Give a whole number from 0, or leave it out.`,
      );
    }
  });

  test("redundant effects that fixest counts twice leave the variance identified", () => {
    // Five units, three periods and their cells of two units: 15 rows and fixest's K of 1 + 5 + 3 + 9 − 2.
    const unitCodes = Int32Array.from({ length: 15 }, (_, i) => Math.floor(i / 3));
    const unit = factor("unit", unitCodes);
    const time = factor(
      "time",
      Int32Array.from({ length: 15 }, (_, i) => i % 3),
    );
    const cell = factor(
      "cell",
      Int32Array.from(unitCodes, (u, i) => Math.min(2, Math.floor(u / 2)) * 3 + (i % 3)),
    );
    const small = leastSquares({
      outcome: { name: "y", values: Float64Array.from({ length: 15 }, (_, i) => Math.sin(i * i)) },
      regressors: [
        {
          name: "x",
          values: Float64Array.from({ length: 15 }, (_, i) => Math.cos(i * i + 1)),
          role: "control",
        },
      ],
      fixedEffects: [unit, time, cell],
    });
    expect(small.nEffects).toBe(5 + 9 - 3);
    expect(iid().estimate(small).matrix[0]).toBeGreaterThan(0);
    expect(iid().estimate(small).dof[0]).toBe(15 - 1 - 11);
  });

  test("OPTION_INVALID: Conley", () => {
    const at = { latitude: made.column("lat"), longitude: made.column("lng") };
    expect(errorOf(() => conley({ ...at, cutoff: 0 })).message).toBe(
      "conley cutoff: 0 is not a distance. Give a positive number of kilometres.",
    );
    const error = errorOf(() =>
      conley({ ...at, latitude: at.latitude.map((v, i) => (i === 3 ? 95 : v)), cutoff: 10 }),
    );
    expect(error.code).toBe("OPTION_INVALID");
    expect(error.message).toContain("latitude 95, longitude -91 is not a place on Earth");
  });
});
