import type { Factor } from "@ceteris/core";
import { recodeFactor } from "../recode-factor.ts";
import type { Covariance, CovarianceEstimator, LinearFit, SmallSample } from "../types.ts";
import { laggedCovariance } from "./lagged-covariance.ts";
import { chooseLags, laggedMeat } from "./lagged-meat.ts";
import { scoreSums } from "./sandwich.ts";

export interface DriscollKraayOptions {
  /** Periods of the rows, labels in order; neighbouring levels are one lag apart. */
  readonly time: Factor;
  /** Lags. Default: the fourth root of the number of periods, rounded down (as fixest). */
  readonly lags?: number;
  /** Small-sample profile. Default "fixest": T/(T−1) · (n−1)/(n−K). */
  readonly smallSample?: SmallSample;
}

/**
 * Covariance for errors correlated across units and over a few periods (Driscoll and Kraay 1998):
 * scores are summed by period, then taken with Bartlett weights up to the last lag. t has T−1
 * degrees of freedom. Needs many periods.
 *
 * Estimating throws TOO_FEW_CLUSTERS when there is only one period.
 *
 * @throws OPTION_INVALID (lags not a whole number from 0)
 * @see R fixest `vcov_DK`, plm `vcovSCC`
 * @example
 * driscollKraay({ time: year }).estimate(fit);
 */
export function driscollKraay(options: DriscollKraayOptions): CovarianceEstimator {
  const smallSample = options.smallSample ?? "fixest";
  const time = recodeFactor(options.time, null);
  const nPeriods = time.nLevels;
  const lags = chooseLags(options.lags, nPeriods);
  return Object.freeze({
    name: "driscoll-kraay",
    spec: Object.freeze({ vcov: "driscoll-kraay", time: time.name, lags, ssc: smallSample }),
    estimate: (fit: LinearFit): Covariance => {
      const k = fit.terms.length;
      const meat = laggedMeat(scoreSums(fit, time.codes, nPeriods), k, lags, (row, lag) => row - lag);
      return laggedCovariance(fit, time, meat, smallSample, "of Driscoll and Kraay");
    },
  });
}
