import type { StudyContext } from "../context.ts";
import type { StepName } from "../results.ts";
import { baselineStep } from "./baseline.ts";
import { describeStep } from "./describe.ts";
import { eventStudyStep } from "./event-study.ts";
import { honestStep } from "./honest.ts";
import { placeboStep } from "./placebo.ts";
import { psmDidStep } from "./psm-did.ts";

/** Every step a study can name, in the order they run and are reported. */
export const STEPS: Readonly<Record<StepName, (context: StudyContext) => unknown>> = {
  describe: describeStep,
  baseline: baselineStep,
  eventStudy: eventStudyStep,
  honest: honestStep,
  placebo: placeboStep,
  psmDid: psmDidStep,
};
