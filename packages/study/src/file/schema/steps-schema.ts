import {
  ATT_GT_CHOICES,
  EFFECT_ESTIMATORS,
  type EffectEstimator,
  ETWFE_CHOICES,
  HONEST_CHOICES,
  MATCHING_CHOICES,
  PANEL_MATCH_CHOICES,
  PLACEBO_CHOICES,
  RESAMPLING_CHOICES,
  SYNTHETIC_DID_CHOICES,
  WEIGHTING_CHOICES,
} from "@ceteris/did";
import { z } from "zod";
import { RESAMPLED } from "../../resampling/resampled.ts";
import { columnName, columns, period } from "./words.ts";

const describeStep = z.strictObject({ columns: columns.optional() });
const baselineStep = z.strictObject({
  stepwise: z.boolean().optional().describe("Add the controls one at a time, one model for each"),
  alsoCluster: columns.optional().describe("Cluster levels to report the last model under as well"),
});
const eventStudyStep = z.strictObject({
  base: z.number().int().optional(),
  leads: z.number().int().min(1).optional(),
  lags: z.number().int().min(0).optional(),
  equivalence: z
    .number()
    .positive()
    .optional()
    .describe("Largest effect before treatment that would not matter, in units of the outcome"),
});
const baseEvent = z.number().int().optional();
const estimatorSettings = z.strictObject({
  twfe: z
    .strictObject({
      base: baseEvent,
      leads: z.number().int().min(1).optional(),
      lags: z.number().int().min(0).optional(),
    })
    .optional(),
  "att-gt": z
    .strictObject({
      control: z.enum(ATT_GT_CHOICES.control).optional(),
      method: z.enum(ATT_GT_CHOICES.method).optional(),
      base: z.enum(ATT_GT_CHOICES.base).optional(),
      anticipation: z.number().nonnegative().optional(),
      bootstrap: z.number().int().nonnegative().max(10_000_000).optional(),
    })
    .optional(),
  sunab: z.strictObject({ base: baseEvent }).optional(),
  imputation: z
    .strictObject({
      leads: z.number().int().min(1).optional().describe("Event times before treatment to test"),
      leaveOneOut: z.boolean().optional(),
    })
    .optional(),
  stacked: z
    .strictObject({
      before: z.number().positive().optional(),
      after: z.number().nonnegative().optional(),
      base: baseEvent,
    })
    .optional(),
  etwfe: z
    .strictObject({
      control: z.enum(ETWFE_CHOICES.control).optional(),
      effects: z.enum(ETWFE_CHOICES.effects).optional(),
      average: z.enum(ETWFE_CHOICES.average).optional(),
      base: baseEvent,
    })
    .optional(),
  sdid: z
    .strictObject({
      variance: z.enum(SYNTHETIC_DID_CHOICES.variance).optional(),
      draws: z.number().int().min(2).max(10_000_000).optional(),
    })
    .optional(),
});
/** Two-way fixed effects, and three that differ in what they compare. */
export const USUAL_ESTIMATORS = [
  "twfe",
  "att-gt",
  "sunab",
  "imputation",
] as const satisfies EffectEstimator[];

const staggeredStep = z
  .strictObject({
    estimators: z
      .array(z.enum(EFFECT_ESTIMATORS))
      .min(1)
      .optional()
      .describe("Set side by side, in this order"),
    settings: estimatorSettings.optional().describe("Options of single estimators"),
  })
  .superRefine(({ estimators = USUAL_ESTIMATORS, settings = {} }, context) => {
    const named: readonly string[] = estimators;
    for (const name of Object.keys(settings).filter((key) => !named.includes(key)))
      context.addIssue({
        code: "custom",
        message: "it is not among the estimators of this step",
        path: ["settings", name],
      });
  });
const placeboStep = z.strictObject({
  draws: z.number().int().min(1).max(10_000_000).optional(),
  mode: z.enum(PLACEBO_CHOICES.mode).optional(),
  assign: columnName.optional(),
  strata: columns.optional().describe("Columns in whose levels treatment was assigned separately"),
  alternative: z.enum(PLACEBO_CHOICES.alternative).optional(),
  studentised: z.boolean().optional().describe("Whether each draw has a t statistic of its own"),
});
const resampled = z
  .array(z.enum(RESAMPLED))
  .min(1)
  .optional()
  .describe("What is estimated on each sample; default: baseline, and psmDid if the study matches");
const bootstrapStep = z.strictObject({
  draws: z.number().int().min(2).max(1_000_000).optional(),
  by: columnName
    .optional()
    .describe("Clusters drawn whole; default: those of the model's errors, or the unit"),
  strata: columnName.optional().describe("Column within whose levels clusters are drawn"),
  interval: z.enum(RESAMPLING_CHOICES.interval).optional(),
  of: resampled,
});
const jackknifeStep = z.strictObject({
  by: columnName
    .optional()
    .describe("Clusters left out in turn; default: those of the model's errors, or the unit"),
  centre: z.enum(RESAMPLING_CHOICES.centre).optional().describe("What the squares are taken around"),
  of: resampled,
});
const honestStep = z.strictObject({
  type: z.enum(HONEST_CHOICES.type).optional(),
  m: z.array(z.number().nonnegative()).min(1).optional().describe("Sizes of violation"),
  restrict: z
    .enum(HONEST_CHOICES.restrict)
    .optional()
    .describe("Sign or direction of the difference in trends after treatment"),
  method: z.enum(HONEST_CHOICES.method).optional().describe("How intervals are made"),
  target: z.union([z.enum(["first", "average"]), z.number().int().nonnegative()]).optional(),
});
const leaveOneOutStep = z.strictObject({
  by: z.string().optional().describe("Column whose levels are left out; default: the unit"),
  share: z
    .number()
    .positive()
    .optional()
    .describe("Share of the estimate that one may move without a warning"),
  refits: z.number().int().nonnegative().optional().describe("How many standard errors without one"),
});
const psmDidStep = z.strictObject({
  design: z.enum(MATCHING_CHOICES.design).optional(),
  baseline: period.optional(),
  link: z.enum(MATCHING_CHOICES.link).optional(),
  match: z.enum(MATCHING_CHOICES.match).optional(),
  caliper: z.number().positive().optional(),
  caliperSd: z.number().positive().optional(),
  ratio: z.number().int().min(1).optional(),
  replace: z.boolean().optional(),
  kernel: z.enum(MATCHING_CHOICES.kernel).optional(),
  bandwidth: z.number().positive().optional(),
  exact: columns.min(1).optional(),
  coarsen: z
    .record(z.string(), z.union([z.number().int().min(1), z.array(z.number()).min(1)]))
    .optional()
    .describe("Bins, or cut points, of a column (cem)"),
  common: z.boolean().optional(),
  trim: z.union([z.literal("crump"), z.number().positive().lt(0.5)]).optional(),
  refit: z.boolean().optional().describe("Fit the score again after trimming"),
  trimThin: z.number().positive().lt(1).optional(),
  matchOn: columns.min(1).optional(),
  didSample: z.enum(MATCHING_CHOICES.didSample).optional(),
  standardDeviation: z.enum(MATCHING_CHOICES.standardDeviation).optional(),
  compare: z.boolean().optional().describe("Put all designs side by side"),
});
const panelMatchStep = z.strictObject({
  history: z.number().int().min(1).optional().describe("Periods before treatment whose paths are compared"),
  after: z.number().int().nonnegative().optional(),
  matchOn: columns.min(1).optional(),
  refine: z.enum(PANEL_MATCH_CHOICES.refine).optional(),
  ratio: z.number().int().min(1).optional(),
  laterTreated: z.boolean().optional(),
});
const weightingStep = z.strictObject({
  method: z.enum(WEIGHTING_CHOICES.method).optional(),
  estimand: z.enum(WEIGHTING_CHOICES.estimand).optional(),
  weightOn: columns.min(1).optional(),
  design: z.enum(WEIGHTING_CHOICES.design).optional(),
  baseline: period.optional(),
  link: z.enum(WEIGHTING_CHOICES.link).optional(),
  moments: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  trim: z.union([z.literal("crump"), z.number().positive().lt(0.5)]).optional(),
  cap: z.number().gt(0.5).lt(1).optional().describe("Quantile at which weights are cut"),
  standardDeviation: z.enum(WEIGHTING_CHOICES.standardDeviation).optional(),
  eventStudy: z.boolean().optional().describe("Also an event study under the weights"),
});

/** What a study may do; a step without settings may be left empty. */
export const stepsSchema = z
  .strictObject({
    describe: describeStep.nullish(),
    baseline: baselineStep.nullish(),
    eventStudy: eventStudyStep.nullish(),
    staggered: staggeredStep.nullish(),
    placebo: placeboStep.nullish(),
    honest: honestStep.nullish(),
    leaveOneOut: leaveOneOutStep.nullish(),
    psmDid: psmDidStep.nullish(),
    panelMatch: panelMatchStep.nullish(),
    weighting: weightingStep.nullish(),
    bootstrap: bootstrapStep.nullish(),
    jackknife: jackknifeStep.nullish(),
  })
  .refine((given) => Object.keys(given).length > 0, "it names no step");
