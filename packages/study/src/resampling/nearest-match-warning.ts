import type { Warning } from "@ceteris/core";
import { resampledTargets } from "./resampled-targets.ts";
import type { ResamplingContext } from "./study-statistic.ts";

/**
 * Matching with a fixed number of nearest partners is not smooth in the data: the bootstrap's standard
 * error is not valid for it, however many draws there are (Abadie and Imbens 2008).
 */
export function nearestMatchWarning({ study }: Pick<ResamplingContext, "study">): readonly Warning[] {
  const { match = "nearest", ratio = 1 } = study.steps.psmDid ?? {};
  if (!resampledTargets(study, "bootstrap").includes("psmDid")) return [];
  if (match !== "nearest" && match !== "mahalanobis") return [];
  return [
    {
      code: "BOOTSTRAP_NEAREST_MATCH",
      message: `The bootstrap goes through a match with a fixed number of nearest partners (${match}, ${ratio} to each treated), for which its standard error is not valid, however many draws are taken (Abadie and Imbens 2008). Use radius or kernel matching, or weights, or read the interval of the effect after matching as a rough guide only.`,
      details: { match, ratio },
    },
  ];
}
