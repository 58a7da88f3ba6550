import { CeterisError, finishWork, type Panel, type Work } from "@ceteris/core";
import { etwfe } from "./etwfe/index.ts";
import { groupTimeEffects } from "./group-time-effects.ts";
import { imputation } from "./imputation/index.ts";
import { stacked } from "./stacked/index.ts";
import type { StaggeredOptions } from "./staggered-options.ts";
import type { StaggeredResult } from "./staggered-result.ts";
import { sunab } from "./sunab/index.ts";
import { syntheticDid, syntheticDidWork } from "./synthetic-did/index.ts";
import { twoStage } from "./two-stage/index.ts";
import { twoWayEffects } from "./two-way-effects.ts";

/** Every estimator that can stand beside the others, by name. */
const ESTIMATORS = Object.freeze({
  twfe: twoWayEffects,
  "att-gt": groupTimeEffects,
  sunab,
  imputation,
  "two-stage": twoStage,
  stacked,
  etwfe,
  sdid: syntheticDid,
});

export type EffectEstimator = keyof typeof ESTIMATORS;

/** Names of the estimators, for schemas and flags to list. */
export const EFFECT_ESTIMATORS = Object.freeze(Object.keys(ESTIMATORS)) as readonly EffectEstimator[];

/** What each estimator takes besides the shared options. */
export type EstimatorSettings = {
  readonly [Name in EffectEstimator]?:
    | Omit<Parameters<(typeof ESTIMATORS)[Name]>[1], keyof StaggeredOptions>
    | undefined;
};

/**
 * Effects under staggered adoption by the estimator of a name: those of this package for staggered
 * adoption, group-time effects, and two-way fixed effects to compare them with. All take the same panel and
 * shared options and return the same shapes, so that their tables and charts are the same.
 *
 * @param options the shared options, and those of the estimator
 * @returns an event study (`aggregate: "dynamic"`), effects by cohort (`"cohort"`), or the row `att`
 *   (`"simple"`, the default); `overall` is the effect over all treated rows in each of them (of `stacked`: the
 *   mean over event times in its window)
 * @throws OPTION_INVALID (a name that is not known) and the codes of the estimator
 * @example
 * staggered(panel, "imputation", { outcome: "index" }).overall.estimate;
 */
export function staggered<Name extends EffectEstimator>(
  panel: Panel,
  estimator: Name,
  options: StaggeredOptions & EstimatorSettings[Name],
): StaggeredResult {
  return finishWork(staggeredWork(panel, estimator, options));
}

/** `staggered` step by step, for the one estimator that may take long: that of synthetic controls. */
export function* staggeredWork<Name extends EffectEstimator>(
  panel: Panel,
  estimator: Name,
  options: StaggeredOptions & EstimatorSettings[Name],
): Work<StaggeredResult> {
  if (!Object.hasOwn(ESTIMATORS, estimator)) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "estimator",
      what: `“${estimator}” is not known`,
      mend: `Give one of ${EFFECT_ESTIMATORS.join(", ")}`,
    });
  }
  if (estimator === "sdid") return yield* syntheticDidWork(panel, options);
  const estimate = ESTIMATORS[estimator] as (panel: Panel, options: StaggeredOptions) => StaggeredResult;
  return estimate(panel, options);
}
