import { type Panel, withPanelColumn } from "@ceteris/core";
import {
  type BootstrapOptions,
  eventStudy,
  jointEstimates,
  type PanelStatistic,
  psmEffect,
  twfe,
  weightedEffect,
} from "@ceteris/did";
import { compositeIndex } from "@ceteris/index";
import type { StudyContext } from "../context.ts";
import { indexOptions } from "../index-options.ts";
import { bootstrapTargets } from "./targets.ts";

/** The parts of a study's context that its bootstrap needs; a thread of its own gets them as plain data. */
export type BootstrapContext = Pick<StudyContext, "study" | "panel" | "model" | "seed">;

/** Terms of the result; those of the event study are its own. */
export const BOOTSTRAP_TERMS = {
  baseline: "did",
  indexHeld: "did:index-held",
  psmDid: "psm-did",
  weighting: "weighted-did",
} as const;

/**
 * The whole way from raw columns to the effect: the index is built anew on each draw, then matched or weighted
 * on and regressed. Beside it the effect on the index as it was built on all the data: what lies between their
 * errors is what the index adds.
 */
export function bootstrapStatistic({ study, model }: BootstrapContext): PanelStatistic {
  const { index, steps } = study;
  const { eventStudy: _, ...weigh } = steps.weighting ?? {};
  const of = new Set(bootstrapTargets(study));
  const build = (drawn: Panel) =>
    index ? withPanelColumn(drawn, index.name, compositeIndex(drawn, indexOptions(index)).column) : drawn;
  const effect = (panel: Panel, term: string) => () => effectAs(term, twfe(panel, model).estimates);
  return (drawn) => {
    const panel = build(drawn);
    return jointEstimates([
      ...(of.has("baseline") ? [effect(panel, BOOTSTRAP_TERMS.baseline)] : []),
      ...(of.has("baseline") && index ? [effect(drawn, BOOTSTRAP_TERMS.indexHeld)] : []),
      ...(of.has("psmDid")
        ? [() => effectAs(BOOTSTRAP_TERMS.psmDid, psmEffect(panel, { ...model, ...steps.psmDid }))]
        : []),
      ...(of.has("weighting")
        ? [() => effectAs(BOOTSTRAP_TERMS.weighting, weightedEffect(panel, { ...model, ...weigh }))]
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

/** Options of `pairsBootstrap`: clusters of the model's errors unless the study names others. */
export function bootstrapOptions({ study, panel, model, seed }: BootstrapContext): BootstrapOptions {
  const { of: _of, ...asked } = study.steps.bootstrap ?? {};
  const clusters = model.covariance?.by ?? [];
  const own = clusters.length === 1 && panel.table.columns.has(clusters[0]!) ? clusters[0] : undefined;
  return { by: own, level: model.level, ...asked, seed };
}
