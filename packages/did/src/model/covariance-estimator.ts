import {
  type CovarianceEstimator,
  cluster,
  conley,
  cr2,
  cr3,
  driscollKraay,
  type EstimationSample,
  hc1,
  hc2,
  hc3,
  iid,
} from "@ceteris/regression";
import type { ResolvedCovariance, ResolvedOptions } from "./options.ts";

/**
 * The covariance estimator that a choice names, on the rows of a sample. The one place where the words
 * of the options become values.
 */
export function covarianceEstimator(
  sample: EstimationSample,
  choice: ResolvedCovariance,
  smallSample: ResolvedOptions["smallSample"],
): CovarianceEstimator {
  const by = choice.by.map((name) => sample.factors.get(name)!);
  switch (choice.type) {
    case "iid":
      return iid({ smallSample });
    case "hc1":
      return hc1({ smallSample });
    case "hc2":
      return hc2();
    case "hc3":
      return hc3();
    case "cluster":
    case "twoway":
      return cluster({ by, smallSample });
    case "cr2":
      return cr2({ by: by[0]! });
    case "cr3":
      return cr3({ by: by[0]! });
    case "driscoll-kraay":
      return driscollKraay({
        time: sample.time,
        smallSample,
        ...(choice.lags === undefined ? {} : { lags: choice.lags }),
      });
    case "conley":
      return conley({
        latitude: sample.columns.get(choice.latitude!)!,
        longitude: sample.columns.get(choice.longitude!)!,
        cutoff: choice.cutoff!,
        smallSample,
      });
  }
}

/** Numeric columns that a covariance needs beside the model's. */
export function covarianceColumns({ latitude, longitude }: ResolvedCovariance): readonly string[] {
  return [latitude, longitude].filter((name) => name !== undefined);
}
