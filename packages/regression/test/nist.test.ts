import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { iid, leastSquares } from "../src/index.ts";

interface Certified {
  readonly degree: number;
  readonly intercept: boolean;
  readonly rows: readonly (readonly number[])[];
  readonly coefficients: readonly number[];
  readonly stdErrors: readonly number[];
  readonly rss: number;
}

const certified = JSON.parse(
  readFileSync(new URL("./fixtures/nist.json", import.meta.url), "utf8"),
) as Record<string, Certified>;

/** Correct digits: −log10 of the relative error, or of the absolute one where the certified value is 0. */
function logRelativeError(found: number, expected: number): number {
  const error = Math.abs(found - expected) / (expected === 0 ? 1 : Math.abs(expected));
  return error === 0 ? 16 : Math.min(16, -Math.log10(error));
}

/** Powers by repeated multiplication: `**` is off by more than a last digit in some engines. */
function powers(rows: Certified["rows"], degree: number): Float64Array[] {
  const predictors = rows[0]!.slice(1).map((_, j) => Float64Array.from(rows, (r) => r[j + 1]!));
  if (degree === 1) return predictors;
  const out = [predictors[0]!];
  while (out.length < degree) out.push(out.at(-1)!.map((v, i) => v * predictors[0]![i]!));
  return out;
}

// Filip's tenth-degree polynomial has a condition number near 1e15: rounding the powers of x to double
// moves the certified values themselves to 7.6 digits (exact arithmetic on the rounded columns). The exact fits have standard error 0: what is left is measured
// absolutely.
const leastDigits: Record<string, number> = { Filip: 7 };

describe("NIST StRD linear regression", () => {
  test.each(Object.entries(certified))("%s", (name, data) => {
    const fit = leastSquares({
      outcome: { name: "y", values: Float64Array.from(data.rows, (r) => r[0]!) },
      regressors: powers(data.rows, data.degree).map((values, j) => ({
        name: `x${j + 1}`,
        values,
        role: "control",
      })),
      fixedEffects: [],
      intercept: data.intercept,
    });
    expect(fit.terms.length).toBe(data.coefficients.length);
    const { matrix } = iid().estimate(fit);
    const k = fit.terms.length;
    const digits = data.coefficients.map((b, j) => logRelativeError(fit.coefficients[j]!, b));
    const errorDigits = data.stdErrors.map((s, j) => logRelativeError(Math.sqrt(matrix[j * k + j]!), s));
    console.info(
      `${name}: coefficients ${Math.min(...digits).toFixed(1)}, standard errors ${Math.min(...errorDigits).toFixed(1)} digits`,
    );
    const least = leastDigits[name] ?? 9;
    expect(Math.min(...digits)).toBeGreaterThan(least);
    expect(Math.min(...errorDigits)).toBeGreaterThan(least);
  });
});
