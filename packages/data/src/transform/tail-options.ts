import { CeterisError } from "@ceteris/core";
import type { Grouping } from "./groups.ts";
import type { Naming } from "./new-columns.ts";
import { QUANTILE_TYPES, type QuantileType, sampleQuantile } from "./sample-quantile.ts";

/** Options of `winsorise` and `trim`. */
export interface TailOptions extends Naming, Grouping {
  /** Probability of the lower bound; 0 leaves the lower tail alone. Default 0.01. */
  readonly lower?: number | undefined;
  /** Probability of the upper bound; 1 leaves the upper tail alone. Default 0.99. */
  readonly upper?: number | undefined;
  /** Definition of the bounds, told at `sampleQuantile`. Default 2, that of Stata's `winsor2`; 7 is R's. */
  readonly quantile?: QuantileType | undefined;
}

/** Lower and upper bound of some values. @throws OPTION_INVALID */
export function tailBounds({ lower = 0.01, upper = 0.99, quantile = 2 }: TailOptions) {
  const invalid = (where: string, what: string, mend: string) =>
    new CeterisError({ code: "OPTION_INVALID", where, what, mend });
  if (!(lower >= 0 && lower < upper && upper <= 1)) {
    throw invalid(
      "lower, upper",
      `${lower} and ${upper} are no probabilities of a lower and an upper bound`,
      "Give two numbers from 0 to 1, the lower one first, such as 0.01 and 0.99",
    );
  }
  if (!QUANTILE_TYPES.includes(quantile)) {
    throw invalid(
      "quantile",
      `there is no definition ${quantile} of a quantile here`,
      `Use one of ${QUANTILE_TYPES.join(", ")}`,
    );
  }
  return (values: Float64Array) => {
    const sorted = Float64Array.from(values).sort();
    return {
      low: lower === 0 ? Number.NEGATIVE_INFINITY : sampleQuantile(sorted, lower, quantile),
      high: upper === 1 ? Number.POSITIVE_INFINITY : sampleQuantile(sorted, upper, quantile),
    };
  };
}
