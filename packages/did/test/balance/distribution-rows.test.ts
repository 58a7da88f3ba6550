import { describe, expect, test } from "vitest";
import { distributionRows, effectiveSize, entropyBalance, type StandardDeviation } from "../../src/index.ts";
import { nsw, nswCovariates, reference } from "../weighting/nsw.ts";

const treated = nsw("d");
const ones = new Float64Array(treated.length).fill(1);
const ipw = Float64Array.from(reference.ipwAtt);

function rowsOf(kind: StandardDeviation) {
  return distributionRows(nswCovariates, treated, ones, ipw, kind);
}

/** A figure of cobalt, which rounds nothing; the weights given are rounded to 12 digits. */
function near(got: number | null, want: number | null): void {
  if (want === null) expect(got).toBeNull();
  else expect(Math.abs(got! - want)).toBeLessThan(1e-10);
}

describe("distributionRows", () => {
  test.each(["treated", "controls", "pooled", "all"] as const)(
    "cobalt's figures, in the standard deviation of %s",
    (kind) => {
      const rows = rowsOf(kind);
      for (const want of reference.balance[kind]) {
        const [before, after] = rows.filter((r) => r.covariate === want.covariate);
        near(before!.difference, want.diffBefore);
        near(after!.difference, want.diffAfter);
        near(before!.varianceRatio, want.ratioBefore);
        near(after!.varianceRatio, want.ratioAfter);
        near(before!.ks, want.ksBefore);
        near(after!.ks, want.ksAfter);
      }
    },
  );

  test("cobalt's figures with sampling weights", () => {
    const base = nsw("w");
    // WeightIt's weights, of which only some are stored, meet their moments to 1e-6.
    const weights = entropyBalance({ covariates: nswCovariates, treated, base });
    const rows = distributionRows(nswCovariates, treated, base, weights, "pooled");
    for (const want of reference.balance.base) {
      const [before, after] = rows.filter((r) => r.covariate === want.covariate);
      near(before!.difference, want.diffBefore);
      near(before!.varianceRatio, want.ratioBefore);
      near(before!.ks, want.ksBefore);
      expect(Math.abs(after!.ks! - want.ksAfter)).toBeLessThan(1e-5);
      expect(Math.abs((after!.varianceRatio ?? 0) - (want.ratioAfter ?? 0))).toBeLessThan(1e-4);
    }
  });

  test("mean and largest distance of distribution functions, as MatchIt shows them", () => {
    const before = rowsOf("treated").filter((r) => r.sample === "before");
    reference.ecdf.forEach((want, k) => {
      expect(before[k]!.covariate).toBe(want.covariate);
      near(before[k]!.ecdfMean, want.mean);
      near(before[k]!.ks, want.max);
    });
  });

  test("effective sample size of the controls, as cobalt shows it", () => {
    expect(effectiveSize(ipw.filter((_, i) => treated[i] === 0))).toBeCloseTo(
      reference.effectiveSize.Control,
      8,
    );
    expect(effectiveSize(Float64Array.of(3, 3, 3))).toBeCloseTo(3, 14);
    expect(effectiveSize(Float64Array.of(1, 0, 0))).toBe(1);
  });

  test("by hand on seven rows", () => {
    const d = Float64Array.of(1, 1, 1, 0, 0, 0, 0);
    const x = { name: "x", values: Float64Array.of(1, 2, 3, 1, 1, 2, 4) };
    const w = Float64Array.of(1, 1, 1, 1, 1, 2, 0);
    const [before, after] = distributionRows([x], d, new Float64Array(7).fill(1), w, "treated");
    // Means 2 and 2; the treated have variance 1; distribution functions at 1, 2, 3, 4: 1/3, 2/3, 1, 1 and
    // 1/2, 3/4, 3/4, 1.
    expect(before).toMatchObject({ covariate: "x", sample: "before", type: "continuous", difference: 0 });
    expect(before!.varianceRatio).toBeCloseTo(1 / 2, 14);
    expect(before!.ks).toBeCloseTo(1 / 4, 14);
    expect(before!.ecdfMean).toBeCloseTo((1 / 6 + 1 / 12 + 1 / 4) / 4, 14);
    // Controls 1, 1, 2, 2 now: mean 3/2; Σw(x − x̄)² = 1, Σw − Σw²/Σw = 4 − 6/4.
    expect(after!.difference).toBeCloseTo(1 / 2, 14);
    expect(after!.varianceRatio).toBeCloseTo(2.5, 14);
    expect(after!.ks).toBeCloseTo(1 / 3, 14);
  });

  test("a 0/1 covariate: difference of shares, no variance ratio", () => {
    const d = Float64Array.of(1, 1, 0, 0, 0, 0);
    const z = { name: "z", values: Float64Array.of(1, 0, 1, 0, 0, 0) };
    const ones6 = new Float64Array(6).fill(1);
    const [row] = distributionRows([z], d, ones6, ones6, "pooled");
    expect(row).toEqual({
      covariate: "z",
      sample: "before",
      type: "binary",
      difference: 0.25,
      varianceRatio: null,
      ks: 0.25,
      ecdfMean: 0.25,
    });
  });
});
