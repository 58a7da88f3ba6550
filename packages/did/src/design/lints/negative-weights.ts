import { briefNumber, type Warning } from "@ceteris/core";
import { effectWeights } from "../../twfe-weights/effect-weights.ts";
import type { DesignContext } from "./design-context.ts";

/** NEGATIVE_WEIGHTS: two-way fixed effects without controls subtract the effects of some treated rows. */
export function negativeWeights({ panel }: Pick<DesignContext, "panel">): readonly Warning[] {
  const weights = effectWeights(panel).values;
  const negative = weights.filter((w) => w < 0);
  if (negative.length === 0) return [];
  const sum = negative.reduce((a, b) => a + b, 0);
  return [
    {
      code: "NEGATIVE_WEIGHTS",
      message: `Two-way fixed effects give ${negative.length} of ${weights.length} treated rows a negative weight, ${briefNumber(sum)} in all against ${briefNumber(1 - sum)} for the others: where effects differ the estimate can even have the wrong sign. Report an estimator for staggered adoption beside it (ceteris staggered; the step “staggered” of a study). See de Chaisemartin and D'Haultfœuille (2020).`,
      details: { nTreatedRows: weights.length, nNegative: negative.length, sumNegative: sum },
    },
  ];
}
