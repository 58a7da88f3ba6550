import { displayable, type EstimatorComparison, type Warning } from "@ceteris/core";
import { compareEstimatorsWork } from "@ceteris/did";
import { USUAL_ESTIMATORS } from "../file/schema/steps-schema.ts";
import type { StepContext, StepTools } from "./step.ts";

/** The effect over all treated rows and its path, by several estimators on the same panel with the same controls. */
export async function staggeredStep(
  { study, panel, model, seed }: StepContext,
  { drive }: StepTools,
): Promise<EstimatorComparison> {
  const { outcome, controls, weights, covariance, level, smallSample } = model;
  const { estimators = USUAL_ESTIMATORS, settings = {} } = study.steps.staggered ?? {};
  const { base, leads, lags } = study.steps.eventStudy ?? {};
  const comparison = await drive(
    compareEstimatorsWork(panel, {
      ...{ outcome, controls, weights, covariance, level },
      aggregate: "dynamic",
      estimators,
      settings: {
        ...settings,
        twfe: { smallSample, base, leads, lags, ...settings.twfe },
        "att-gt": { seed, ...settings["att-gt"] },
        sunab: { smallSample, ...settings.sunab },
        stacked: { smallSample, ...settings.stacked },
        etwfe: { smallSample, ...settings.etwfe },
        imputation: { leads, ...settings.imputation },
        sdid: { seed, ...settings.sdid },
      },
    }),
  );
  const left = otherEffects(panel.spec, model.fixedEffects ?? []);
  if (left.length === 0) return comparison;
  return displayable({ ...comparison, warnings: [...comparison.warnings, warnOtherEffects(left)] });
}

function otherEffects(
  { unit, time }: { readonly unit: string; readonly time: string },
  effects: readonly string[],
): readonly string[] {
  return effects.filter((effect) => effect !== unit && effect !== time);
}

function warnOtherEffects(effects: readonly string[]): Warning {
  return {
    code: "EFFECTS_NOT_COMPARED",
    message: `The estimators compared absorb unit and time, and nothing else: the model's effects ${effects.join(", ")} are left out, of its two-way fixed effects too. Hold the comparison against a baseline without them.`,
    details: { effects },
  };
}
