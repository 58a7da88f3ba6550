import { eventStudy, rebaseEventStudy, reviewPretrend } from "@ceteris/did";
import type { EventStudyResults } from "../results.ts";
import type { StepContext } from "./step.ts";

/** The last period before treatment: the base that leaves every lead and lag to be seen. */
const LAST_PRE = -1;

export function eventStudyStep({ study, panel, model }: StepContext): EventStudyResults {
  const { equivalence, ...asked } = study.steps.eventStudy ?? {};
  const declared = eventStudy(panel, { ...model, ...asked });
  const other = (asked.base ?? LAST_PRE) !== LAST_PRE;
  return {
    declared,
    lastPre: other ? rebaseEventStudy(declared, LAST_PRE) : null,
    pretrendReview: reviewPretrend(declared, { threshold: equivalence }),
  };
}
