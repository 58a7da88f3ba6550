import { type Panel, withPanelColumn } from "@ceteris/core";
import { applyTransforms } from "@ceteris/data";
import {
  eventStudy,
  jointEstimates,
  type PanelStatistic,
  psmEffect,
  twfe,
  weightedEffect,
} from "@ceteris/did";
import { compositeIndex } from "@ceteris/index";
import { indexOptions } from "../index-options.ts";
import { splitTransforms } from "../split-transforms.ts";
import type { StepContext } from "../steps/step.ts";
import type { Resampling } from "./resampled.ts";
import { resampledTargets } from "./resampled-targets.ts";

/** The parts of a study's context that doing it over takes; a thread of its own gets them as plain data. */
export type ResamplingContext = Pick<StepContext, "study" | "drawnFrom" | "model" | "seed">;

/** Terms of the result; those of the event study are its own. */
export const RESAMPLED_TERMS = {
  baseline: "did",
  indexHeld: "did:index-held",
  psmDid: "psm-did",
  weighting: "weighted-did",
} as const;

/**
 * The whole way from raw columns to the effect: on each sample columns are transformed and the index is built anew,
 * then matched or weighted on and regressed. Beside it the effect on the index as it was built on all the data: what
 * lies between their errors is what the index adds.
 */
export function studyStatistic({ study, model }: ResamplingContext, step: Resampling): PanelStatistic {
  const { index, steps } = study;
  const { eventStudy: _, ...weigh } = steps.weighting ?? {};
  const of = new Set(resampledTargets(study, step));
  const { anew } = splitTransforms(study);
  const build = (held: Panel) =>
    index ? withPanelColumn(held, index.name, compositeIndex(held, indexOptions(index)).column) : held;
  const effect = (panel: Panel, term: string) => () => effectAs(term, twfe(panel, model).estimates);
  return (drawn) => {
    const held = applyTransforms(drawn, anew);
    const panel = build(held);
    return jointEstimates([
      ...(of.has("baseline") ? [effect(panel, RESAMPLED_TERMS.baseline)] : []),
      ...(of.has("baseline") && index ? [effect(held, RESAMPLED_TERMS.indexHeld)] : []),
      ...(of.has("psmDid")
        ? [() => effectAs(RESAMPLED_TERMS.psmDid, psmEffect(panel, { ...model, ...steps.psmDid }))]
        : []),
      ...(of.has("weighting")
        ? [() => effectAs(RESAMPLED_TERMS.weighting, weightedEffect(panel, { ...model, ...weigh }))]
        : []),
      ...(of.has("eventStudy")
        ? [
            () =>
              eventStudy(panel, { ...model, ...steps.eventStudy }).estimates.filter((row) => !row.reference),
          ]
        : []),
    ]);
  };
}

function effectAs(
  term: string,
  rows: readonly { readonly term: string; readonly estimate: number | null }[],
) {
  return rows.flatMap((row) => (row.term === "did" ? [{ term, estimate: row.estimate }] : []));
}
