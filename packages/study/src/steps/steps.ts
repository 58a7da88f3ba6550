import type { StepName } from "../results.ts";
import { baselineStep } from "./baseline.ts";
import { bootstrapStep } from "./bootstrap.ts";
import { describeStep } from "./describe.ts";
import { eventStudyStep } from "./event-study.ts";
import { honestStep } from "./honest.ts";
import { jackknifeStep } from "./jackknife.ts";
import { leaveOneOutStep } from "./leave-one-out.ts";
import { panelMatchStep } from "./panel-match.ts";
import { placeboStep } from "./placebo.ts";
import { psmDidStep } from "./psm-did.ts";
import { staggeredStep } from "./staggered.ts";
import type { Step } from "./step.ts";
import { weightingStep } from "./weighting.ts";

/** Every step a study can name, in the order they run and are reported. */
export const STEPS: Readonly<Record<StepName, Step>> = {
  describe: describeStep,
  baseline: baselineStep,
  eventStudy: eventStudyStep,
  staggered: staggeredStep,
  honest: honestStep,
  placebo: placeboStep,
  leaveOneOut: leaveOneOutStep,
  psmDid: psmDidStep,
  panelMatch: panelMatchStep,
  weighting: weightingStep,
  bootstrap: bootstrapStep,
  jackknife: jackknifeStep,
};
