import { codedFactor, type Factor } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ContrastModel,
  type CovarianceEstimator,
  cluster,
  cr2,
  cr3,
  driscollKraay,
  fitContrasts,
  fitStatistics,
  hc1,
  hc2,
  hc3,
  iid,
  type LinearFit,
  leastSquares,
} from "../../src/index.ts";
import { closeTo } from "../close-to.ts";
import { factor, noise } from "../panel-models.ts";

function allClose(got: ArrayLike<number>, want: ArrayLike<number>, rtol: number, atol = 0): void {
  expect(got.length).toBe(want.length);
  for (let i = 0; i < got.length; i++) closeTo(got[i]!, want[i]!, rtol, atol);
}

/** Cells of cohorts 3 and 4 from event time 0 on and before −1, units seen with holes. */
interface Example {
  readonly model: ContrastModel;
  readonly nCells: number;
  /** Level outside of each cell. */
  readonly outside: readonly number[];
  readonly time: Factor;
  readonly region: Factor;
}

function example(seed: number, weighted: boolean, hasControls: boolean): Example {
  const [nUnits, nPeriods] = [14, 6];
  const holes = noise(nUnits * nPeriods, seed);
  const rows = Array.from({ length: nUnits * nPeriods }, (_, c) => c).filter(
    (c) => holes[c]! > 0.12 || c % nPeriods === 2,
  );
  const unitOf = (c: number) => Math.floor(c / nPeriods);
  const startOf = (c: number) => [99, 3, 4][unitOf(c) % 3]!;
  const timeOf = (c: number) => c % nPeriods;
  const unit = factor("unit", rows.map(unitOf));
  const time = factor("time", rows.map(timeOf));
  const names = [...new Set(rows.filter((c) => isCell(c)).map((c) => `${startOf(c)} ${timeOf(c)}`))].sort();
  function isCell(c: number): boolean {
    return startOf(c) < 99 && timeOf(c) !== startOf(c) - 1;
  }
  const codes = Int32Array.from(rows, (c, i) =>
    isCell(c) ? names.indexOf(`${startOf(c)} ${timeOf(c)}`) : names.length + time.codes[i]!,
  );
  const n = rows.length;
  const x = noise(n, seed + 1).map((v, i) => v + unit.codes[i]! / 7);
  const y = noise(n, seed + 2).map((v, i) => 1000 + v + unit.codes[i]! + x[i]! + time.codes[i]! ** 2);
  return {
    nCells: names.length,
    outside: names.map((name) => names.length + Number(name.split(" ")[1])),
    time,
    region: factor(
      "region",
      rows.map((c) => unitOf(c) % 5),
    ),
    model: {
      outcome: { name: "y", values: y },
      levels: codedFactor("cell", codes, names.length + nPeriods, String),
      groups: unit,
      fixedEffects: [unit, time],
      controls: hasControls
        ? [
            { name: "x", values: x, role: "control" },
            { name: "z", values: noise(n, seed + 3), role: "control" },
          ]
        : [],
      weights: weighted ? noise(n, seed + 4).map((v) => v + 0.2) : undefined,
    },
  };
}

/** The same regression with a dummy for each cell. */
function withDummies({ model, nCells }: Example): LinearFit {
  return leastSquares({
    ...model,
    regressors: [
      ...Array.from({ length: nCells }, (_, cell) => ({
        name: `cell ${cell}`,
        values: Float64Array.from(model.levels.codes, (code) => (code === cell ? 1 : 0)),
        role: "treatment" as const,
      })),
      ...model.controls,
    ],
  });
}

/** The effect of each cell, as contrasts of levels. */
function cellContrasts({ model, nCells, outside }: Example) {
  return Array.from({ length: nCells }, (_, cell) => {
    const shares = new Float64Array(model.levels.nLevels);
    shares[cell] = 1;
    shares[outside[cell]!] = -1;
    return { name: `cell ${cell}`, shares };
  });
}

const estimators = ({ model, time, region }: Example): readonly CovarianceEstimator[] => [
  iid(),
  hc1(),
  hc1({ smallSample: "reghdfe" }),
  hc2(),
  hc3(),
  cluster({ by: [model.groups] }),
  cluster({ by: [region], smallSample: "reghdfe" }),
  cluster({ by: [model.groups], smallSample: "plm" }),
  cluster({ by: [region, time] }),
  cr2({ by: region }),
  cr3({ by: model.groups }),
  driscollKraay({ time, lags: 1 }),
];

const examples = fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), fc.boolean());

describe("fitContrasts", () => {
  it("is the regression on dummies, with any covariance", () => {
    fc.assert(
      fc.property(examples, ([seed, weighted, hasControls]) => {
        const own = example(seed, weighted, hasControls);
        const want = withDummies(own);
        const got = fitContrasts(own.model).read(cellContrasts(own));
        expect(got.terms).toEqual(want.terms);
        allClose(got.coefficients, want.coefficients, 1e-8, 1e-9);
        allClose(got.bread, want.bread, 1e-8, 1e-10);
        for (const estimator of estimators(own)) {
          const [a, b] = [estimator.estimate(got), estimator.estimate(want)];
          const scale = Math.max(...b.matrix);
          allClose(a.matrix, b.matrix, 1e-7, 1e-9 * scale);
          allClose(a.dof, b.dof, 1e-6, 1e-9);
        }
        const [a, b] = [got, want].map((fit) => fitStatistics(fit, iid().estimate(fit)));
        allClose(
          [a!.r2!, a!.r2Within!, a!.rmse!, a!.dofResidual],
          [b!.r2!, b!.r2Within!, b!.rmse!, b!.dofResidual],
          1e-8,
        );
      }),
      { numRuns: 12 },
    );
  });

  it("reads means as sums of the coefficients of dummies", () => {
    const own = example(7, true, true);
    const want = withDummies(own);
    const cells = cellContrasts(own);
    const weights = [
      cells.map((_, cell) => (cell < 4 ? 0.25 : 0)),
      cells.map((_, cell) => (cell > 4 ? cell / 30 : 0)),
    ];
    const got = fitContrasts(own.model).read(
      weights.map((share, j) => ({
        name: `mean ${j}`,
        shares: combine(
          cells.map((c) => c.shares),
          share,
        ),
      })),
    );
    const k = want.terms.length;
    weights.forEach((share, j) => {
      allClose(
        [got.coefficients[j]!],
        [share.reduce((sum, w, c) => sum + w * want.coefficients[c]!, 0)],
        1e-9,
      );
    });
    for (const estimator of [iid(), hc1(), hc2(), cluster({ by: [own.model.groups] })]) {
      const v = estimator.estimate(want).matrix;
      const between = (a: readonly number[], b: readonly number[]) =>
        a.reduce((sum, p, i) => sum + b.reduce((inner, q, j) => inner + p * q * v[i * k + j]!, 0), 0);
      const { matrix } = estimator.estimate(got);
      weights.forEach((a, i) => {
        weights.forEach((b, j) => {
          allClose([matrix[i * got.terms.length + j]!], [between(a, b)], 1e-8, 1e-12);
        });
      });
    }
  });

  it("leaves out controls that groups and levels explain, and says so", () => {
    const own = example(3, false, true);
    const cell = Float64Array.from(own.model.levels.codes, (code) => (code === 2 ? 1 : 0));
    const controls = [{ name: "dummy", values: cell, role: "control" as const }, ...own.model.controls];
    const fitted = fitContrasts({ ...own.model, controls });
    const fit = fitted.read(cellContrasts(own));
    expect(fit.dropped).toEqual([{ name: "dummy", collinearWith: ["cell"] }]);
    expect(fit.terms.at(-2)).toBe("x");
    // The dummy of cell 2 is its effect: only contrasts of that cell depend on its being left out.
    const { effects } = fitted.explained()[0]!;
    cellContrasts(own).forEach(({ shares }, cell) => {
      const share = shares.reduce((sum, c, level) => sum + c * effects[level]!, 0);
      closeTo(share, cell === 2 ? 1 : 0, 1e-10, 1e-10);
    });
    allClose(fit.coefficients, withDummies(own).coefficients, 1e-8, 1e-9);
  });
});

function combine(columns: readonly Float64Array[], weights: readonly number[]): Float64Array {
  return columns[0]!.map((_, i) => columns.reduce((sum, column, j) => sum + weights[j]! * column[i]!, 0));
}
