import type { EstimationResult, Warning } from "@ceteris/core";
import type { DesignContext } from "./design-context.ts";

/** Far above the rounding of an R², far below what a table prints. */
const ROUNDING = 1e-9;

/** WITHIN_R2_FALLS: more regressors on the same rows explain less, which least squares cannot do. */
export function withinR2Falls({ models }: DesignContext): readonly Warning[] {
  return models.slice(1).flatMap((model, at) => {
    const before = models[at]!;
    const [r2, r2Before] = [model.fit.r2Within, before.fit.r2Within];
    if (r2 === null || r2Before === null || !isNested(before, model) || r2 >= r2Before - ROUNDING) return [];
    const nObs = model.sample.nObs;
    return [
      {
        code: "WITHIN_R2_FALLS",
        message: `From column ${at + 1} to column ${at + 2} the within R² falls from ${r2Before.toFixed(4)} to ${r2.toFixed(4)} though regressors are added and both have ${nObs} rows. With the same rows it cannot fall: the columns have different rows of the same number, or one of them was changed. Estimate both anew from the same data. See Wooldridge (2020, chapter 3).`,
        details: { from: at + 1, to: at + 2, r2Before, r2, nObs },
      },
    ];
  });
}

/** Same outcome, effects, weights and number of rows, and all the regressors of the smaller model. */
function isNested(small: EstimationResult, large: EstimationResult): boolean {
  const same = (key: string) => JSON.stringify(small.spec[key]) === JSON.stringify(large.spec[key]);
  const terms = new Set(large.estimates.map((row) => row.term));
  return (
    small.sample.nObs === large.sample.nObs &&
    ["outcome", "fixedEffects", "weights"].every(same) &&
    small.estimates.every((row) => terms.has(row.term))
  );
}
