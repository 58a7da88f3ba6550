import { type Estimate, nameSome, type Warning } from "@ceteris/core";
import type { LinearFit } from "@ceteris/regression";

/** Residuals of this share of the outcome are rounding. */
const exact = 1e-13;

/**
 * PERFECT_FIT when the residuals are rounding; NO_STANDARD_ERROR when an estimate has none for any other
 * reason.
 *
 * @param outcome on the rows of the fit
 * @param estimates rows of the result, a reference row not among them
 */
export function warnUnusableErrors(
  fit: LinearFit,
  outcome: Float64Array,
  estimates: readonly Estimate[],
): readonly Warning[] {
  const { weights } = fit;
  let squares = 0;
  for (let i = 0; i < outcome.length; i++) {
    const y = outcome[i]!;
    squares += (weights ? weights[i]! : 1) * y * y;
  }
  if (squares > 0 && fit.rss <= exact ** 2 * squares) {
    return [
      {
        code: "PERFECT_FIT",
        message:
          "Effects and regressors explain the outcome exactly: the residuals are rounding, and so are standard errors and p-values. Check that the outcome is not made from the regressors.",
        details: { rss: fit.rss },
      },
    ];
  }
  return warnMissingErrors(estimates);
}

/** NO_STANDARD_ERROR where an estimate has none; a reference row is not among them. */
export function warnMissingErrors(estimates: readonly Estimate[]): readonly Warning[] {
  const without = estimates.filter((row) => row.estimate !== null && row.stdError === null);
  if (without.length === 0) return [];
  const terms = without.map((row) => row.term);
  return [
    {
      code: "NO_STANDARD_ERROR",
      message: `No standard error can be had for ${nameSome(terms, 8)}: its variance is zero or not a number. Too few clusters, periods or rows make this likely, and so do numbers too small to be squared: choose another covariance, or a smaller unit of measurement.`,
      details: { terms },
    },
  ];
}
