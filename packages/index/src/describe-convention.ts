import type { IndexResult } from "@ceteris/core";
import type { ResolvedOptions } from "./resolve-options.ts";

/** The choices made, in words that can be printed beside the weights. */
export function describeConvention(
  options: ResolvedOptions,
  logCounts: readonly number[],
): IndexResult["convention"] {
  const { method, zero, range, baseYear } = options;
  return Object.freeze({
    preset: options.preset,
    method,
    normalise: options.normalise,
    ...(range === null ? {} : { range }),
    ...(baseYear === null ? {} : { baseYear }),
    ...(method === "entropy"
      ? { zero: typeof zero === "object" ? `shift by ${zero.shift}` : zero, logBase: options.logBase }
      : typeof zero === "object" || zero === "shift-nonpositive"
        ? { zero: typeof zero === "object" ? `shift by ${zero.shift}` : zero }
        : {}),
    ...(method === "entropy" && new Set(logCounts).size === 1 ? { logCount: logCounts[0]! } : {}),
    ...(method === "equal" || method === "given" ? {} : { weights: options.weights }),
    hierarchy: options.hierarchy,
    aggregate: options.aggregate,
    statement: statement(options),
  });
}

function statement(options: ResolvedOptions): string {
  const place = {
    pooled: "all rows together",
    "per-year": "each period by itself",
    "base-year": `${options.baseYear} alone`,
    controls: "never-treated units alone",
  };
  const scale =
    options.range === null
      ? "values as they are, negative indicators as −x"
      : `z = (x − min)/(max − min), reversed for negative indicators, min and max over ${place[options.range]}`;
  const zero =
    typeof options.zero === "object"
      ? `; z + ${options.zero.shift}`
      : options.zero === "shift-nonpositive"
        ? "; columns that are not positive raised by |min| + 0.01"
        : "";
  const from = place[options.weights];
  const weights = {
    entropy: `w in proportion to 1 − e, e = −Σ p ln p / ln(number of ${options.logBase})${options.zero === "limit" ? ", 0·ln 0 = 0" : options.zero === "zero-entropy" ? ", e = 0 for a column with a zero" : ""}, over ${from}`,
    equal: "equal weights",
    cv: `w in proportion to the coefficient of variation, over ${from}`,
    critic: `w in proportion to standard deviation × Σ(1 − r), over ${from}`,
    pca: `w = squared loadings of the first principal component of the correlations, over ${from}`,
    given: "weights as given",
  }[options.method];
  const hierarchy = {
    flat: "",
    nested: ", within dimensions and then across their scores",
    "equal-dimensions": ", within dimensions of equal weight",
  }[options.hierarchy];
  const score =
    options.aggregate === "sum" ? "score = Σ w z" : "score = TOPSIS closeness D⁻/(D⁺ + D⁻) of w z";
  return `${scale}${zero}; ${weights}${hierarchy}; ${score}`;
}
