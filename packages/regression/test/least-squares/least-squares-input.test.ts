import type { Factor } from "@ceteris/core";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../test/error-of.ts";
import { type LinearModel, leastSquares } from "../../src/index.ts";
import { closeTo } from "../close-to.ts";
import { noise, panelModel } from "../panel-models.ts";

describe("collinearity", () => {
  const base = panelModel(12, 5, 7);
  const [did, control] = base.regressors as [LinearModel["regressors"][0], LinearModel["regressors"][0]];
  const other = { name: "other", values: noise(base.outcome.values.length, 5), role: "control" as const };
  const sum = {
    name: "sum",
    values: control.values.map((v, i) => 3 * v - 2 * other.values[i]! + 7),
    role: "control" as const,
  };

  test("the later-named control goes, and is named with what explains it", () => {
    const fit = leastSquares({ ...base, regressors: [did, control, other, sum] });
    expect(fit.terms).toEqual(["did", "control", "other"]);
    expect(fit.dropped).toEqual([{ name: "sum", collinearWith: ["control", "other"] }]);
    const without = leastSquares({ ...base, regressors: [did, control, other] });
    for (let j = 0; j < 3; j++) closeTo(fit.coefficients[j]!, without.coefficients[j]!, 1e-12);
    for (let i = 0; i < 9; i++) closeTo(fit.bread[i]!, without.bread[i]!, 1e-10, 1e-14);
    const first = leastSquares({ ...base, regressors: [did, sum, other, control] });
    expect(first.dropped).toEqual([{ name: "control", collinearWith: ["sum", "other"] }]);
  });

  test("never the treatment, wherever it is named", () => {
    const twin = { name: "twin", values: did.values.map((v) => 1 - 2 * v), role: "control" as const };
    const fit = leastSquares({ ...base, regressors: [twin, control, did] });
    expect(fit.terms).toEqual(["control", "did"]);
    expect(fit.dropped).toEqual([{ name: "twin", collinearWith: ["did"] }]);
  });

  test("a control that an effect absorbs is named with that effect, or with all", () => {
    const [unit, time] = base.fixedEffects as [Factor, Factor];
    const byUnit = {
      name: "area",
      values: Float64Array.from(unit.codes, (c) => Math.sqrt(c + 0.3)),
      role: "control" as const,
    };
    const bySum = {
      name: "both",
      values: Float64Array.from(unit.codes, (c, i) => Math.sqrt(c) + Math.log(1 + time.codes[i]!)),
      role: "control" as const,
    };
    const constant = {
      name: "one",
      values: new Float64Array(unit.codes.length).fill(3),
      role: "control" as const,
    };
    const fit = leastSquares({ ...base, regressors: [did, byUnit, bySum, constant, control] });
    expect(fit.terms).toEqual(["did", "control"]);
    expect(fit.dropped).toEqual([
      { name: "area", collinearWith: ["unit"] },
      { name: "both", collinearWith: ["unit", "time"] },
      { name: "one", collinearWith: ["(intercept)"] },
    ]);
  });
});

describe("errors", () => {
  const base = panelModel(12, 5, 7);
  const [unit, time] = base.fixedEffects as [Factor, Factor];
  const treat = (values: Float64Array) => [{ name: "did", values, role: "treatment" as const }];

  test("TREATMENT_ABSORBED by one effect", () => {
    const cell: Factor = { ...unit, name: "province^year" };
    const values = Float64Array.from(unit.codes, (c) => c % 2);
    const error = errorOf(() =>
      leastSquares({ ...base, fixedEffects: [cell, time], regressors: treat(values) }),
    );
    expect(error.code).toBe("TREATMENT_ABSORBED");
    expect(error.message).toBe(
      "treatment “did”: absorbed by province^year: treatment does not vary within province and year. Use fixed effects within which treatment switches on for some and not for others.",
    );
  });

  test("TREATMENT_ABSORBED by two effects together, and a constant one", () => {
    const values = Float64Array.from(unit.codes, (c, i) => (c % 2) + (time.codes[i]! > 2 ? 1 : 0));
    const both = errorOf(() => leastSquares({ ...base, regressors: treat(values) }));
    expect(both.message).toContain("absorbed by unit and time together");
    const constant = errorOf(() =>
      leastSquares({ ...base, regressors: treat(new Float64Array(values.length)) }),
    );
    expect(constant.message).toBe(
      "treatment “did”: treatment does not vary in the sample. Check the treatment column and the rows that were dropped.",
    );
  });

  test("TOO_FEW_ROWS", () => {
    const small = panelModel(3, 2, 0);
    const n = small.outcome.values.length;
    const controls = [6, 7].map((seed) => ({
      name: `x${seed}`,
      values: noise(n, seed),
      role: "control" as const,
    }));
    const error = errorOf(() => leastSquares({ ...small, regressors: controls }));
    expect(error.code).toBe("TOO_FEW_ROWS");
    expect(error.message).toBe(
      "regression: 6 rows leave no degrees of freedom for 6 parameters (2 coefficients and 4 fixed effects). Use more rows, fewer controls or coarser fixed effects.",
    );
  });

  test("VALUE_TOO_LARGE where squares overflow, in outcome or regressor, with and without effects", () => {
    const huge = Float64Array.from(unit.codes, (c, i) => (c % 2 ? 1e307 : -1e307) * (1 + (i % 3)));
    const small = Float64Array.from(unit.codes, (c, i) => ((c * 5 + i * 3) % 7) + 1);
    for (const fixedEffects of [[unit, time], [unit], []]) {
      const outcome = errorOf(() =>
        leastSquares({
          ...base,
          fixedEffects,
          outcome: { name: "y", values: huge },
          regressors: treat(small),
        }),
      );
      expect(outcome.code).toBe("VALUE_TOO_LARGE");
      expect(outcome.message).toBe(
        "regression, column “y”: its values are too large to be squared and summed. Look for codes for missing values, or use a larger unit of measurement.",
      );
      const regressor = errorOf(() => leastSquares({ ...base, fixedEffects, regressors: treat(huge) }));
      expect(regressor.where).toBe("regression, column “did”");
    }
  });

  test("nearlyDropped tells what all but explains a regressor, whatever its unit and the effects", () => {
    const x = noise(unit.codes.length, 3);
    const jitter = noise(unit.codes.length, 4);
    const regressors = [
      ...treat(noise(unit.codes.length, 5)),
      { name: "x", values: x, role: "control" as const },
      { name: "twin", values: x.map((v, i) => 1e6 * (v + 1e-7 * jitter[i]!)), role: "control" as const },
    ];
    for (const fixedEffects of [[unit, time], [unit], []]) {
      const { nearlyDropped, dropped } = leastSquares({ ...base, fixedEffects, regressors });
      expect(dropped).toEqual([]);
      expect(nearlyDropped!.map(({ name, collinearWith }) => [name, collinearWith])).toEqual([
        ["x", ["twin"]],
        ["twin", ["x"]],
      ]);
      for (const { share } of nearlyDropped!) expect(Math.abs(Math.log10(share) + 7)).toBeLessThan(0.5);
    }
  });
});
