import type { Factor } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  cluster,
  type LinearModel,
  leastSquares,
  wildDraws,
  wildPValue,
  wildStatistics,
} from "../../src/index.ts";
import { DESIGNS, makeDesign, weightVectors } from "./designs.ts";

/** Same sums in another order on panels of about fifty rows. */
const same = 1e-9;

/** t statistics by generating every outcome and running every regression. */
function literally(
  model: LinearModel,
  by: Factor,
  value: number,
  imposeNull: boolean,
  draws: readonly Float64Array[],
): { actual: number; drawn: number[] } {
  const estimator = cluster({ by: [by], smallSample: "none" });
  const t = (outcome: Float64Array, null_: number) => {
    const fit = leastSquares({ ...model, outcome: { name: "y", values: outcome } });
    const at = fit.terms.indexOf("did");
    const k = fit.terms.length;
    return (fit.coefficients[at]! - null_) / Math.sqrt(estimator.estimate(fit).matrix[at * k + at]!);
  };
  const y = model.outcome.values;
  const full = leastSquares(model);
  const did = model.regressors[0]!.values;
  // With no other regressor left, the restricted model has the effects alone.
  const restricted = leastSquares({
    ...model,
    outcome: { name: "y", values: y.map((yi, i) => yi - value * did[i]!) },
    regressors: model.regressors.slice(1),
  });
  const residuals = imposeNull ? restricted.residuals : full.residuals;
  const tested = imposeNull ? value : full.coefficients[0]!;
  return {
    actual: t(y, value),
    drawn: draws.map((v) => {
      const outcome = y.map((yi, i) => yi - residuals[i]! + v[by.codes[i]!]! * residuals[i]!);
      return t(outcome, tested);
    }),
  };
}

describe("every draw equals its regression", () => {
  const cases = Object.entries(DESIGNS).flatMap(([name, design]) =>
    [true, false].flatMap((imposeNull) =>
      (["rademacher", "webb", "mammen"] as const).map((weights) => ({ name, design, imposeNull, weights })),
    ),
  );
  it.each(cases)("$name, imposeNull $imposeNull, $weights", ({ design, imposeNull, weights }) => {
    const { model, by } = makeDesign(design);
    const fit = leastSquares(model);
    // One draw fewer than there are Rademacher vectors, so that none is enumerated.
    const draws = wildDraws(fit, { term: "did", by, draws: 25, weights, imposeNull, seed: 3 });
    const vectors = weightVectors(weights, by.labels.length, 25, 3);
    expect(draws.enumerated).toBe(false);
    for (const value of [0, 0.7, -4]) {
      const want = literally(model, by, value, imposeNull, vectors);
      const got = wildStatistics(draws, value);
      want.drawn.forEach((t, b) => {
        expect(Math.abs(got[b]! - t)).toBeLessThanOrEqual(same * Math.max(1, Math.abs(t)));
      });
      const actual = (draws.estimate - value) / Math.sqrt(draws.variance);
      expect(Math.abs(actual - want.actual)).toBeLessThanOrEqual(same * Math.max(1, Math.abs(actual)));
      const share = want.drawn.filter((t) => Math.abs(t) >= Math.abs(want.actual) * (1 - 1e-8)).length / 25;
      expect(wildPValue(draws, value)).toBe(share);
    }
  });
});
