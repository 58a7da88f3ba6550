import { psmDesigns, psmDid } from "@ceteris/did";
import type { PsmDidStep } from "../results.ts";
import type { StepContext } from "./step.ts";

/** The match and its DID; where the study asks to compare, all designs side by side as well. */
export function psmDidStep({ study, panel, model }: StepContext): PsmDidStep {
  const { compare = false, ...own } = study.steps.psmDid ?? {};
  const { design: _, ...others } = own;
  return {
    ...psmDid(panel, { ...model, ...own }),
    designs: compare ? psmDesigns(panel, { ...model, ...others }) : null,
  };
}
