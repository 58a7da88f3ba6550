import { binaryModel } from "@ceteris/regression";
import { describe, expect, test } from "vitest";
import { covariateBalancing, entropyBalance, scoreWeights } from "../../src/index.ts";
import { nsw, nswCovariates, weightsDiffer } from "./nsw.ts";

const treated = nsw("d");
const data = { covariates: nswCovariates, treated };
const regressors = nswCovariates.map((x) => ({ ...x, role: "control" as const }));
const logit = binaryModel({ outcome: treated, regressors, link: "logit" });

describe("covariateBalancing", () => {
  // WeightIt's optimiser ends with means 2e-4 apart; its overlap score is a logit to 1e-6.
  test("has the weights of WeightIt, as far as those balance", () => {
    expect(weightsDiffer(covariateBalancing(data), "cbps-att")).toBeLessThan(2e-3);
    expect(weightsDiffer(covariateBalancing(data, { estimand: "ate" }), "cbps-ate")).toBeLessThan(2e-3);
    expect(weightsDiffer(covariateBalancing(data, { estimand: "overlap" }), "cbps-overlap")).toBeLessThan(
      1e-5,
    );
  });

  test("makes the groups' means equal for everybody and for the overlap population", () => {
    for (const estimand of ["ate", "overlap"] as const) {
      const weights = covariateBalancing(data, { estimand });
      for (const { values } of nswCovariates) {
        const [c, t] = means(values, weights);
        expect(Math.abs(t! - c!) / Math.max(1, Math.abs(t!))).toBeLessThan(1e-8);
      }
    }
  });

  test("for the treated they are those of entropy balancing", () => {
    expect(covariateBalancing(data, { estimand: "att", moments: 2 })).toEqual(
      entropyBalance(data, { moments: 2 }),
    );
  });

  test("groups that a covariate tells apart have no score", () => {
    const separated = {
      covariates: [{ name: "x", values: Float64Array.of(1, 2, 3, 4, 5, 6) }],
      treated: Float64Array.of(0, 0, 0, 1, 1, 1),
    };
    expect(() => covariateBalancing(separated, { estimand: "ate" })).toThrow(
      "covariate balancing propensity score: “x” separates the outcomes completely",
    );
  });

  test("too few steps are said to be too few", () => {
    expect(() => covariateBalancing(data, { estimand: "ate", maxIterations: 1 })).toThrow(
      "covariate balancing propensity score: no coefficients were found in 1 steps that balance all covariates. The groups may overlap too little: leave covariates out, or choose the overlap estimand.",
    );
  });
});

describe("scoreWeights", () => {
  // The same maximum likelihood, which R's glm leaves at 1e-8 of the deviance; a probit's tails make more of that.
  test("are the inverse probability weights of WeightIt", () => {
    for (const estimand of ["att", "ate", "overlap"] as const) {
      expect(weightsDiffer(scoreWeights(logit.fitted, treated, estimand), `ipw-${estimand}`)).toBeLessThan(
        1e-6,
      );
    }
    const probit = binaryModel({ outcome: treated, regressors, link: "probit" });
    expect(weightsDiffer(scoreWeights(probit.fitted, treated, "ate"), "ipw-probit-ate")).toBeLessThan(1e-4);
  });

  test("by hand", () => {
    const p = Float64Array.of(0.25, 0.25);
    const d = Float64Array.of(1, 0);
    expect([...scoreWeights(p, d, "att")]).toEqual([1, 0.25 / 0.75]);
    expect([...scoreWeights(p, d, "ate")]).toEqual([4, 1 / 0.75]);
    expect([...scoreWeights(p, d, "overlap")]).toEqual([0.75, 0.25]);
  });

  test("overlap weights of a logit balance its covariates exactly", () => {
    const weights = scoreWeights(logit.fitted, treated, "overlap");
    for (const { values } of nswCovariates) {
      const [c, t] = means(values, weights);
      expect(Math.abs(t! - c!) / Math.max(1, Math.abs(t!))).toBeLessThan(1e-10);
    }
  });
});

function means(values: Float64Array, weights: Float64Array): number[] {
  return [0, 1].map((group) => {
    let sum = 0;
    let total = 0;
    values.forEach((v, i) => {
      if (treated[i] !== group) return;
      sum += weights[i]! * v;
      total += weights[i]!;
    });
    return sum / total;
  });
}
