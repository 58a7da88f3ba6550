import { CeterisError } from "@ceteris/core";
import { optionError } from "./option-error.ts";
import type { MatchingDesign, MatchingMethod, PsmDidOptions } from "./psm-options.ts";

const SMOOTH: readonly MatchingMethod[] = ["kernel", "local-linear"];
const COUNTED: readonly MatchingMethod[] = ["nearest", "mahalanobis"];

/** Whether a method weights controls by a kernel. */
export function isSmooth(match: MatchingMethod): boolean {
  return SMOOTH.includes(match);
}

/** Whether a method takes a number of partners. */
export function isCounted(match: MatchingMethod): boolean {
  return COUNTED.includes(match);
}

/** Options that say nothing under a method or design are refused, not ignored. @throws OPTION_INVALID, CALIPER_REQUIRED */
export function refuseContradictions(
  options: PsmDidOptions,
  match: MatchingMethod,
  design: MatchingDesign,
): void {
  const { caliper, caliperSd } = options;
  if (caliper !== undefined && caliperSd !== undefined) {
    throw optionError(
      "caliper",
      "it is given twice, in score units and in standard deviations",
      "Give one of the two",
    );
  }
  if (match === "radius" && caliper === undefined && caliperSd === undefined) {
    throw new CeterisError({
      code: "CALIPER_REQUIRED",
      where: "caliper",
      what: "radius matching has no radius; without one (as psmatch2 would have it) every treated row is matched with all controls",
      mend: "Give a caliper in units of the score, such as 0.05, or in standard deviations of the score, such as 0.25",
    });
  }
  const wrong = misplaced(options, match, design).find(([, applies]) => applies);
  if (wrong)
    throw optionError(
      wrong[0],
      wrong[2],
      `Leave “${wrong[0]}” out, or ${wrong[0] === "refit" ? "trim" : "choose another match or design"}`,
    );
}

function misplaced(
  options: PsmDidOptions,
  match: MatchingMethod,
  design: MatchingDesign,
): readonly (readonly [option: string, applies: boolean, why: string])[] {
  const calipered = (options.caliper ?? options.caliperSd) !== undefined;
  const takes = match === "cem" ? "all controls of a cell" : "all controls within reach";
  return [
    ["caliper", isSmooth(match) && calipered, "a kernel reaches as far as its bandwidth"],
    ["caliper", match === "cem" && calipered, "coarsened exact matching does not use the score"],
    ["ratio", (options.ratio ?? 1) !== 1 && !isCounted(match), `${match} matching takes ${takes}`],
    [
      "replace",
      options.replace === false && !isCounted(match),
      `${match} matching shares controls among treated rows`,
    ],
    ["kernel", options.kernel !== undefined && !isSmooth(match), `${match} matching has no kernel`],
    ["bandwidth", options.bandwidth !== undefined && !isSmooth(match), `${match} matching has no bandwidth`],
    ["refit", options.refit === true && options.trim === undefined, "nothing is trimmed"],
    ["coarsen", options.coarsen !== undefined && match !== "cem", `${match} matching coarsens nothing`],
    [
      "baseline",
      options.baseline !== undefined && design !== "baseline",
      `the ${design} design has no baseline period`,
    ],
  ];
}
