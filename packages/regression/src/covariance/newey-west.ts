import type { Factor } from "@ceteris/core";
import { recodeFactor } from "../recode-factor.ts";
import type { Covariance, CovarianceEstimator, LinearFit, SmallSample } from "../types.ts";
import { laggedCovariance } from "./lagged-covariance.ts";
import { chooseLags, laggedMeat } from "./lagged-meat.ts";
import { scoreSums } from "./sandwich.ts";

export interface NeweyWestOptions {
  readonly unit: Factor;
  /** Periods of the rows, labels in order; neighbouring levels are one lag apart. */
  readonly time: Factor;
  /** Lags. Default: the fourth root of the number of periods, rounded down (as fixest). */
  readonly lags?: number;
  /** Small-sample profile. Default "fixest": T/(T−1) · (n−1)/(n−K). */
  readonly smallSample?: SmallSample;
}

/**
 * Covariance for errors that differ in variance and are correlated over a few periods within a unit
 * (Newey and West 1987, for panels): products of a unit's scores up to the last lag, with Bartlett
 * weights. A gap in a unit's periods is not bridged. t has T−1 degrees of freedom.
 *
 * Estimating throws TOO_FEW_CLUSTERS when there is only one period.
 *
 * @throws OPTION_INVALID (lags not a whole number from 0)
 * @see R fixest `vcov_NW`
 * @example
 * neweyWest({ unit: city, time: year, lags: 2 }).estimate(fit);
 */
export function neweyWest(options: NeweyWestOptions): CovarianceEstimator {
  const smallSample = options.smallSample ?? "fixest";
  const unit = recodeFactor(options.unit, null);
  const time = recodeFactor(options.time, null);
  const nPeriods = time.nLevels;
  const lags = chooseLags(options.lags, nPeriods);
  return Object.freeze({
    name: "newey-west",
    spec: Object.freeze({ vcov: "newey-west", unit: unit.name, time: time.name, lags, ssc: smallSample }),
    estimate: (fit: LinearFit): Covariance => {
      const k = fit.terms.length;
      const rows = Int32Array.from({ length: fit.nObs }, (_, i) => i);
      const at = rowByCell(unit, time);
      const meat = laggedMeat(scoreSums(fit, rows, fit.nObs), k, lags, (row, lag) => {
        const period = time.codes[row]! - lag;
        return period < 0 ? -1 : (at.get(unit.codes[row]! * nPeriods + period) ?? -1);
      });
      return laggedCovariance(fit, time, meat, smallSample, "of Newey and West");
    },
  });
}

function rowByCell(unit: Factor, time: Factor): Map<number, number> {
  const at = new Map<number, number>();
  for (let i = 0; i < unit.codes.length; i++) at.set(unit.codes[i]! * time.nLevels + time.codes[i]!, i);
  return at;
}
