import { readFileSync } from "node:fs";
import { CeterisError, definePanel, type Factor, fromColumns } from "@ceteris/core";
import { describe, expect, test } from "vitest";
import { logFactorial } from "../../src/glm/poisson.ts";
import {
  cluster,
  estimationSample,
  hc1,
  type LinearModel,
  poissonAbsorbed,
  poissonModel,
  type Regressor,
} from "../../src/index.ts";
import { castleColumns, filterColumns, unbalancedRule } from "../castle.ts";
import { closeTo } from "../close-to.ts";

interface Plain {
  readonly coefficients: readonly number[];
  readonly vcov: readonly number[];
  readonly deviance: number;
  readonly logLik: number;
}
interface Absorbed {
  readonly nObs: number;
  readonly coefficients: readonly number[];
  readonly deviance: number;
  readonly logLik: number;
  readonly covariances: Readonly<Record<"iid" | "hc1" | "sid" | "region" | "sid_year", readonly number[]>>;
}
/** Results of R glm and fixest, see poisson.R. */
const fixture = JSON.parse(
  readFileSync(new URL("../fixtures/poisson.json", import.meta.url), "utf8"),
) as Readonly<Record<"glm" | "glmWeighted" | "glmRate", Plain>> &
  Readonly<Record<"twoWay" | "weighted" | "oneWay" | "threeWay" | "rate" | "trends", Absorbed>> & {
    readonly zeroGroups: number;
    readonly zeroRows: number;
  };

const columns = filterColumns(castleColumns(), unbalancedRule);
const count = columns.robbery!.map((r) => Math.max(0, Math.floor(r / 12) - 3));
const w = columns.popwt!.map((p) => p / 1e6);
const panel = definePanel(fromColumns({ ...columns, count, w }, "castle.csv"), {
  unit: "sid",
  time: "year",
  treatment: { treat: "post" },
});
const names = ["post", "unemployrt", "l_income"];

function modelOf(fixedEffects: readonly string[], outcome = "count", weights?: string) {
  const sample = estimationSample(panel, {
    numeric: [outcome, ...names],
    fixedEffects,
    clusters: ["sid", "year", "region"],
    weights,
  });
  const model: LinearModel = {
    outcome: { name: outcome, values: sample.columns.get(outcome)! },
    regressors: names.map((name) => ({
      name,
      values: sample.columns.get(name)!,
      role: name === "post" ? ("treatment" as const) : ("control" as const),
    })),
    fixedEffects: fixedEffects.map((name) => sample.factors.get(name)!),
    weights: sample.weights ?? undefined,
  };
  return { model, factor: (name: string) => sample.factors.get(name)! };
}

const keep = (factor: Factor, rows: Int32Array | null): Factor =>
  rows ? { ...factor, codes: Int32Array.from(rows, (i) => factor.codes[i]!) } : factor;

describe("poissonModel against R glm", () => {
  test.each([
    ["glm", "count", undefined],
    ["glmWeighted", "count", "w"],
    ["glmRate", "robbery", undefined],
  ] as const)("%s", (name, outcome, weights) => {
    const { model } = modelOf([], outcome, weights);
    const fit = poissonModel({
      outcome: model.outcome.values,
      regressors: model.regressors,
      weights: model.weights,
    });
    const expected = fixture[name];
    expect(fit.terms).toEqual(["intercept", ...names]);
    // glm stops on the deviance, at about half the digits of its coefficients.
    for (const [j, b] of expected.coefficients.entries()) closeTo(fit.coefficients[j]!, b, 1e-9);
    for (const [i, v] of expected.vcov.entries()) closeTo(fit.covariance[i]!, v, 1e-7);
    closeTo(fit.deviance, expected.deviance, 1e-12);
    if (outcome === "count") closeTo(fit.logLik, expected.logLik, 1e-12);
  });
});

describe("poissonAbsorbed against fixest::fepois", () => {
  const cases: [
    Exclude<keyof typeof fixture, `glm${string}` | `zero${string}`>,
    ReturnType<typeof modelOf>,
  ][] = [
    ["twoWay", modelOf(["sid", "year"])],
    ["weighted", modelOf(["sid", "year"], "count", "w")],
    ["oneWay", modelOf(["sid"])],
    ["threeWay", modelOf(["sid", "year", "wave"])],
    ["rate", modelOf(["sid", "year"], "robbery")],
    ["trends", modelOf(["sid[year]", "year"])],
  ];
  test.each(cases)("%s", (name, { model, factor }) => {
    const fit = poissonAbsorbed(model);
    const expected = fixture[name as "twoWay"];
    const k = names.length;
    expect(fit.nObs).toBe(expected.nObs);
    // fixest stops on the deviance.
    for (const [j, b] of expected.coefficients.entries()) closeTo(fit.coefficients[j]!, b, 1e-6, 1e-9);
    closeTo(fit.deviance, expected.deviance, 1e-10);
    if (name !== "rate" && name !== "weighted") closeTo(fit.logLik, expected.logLik, 1e-10);
    const by = (factorName: string) => keep(factor(factorName), fit.rows);
    const found = {
      hc1: hc1().estimate(fit.linear),
      sid: cluster({ by: [by("sid")] }).estimate(fit.linear),
      region: cluster({ by: [by("region")] }).estimate(fit.linear),
      sid_year: cluster({ by: [by("sid"), by("year")] }).estimate(fit.linear),
    };
    for (const [key, { matrix }] of Object.entries(found)) {
      const wanted = expected.covariances[key as keyof typeof found];
      for (const [i, v] of wanted.entries()) {
        const scale = Math.sqrt(wanted[Math.floor(i / k) * (k + 1)]! * wanted[(i % k) * (k + 1)]!);
        expect(Math.abs(matrix[i]! - v), `${key} ${i}`).toBeLessThanOrEqual(2e-6 * scale);
      }
    }
    if (name === "twoWay") {
      // fixest's factor (n − 1)/(n − K).
      const factorIid = (fit.nObs - 1) / (fit.nObs - k - fit.linear.nEffects);
      for (const [i, v] of expected.covariances.iid.entries())
        closeTo(fit.covariance[i]! * factorIid, v, 1e-6, 1e-12);
    }
  });
});

describe("poissonAbsorbed", () => {
  test("drops levels without a positive outcome, counts them and says so", () => {
    const { droppedLevels, nObs, warnings } = poissonAbsorbed(modelOf(["sid", "year"]).model);
    expect(nObs).toBe(count.length - fixture.zeroRows);
    expect(droppedLevels.sid!.length).toBe(fixture.zeroGroups);
    expect(warnings.map((x) => x.message)).toEqual([
      "Rows dropped: 88. Their levels of the fixed effects have no positive outcome (9 of sid), and say nothing about the coefficients.",
    ]);
  });

  test("equals dummies, and reproduces the totals of every level", () => {
    const { model } = modelOf(["region", "wave"]);
    const fit = poissonAbsorbed(model);
    const dummies = model.fixedEffects.flatMap((factor): Regressor[] =>
      factor.labels.slice(1).map((label, at) => ({
        name: `${factor.name}${label}`,
        values: Float64Array.from(factor.codes, (code) => Number(code === at + 1)),
        role: "control",
      })),
    );
    const wide = poissonModel({
      outcome: model.outcome.values,
      regressors: [...model.regressors, ...dummies],
    });
    for (const [j, name] of names.entries()) {
      const at = wide.terms.indexOf(name);
      closeTo(fit.coefficients[j]!, wide.coefficients[at]!, 1e-10);
      closeTo(fit.covariance[j * 4]!, wide.covariance[at * (wide.terms.length + 1)]!, 1e-9);
    }
    closeTo(fit.logLik, wide.logLik, 1e-12);
    for (const factor of model.fixedEffects) {
      const sums = new Float64Array(factor.labels.length);
      factor.codes.forEach((code, i) => {
        sums[code]! += model.outcome.values[i]! - fit.fitted[i]!;
      });
      for (const sum of sums) expect(Math.abs(sum)).toBeLessThan(1e-7);
    }
  });

  test("does not depend on the unit of the outcome, up to large means", () => {
    const { model } = modelOf(["sid", "year"]);
    const base = poissonAbsorbed(model);
    const scaled = poissonAbsorbed({
      ...model,
      outcome: { name: "count", values: model.outcome.values.map((v) => 1e9 * v) },
    });
    for (const [j, b] of base.coefficients.entries()) closeTo(scaled.coefficients[j]!, b, 1e-9);
  });

  test("SEPARATION names the column and counts the zeros", () => {
    const { model } = modelOf(["region", "year"]);
    const y = model.outcome.values;
    let left = 5;
    const flag = y.map((v) => (v === 0 && left-- > 0 ? 1 : 0));
    const separated = {
      ...model,
      regressors: [...model.regressors, { name: "flag", values: flag, role: "control" as const }],
    };
    const refused = () => poissonAbsorbed(separated, { name: "patents" });
    expect(refused).toThrow(CeterisError);
    expect(refused).toThrow(
      "patents: “flag” predicts 5 of the zeros without error. No finite coefficient maximises the likelihood: leave the column out, join its categories, or drop these rows.",
    );
    expect(() => poissonModel({ outcome: y, regressors: separated.regressors })).toThrow(
      "Poisson model: “flag” predicts some outcomes without error.",
    );
  });

  test("NOT_CONVERGED", () => {
    expect(() => poissonAbsorbed(modelOf(["sid", "year"]).model, { maxIterations: 2 })).toThrow(
      "Poisson model: the likelihood was not at its maximum after 2 steps.",
    );
  });
});

describe("what Poisson models refuse", () => {
  const regressors: Regressor[] = [{ name: "x", values: Float64Array.of(1, 2, 4, 3), role: "control" }];
  test.each([
    [
      "OUTCOME_NEGATIVE",
      { outcome: Float64Array.of(1, -2, 0, 3) },
      "the outcome is negative in row 2. A Poisson model is for counts and other outcomes of zero or more; use least squares.",
    ],
    ["NO_VARIATION", { outcome: new Float64Array(4) }, "the outcome is 0 in every row."],
    [
      "NOT_FINITE",
      { outcome: Float64Array.of(1, 2, Number.NaN, 3) },
      "the outcome is missing or infinite in row 3.",
    ],
    [
      "WEIGHTS_INVALID",
      { outcome: Float64Array.of(1, 2, 3, 4), weights: Float64Array.of(1, 1, -1, -1) },
      "the weight is negative or not a number in rows 3, 4.",
    ],
    [
      "EMPTY_SAMPLE",
      { outcome: Float64Array.of(1, 2, 3, 4), weights: new Float64Array(4) },
      "there is no row with a positive weight.",
    ],
  ])("%s", (code, { outcome, weights }: { outcome: Float64Array; weights?: Float64Array }, text) => {
    const models = [
      () => poissonModel({ outcome, weights, regressors, name: "m" }),
      () =>
        poissonAbsorbed(
          { outcome: { name: "y", values: outcome }, weights, regressors, fixedEffects: [] },
          { name: "m" },
        ),
    ];
    for (const run of models) {
      expect(run).toThrow(`m: ${text}`);
      try {
        run();
      } catch (error) {
        expect((error as CeterisError).code).toBe(code);
      }
    }
  });
});

test("ln Γ(y + 1) of whole numbers, halves and large ones", () => {
  let factorial = 1;
  for (let y = 1; y <= 20; y++) {
    factorial *= y;
    closeTo(logFactorial(y), Math.log(factorial), 1e-14, 1e-14);
  }
  expect(Math.abs(logFactorial(0))).toBeLessThan(1e-14);
  closeTo(logFactorial(0.5), Math.log(Math.sqrt(Math.PI) / 2), 1e-14, 1e-14);
  closeTo(logFactorial(1e6), 12815518.384658169, 1e-15);
});
