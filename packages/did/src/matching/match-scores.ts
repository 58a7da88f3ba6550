import { CeterisError } from "@ceteris/core";
import { controlWeights } from "./methods/control-weights.ts";
import { kernelMatch } from "./methods/kernel-match.ts";
import type { KernelName } from "./methods/kernels.ts";
import { localLinearMatch } from "./methods/local-linear-match.ts";
import { countPartners, type Match } from "./methods/match.ts";
import { nearestMatch } from "./methods/nearest-match.ts";
import { radiusMatch } from "./methods/radius-match.ts";
import { optionError, positive } from "./options/option-error.ts";

/** How scores are matched; each method with what it needs. */
export type MatchScoresOptions =
  | { readonly match: "radius"; readonly caliper: number }
  | {
      readonly match: "nearest";
      readonly ratio?: number | undefined;
      readonly replace?: boolean | undefined;
      readonly caliper?: number | undefined;
    }
  | {
      readonly match: "kernel" | "local-linear";
      readonly kernel?: KernelName | undefined;
      readonly bandwidth?: number | undefined;
    };

export interface MatchedScores {
  /** Number of partners of each treated row; 0 without a match. */
  readonly partners: Int32Array;
  /** Of each control, the sum over treated rows of its share among their partners. */
  readonly weights: Float64Array;
}

/**
 * Matches scores that are already there, of whatever model: the kernels of `psmDid` on two lists of numbers.
 * Sorted once, radius and nearest neighbours take n log n steps. Ties go to the first in the list.
 *
 * @param treated scores of the treated; `controls` those of the controls
 * @returns partners and weights in the order of the lists; local linear weights may be negative
 * @throws NOT_FINITE (a score that is missing or infinite), OPTION_INVALID
 * @example
 * const { weights } = matchScores(Float64Array.of(0.3, 0.5), Float64Array.of(0.29, 0.52, 0.9), { match: "nearest" });
 * weights; // 1, 1, 0
 */
export function matchScores(
  treated: Float64Array,
  controls: Float64Array,
  options: MatchScoresOptions,
): MatchedScores {
  requireFinite("treated", treated);
  requireFinite("controls", controls);
  const match = run(treated, controls, options);
  return { partners: countPartners(match), weights: controlWeights(match) };
}

function run(treated: Float64Array, controls: Float64Array, options: MatchScoresOptions): Match {
  switch (options.match) {
    case "radius":
      return radiusMatch(treated, controls, positive("caliper", options.caliper)!);
    case "nearest": {
      const { ratio = 1, replace = true, caliper = Number.POSITIVE_INFINITY } = options;
      if (!(Number.isInteger(ratio) && ratio >= 1)) {
        throw optionError("ratio", `${ratio} is not a whole number of partners`, "Give 1, 2, 3, …");
      }
      return nearestMatch(treated, controls, { ratio, replace, caliper: positive("caliper", caliper)! });
    }
    case "kernel":
    case "local-linear": {
      const { kernel = options.match === "kernel" ? "epanechnikov" : "tricube", bandwidth = 0.06 } = options;
      const method = options.match === "kernel" ? kernelMatch : localLinearMatch;
      return method(treated, controls, { kernel, bandwidth: positive("bandwidth", bandwidth)! });
    }
  }
}

function requireFinite(where: string, scores: Float64Array): void {
  const at = scores.findIndex((score) => !Number.isFinite(score));
  if (at < 0) return;
  throw new CeterisError({
    code: "NOT_FINITE",
    where,
    what: `score ${at + 1} is ${scores[at]}`,
    mend: "Leave out rows without a score",
  });
}
