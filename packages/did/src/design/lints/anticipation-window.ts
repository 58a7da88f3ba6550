import { briefNumber, CeterisError, type EventStudyResult, type Warning, waldTest } from "@ceteris/core";
import { combineEffects } from "../../event-study/combine-effects.ts";
import { rebaseEventStudy } from "../../event-study/rebase-event-study.ts";
import type { DesignContext } from "./design-context.ts";

const SIZE = 0.05;

/** ANTICIPATION_WINDOW: flat leads, but a step in the last period before treatment: it seems to begin there. */
export function anticipationWindow({ eventStudy }: DesignContext): readonly Warning[] {
  const study = eventStudy && fromLastPre(eventStudy);
  if (!study) return [];
  const leads = study.estimates.filter((row) => row.eventTime < 0 && !row.reference);
  if (leads.length < 2 || leads.some((row) => row.estimate === null || row.stdError === null)) return [];
  const step = combineEffects(
    study,
    "step",
    leads.map(({ eventTime }) => ({ eventTime, weight: -1 / leads.length })),
  );
  const flat = equalLeads(study, leads);
  if (step.pValue === null || step.pValue >= SIZE || !flat || flat.pValue < SIZE) return [];
  return [
    {
      code: "ANTICIPATION_WINDOW",
      message: `The last period before treatment (event time −1) differs from the mean of the ${leads.length} before it by ${briefNumber(step.estimate!)} (p = ${briefNumber(step.pValue, 2)}), while these do not differ from each other (p = ${briefNumber(flat.pValue, 2)}): the effect seems to begin before treatment does, and event time −1 is part of it. Date treatment from its announcement, or take −2 as base, and report both. See Callaway and Sant'Anna (2021) on limited anticipation, Ashenfelter and Card (1985) on dips before treatment.`,
      details: { nLeads: leads.length, step: step.estimate, pValue: step.pValue, equalLeads: flat },
    },
  ];
}

/** Test that all leads are equal. */
function equalLeads(study: EventStudyResult, leads: EventStudyResult["estimates"]) {
  const { terms, matrix } = study.vcov;
  const at = leads.map((row) => terms.indexOf(row.term));
  if (at.some((i) => i < 0)) return null;
  const [first, ...others] = at as [number, ...number[]];
  const v = (i: number, j: number) => matrix[i]![j]!;
  const differences = leads.slice(1).map((row) => row.estimate! - leads[0]!.estimate!);
  const covariance = others.flatMap((i) =>
    others.map((j) => v(i, j) - v(i, first) - v(first, j) + v(first, first)),
  );
  return waldTest(
    differences,
    covariance,
    differences.map((_, i) => i),
    leads[0]!.dof,
  );
}

function fromLastPre(study: EventStudyResult): EventStudyResult | null {
  try {
    return rebaseEventStudy(study, -1);
  } catch (error) {
    if (error instanceof CeterisError) return null;
    throw error;
  }
}
