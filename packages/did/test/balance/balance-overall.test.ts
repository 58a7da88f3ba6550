import { describe, expect, test } from "vitest";
import { balanceOverall } from "../../src/balance/balance-overall.ts";
import { balanceRows } from "../../src/balance/balance-rows.ts";
import { effectiveWeights } from "../../src/balance/effective-weights.ts";
import { entropyBalance } from "../../src/index.ts";
import { nsw, nswCovariates } from "../weighting/nsw.ts";

const treated = nsw("d");

describe("balanceOverall after weighting", () => {
  test("exact balance leaves nothing to refit: B is 0 and R does not exist", () => {
    const weights = effectiveWeights(entropyBalance({ covariates: nswCovariates, treated }), treated);
    const rows = balanceRows(nswCovariates, treated, weights).filter((r) => r.sample === "after");
    const { balance, warnings } = balanceOverall(nswCovariates, treated, weights, rows, "logit", "weighting");
    expect(balance.lrChi2).toBeLessThan(1e-6);
    expect(balance.meanBias).toBeLessThan(1e-7);
    expect([balance.rubinB, balance.rubinR]).toEqual([0, null]);
    expect(warnings).toEqual([]);
  });

  test("a covariate that separates the weighted groups leaves nulls and a warning in words of weighting", () => {
    const d = Float64Array.of(1, 1, 0, 0);
    const x = [{ name: "x", values: Float64Array.of(5, 6, 1, 2) }];
    const weights = new Float64Array(4).fill(1);
    const rows = balanceRows(x, d, weights).filter((r) => r.sample === "after");
    const { balance, warnings } = balanceOverall(x, d, weights, rows, "logit", "weighting");
    expect(balance.pseudoR2).toBeNull();
    expect(warnings).toMatchObject([
      { code: "BALANCE_REFIT", details: { sample: "after", step: "weighting", code: "SEPARATION" } },
    ]);
    expect(warnings[0]!.message).toContain(
      "The pseudo-R², likelihood ratio, Rubin's B and R after weighting are not identified: balance after weighting (logit): “x” separates",
    );
  });

  test("weights scaled to their effective size sum to it in each group", () => {
    const d = Float64Array.of(1, 1, 0, 0, 0);
    const scaled = effectiveWeights(Float64Array.of(2, 2, 1, 1, 2), d);
    expect([...scaled.subarray(0, 2)]).toEqual([1, 1]);
    expect(scaled[2]! + scaled[3]! + scaled[4]!).toBeCloseTo(16 / 6, 14);
  });
});
