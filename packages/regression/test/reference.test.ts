import { describe, expect, test } from "vitest";
import {
  type CovarianceEstimator,
  cluster,
  conley,
  cr2,
  cr3,
  driscollKraay,
  fitStatistics,
  hc1,
  hc2,
  hc3,
  iid,
  neweyWest,
  type SmallSample,
} from "../src/index.ts";
import {
  castleColumns,
  castleFixture,
  castlePanel,
  filterColumns,
  fitCastle,
  unbalancedRule,
} from "./castle.ts";
import { closeTo } from "./close-to.ts";

const fixture = castleFixture();
const balanced = castlePanel();
const unbalanced = castlePanel(filterColumns(castleColumns(), unbalancedRule));
const withSingletons = castlePanel(
  filterColumns(
    castleColumns(),
    (r) => !(r.sid === 7 && r.year !== 2003) && !(r.sid === 9 && r.year !== 2004 && r.year !== 2005),
  ),
);

type Made = ReturnType<typeof fitCastle>;
const estimators: Record<string, (m: Made, smallSample: SmallSample) => CovarianceEstimator> = {
  iid: (_, smallSample) => iid({ smallSample }),
  hc1: (_, smallSample) => hc1({ smallSample }),
  hc2: () => hc2(),
  hc3: () => hc3(),
  sid: (m, smallSample) => cluster({ by: [m.factor("sid")], smallSample }),
  year: (m, smallSample) => cluster({ by: [m.factor("year")], smallSample }),
  region: (m, smallSample) => cluster({ by: [m.factor("region")], smallSample }),
  sid_year: (m, smallSample) => cluster({ by: [m.factor("sid"), m.factor("year")], smallSample }),
  sid_wave: (m, smallSample) => cluster({ by: [m.factor("sid"), m.factor("wave")], smallSample }),
  dk: (m, smallSample) => driscollKraay({ time: m.factor("year"), smallSample }),
  dk3: (m, smallSample) => driscollKraay({ time: m.factor("year"), lags: 3, smallSample }),
  nw: (m, smallSample) => neweyWest({ unit: m.factor("sid"), time: m.factor("year"), smallSample }),
  nw3: (m, smallSample) => neweyWest({ unit: m.factor("sid"), time: m.factor("year"), lags: 3, smallSample }),
  conley300: (m) => conley({ latitude: m.column("lat"), longitude: m.column("lng"), cutoff: 300 }),
  conley900: (m) => conley({ latitude: m.column("lat"), longitude: m.column("lng"), cutoff: 900 }),
};

const cases: [string, Made, SmallSample][] = [
  ["balanced", fitCastle(balanced, ["sid", "year"]), "fixest"],
  ["weighted", fitCastle(balanced, ["sid", "year"], { weights: "popwt" }), "fixest"],
  ["unbalanced", fitCastle(unbalanced, ["sid", "year"]), "fixest"],
  ["unbalancedWeighted", fitCastle(unbalanced, ["sid", "year"], { weights: "popwt" }), "fixest"],
  ["oneWay", fitCastle(unbalanced, ["sid"]), "fixest"],
  ["threeWay", fitCastle(unbalanced, ["sid", "year", "wave"]), "fixest"],
  ["threeWayExact", fitCastle(unbalanced, ["sid", "year", "wave"]), "reghdfe"],
  ["interacted", fitCastle(unbalanced, ["sid", "region^year"]), "fixest"],
  ["interactedExact", fitCastle(unbalanced, ["sid", "region^year"]), "fixest"],
  ["nested", fitCastle(unbalanced, ["sid", "year", "region^year"]), "fixest"],
  ["singletons", fitCastle(withSingletons, ["sid", "year"]), "fixest"],
  ["reghdfe", fitCastle(balanced, ["sid", "year"]), "reghdfe"],
  ["plm", fitCastle(balanced, ["sid", "year"]), "plm"],
];

describe.each(cases)("against R: %s", (name, made, smallSample) => {
  const expected = fixture[name]!;
  const k = expected.coefficients.length;

  test("coefficients and fit", () => {
    const { fit } = made;
    expect(fit.nObs).toBe(expected.nObs);
    expect(fit.terms.length).toBe(k);
    // fixest demeans to a tolerance of 3e-12 here; its own error reaches 1e-9 in unbalanced panels.
    for (let j = 0; j < k; j++) closeTo(fit.coefficients[j]!, expected.coefficients[j]!, 1e-8, 1e-10);
    const stats = fitStatistics(fit, iid().estimate(fit));
    closeTo(stats.r2!, expected.r2, 1e-10);
    closeTo(stats.r2Within!, expected.r2Within!, 1e-9);
    closeTo(stats.rmse!, expected.rmse, 1e-10);
  });

  test.each(Object.entries(expected.covariances))("covariance %s", (key, { vcov, dof }) => {
    const found = estimators[key]!(made, smallSample).estimate(made.fit);
    const scale = (i: number) =>
      Math.sqrt(vcov[Math.floor(i / k) * k + Math.floor(i / k)]! * vcov[(i % k) * k + (i % k)]!);
    for (const [i, v] of vcov.entries()) closeTo(found.matrix[i]!, v, 1e-8, 1e-8 * scale(i));
    if (smallSample !== "plm") expect([...found.dof]).toEqual(new Array(k).fill(dof));
  });
});

describe.each([
  ["club", balanced, undefined],
  ["clubUnbalanced", unbalanced, undefined],
  ["clubWeighted", unbalanced, "popwt"],
] as const)("against clubSandwich: %s", (name, panel, weights) => {
  const made = fitCastle(panel, ["sid", "year"], weights ? { weights } : {});
  test.each(Object.entries(fixture[name]))("%s", (key, expected) => {
    const [type, by] = key.split("_") as ["cr2" | "cr3", string];
    const found = (type === "cr2" ? cr2 : cr3)({ by: made.factor(by) }).estimate(made.fit);
    const k = made.fit.terms.length;
    // I − H is singular within clusters; clubSandwich inverts its own noise there, which reaches 1e-7.
    for (let j = 0; j < k; j++) {
      closeTo(Math.sqrt(found.matrix[j * k + j]!), expected.se[j]!, 1e-7);
      closeTo(found.dof[j]!, expected.dof[j]!, 1e-6);
    }
  });
});

describe("against fixest: no fixed effects", () => {
  // fixest reports the intercept as its first coefficient; here it is absorbed.
  const expected = fixture.pooled!;
  const width = expected.coefficients.length;
  const made = fitCastle(unbalanced, []);

  test("coefficients", () => {
    expect(made.fit.absorption.method).toBe("intercept");
    // fixest solves the normal equations of the columns as they are, which costs it the tenth digit.
    made.fit.coefficients.forEach((b, j) => {
      closeTo(b, expected.coefficients[j + 1]!, 1e-9);
    });
  });

  test.each(Object.entries(expected.covariances))("covariance %s", (key, { vcov, dof }) => {
    const found = estimators[key]!(made, "fixest").estimate(made.fit);
    for (let j = 1; j < width; j++) {
      closeTo(found.matrix[(j - 1) * width]!, vcov[j * width + j]!, 1e-9);
      expect(found.dof[j - 1]).toBe(dof);
    }
  });
});
