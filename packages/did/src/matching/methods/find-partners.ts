import { crossFactors, type Factor, makeFactor } from "@ceteris/core";
import type { Covariate } from "../../balance/balance-rows.ts";
import type { MatchingOptions } from "../options/psm-options.ts";
import { coarsen } from "./coarsen.ts";
import { kernelMatch } from "./kernel-match.ts";
import { localLinearMatch } from "./local-linear-match.ts";
import { mahalanobisPoints } from "./mahalanobis-points.ts";
import type { Match } from "./match.ts";
import { type Matcher, matchWithinCells } from "./match-within-cells.ts";
import { nearestMatch } from "./nearest-match.ts";
import { nearestPointMatch } from "./nearest-point-match.ts";
import { radiusMatch } from "./radius-match.ts";

/** What rows are compared by: arrays with one value for each row. */
export interface Compared {
  readonly scores: Float64Array;
  readonly covariates: readonly Covariate[];
  /** Columns in which partners must agree. */
  readonly exact: readonly Factor[];
  /** In units of the score; `Infinity` without one. */
  readonly caliper: number;
}

/** Matches rows by the method chosen, inside the cells of the exact and coarsened columns. */
export function findPartners(
  options: MatchingOptions,
  compared: Compared,
  treated: Int32Array,
  controls: Int32Array,
): Match {
  const { coarsen: coarseness } = options;
  const coarse =
    coarseness === null
      ? []
      : compared.covariates.map(({ name, values }) => {
          const own = Object.hasOwn(coarseness, name) ? coarseness[name] : undefined;
          return makeFactor(name, { type: "number", values: coarsen(values, own) });
        });
  const factors = [...compared.exact, ...coarse];
  const matcher = matcherOf(options, compared, treated, controls);
  if (factors.length === 0) return matcher(treated, controls);
  return matchWithinCells(treated, controls, crossFactors(factors).codes, matcher);
}

function matcherOf(
  { match, ratio, replace, kernel, bandwidth }: MatchingOptions,
  { scores, covariates, caliper }: Compared,
  treated: Int32Array,
  controls: Int32Array,
): Matcher {
  const byScore =
    (method: (treated: Float64Array, controls: Float64Array) => Match): Matcher =>
    (t, c) =>
      method(
        Float64Array.from(t, (row) => scores[row]!),
        Float64Array.from(c, (row) => scores[row]!),
      );
  switch (match) {
    case "radius":
      return byScore((t, c) => radiusMatch(t, c, caliper));
    case "nearest":
      return byScore((t, c) => nearestMatch(t, c, { ratio: ratio!, replace: replace!, caliper }));
    case "kernel":
      return byScore((t, c) => kernelMatch(t, c, { kernel: kernel!, bandwidth: bandwidth! }));
    case "local-linear":
      return byScore((t, c) => localLinearMatch(t, c, { kernel: kernel!, bandwidth: bandwidth! }));
    case "cem":
      return byScore((t, c) => radiusMatch(t, c, Number.POSITIVE_INFINITY));
    case "mahalanobis": {
      const points = mahalanobisPoints(covariates, treated, controls);
      return (t, c) => nearestPointMatch(points, t, c, { ratio: ratio!, replace: replace!, caliper, scores });
    }
  }
}
