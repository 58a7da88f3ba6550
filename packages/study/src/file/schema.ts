import { TRANSFORM_CHOICES, TRANSFORM_OPTIONS } from "@ceteris/data";
import {
  COVARIANCE_CHOICES,
  HONEST_CHOICES,
  MATCHING_CHOICES,
  PANEL_MATCH_CHOICES,
  PLACEBO_CHOICES,
  RESAMPLING_CHOICES,
  WEIGHTING_CHOICES,
} from "@ceteris/did";
import { INDEX_CHOICES } from "@ceteris/index";
import { z } from "zod";
import { FORMAT_CHOICES } from "../output/formats.ts";
import { RESAMPLED } from "../resampling/targets.ts";

const label = z.union([z.string(), z.strictObject({ en: z.string(), zh: z.string() })], {
  error: "expected a text, or an object with one text for en and one for zh",
});
const period = z.union([z.number(), z.string()], { error: "expected a period: a number or a text" });
const columnName = z.string().min(1);
const columns = z.array(columnName);

const treatment = z
  .strictObject({
    treat: columnName.optional(),
    group: columnName.optional(),
    start: period.optional(),
    cohort: columnName.optional(),
  })
  .superRefine((given, context) => {
    const ways = [given.treat, given.group, given.cohort].filter((w) => w !== undefined).length;
    const startFits = (given.start !== undefined) === (given.group !== undefined);
    if (ways === 1 && startFits) return;
    context.addIssue({
      code: "custom",
      message: "give exactly one of treat, cohort, or group together with start",
    });
  });

const quantile = z.literal(TRANSFORM_CHOICES.quantile, {
  error: `expected one of ${TRANSFORM_CHOICES.quantile.join(", ")}`,
});
/** One flat object, so that a misspelt key is told with its nearest; `verb` says which of the others it may have. */
const transform = z
  .strictObject({
    verb: z.enum(TRANSFORM_CHOICES.verb),
    columns: columns.min(1),
    as: columnName.optional().describe("Name of the new column; * stands for the old one's"),
    by: columns.min(1).optional().describe("Columns within whose levels a statistic is taken"),
    lower: z.number().min(0).max(1).optional(),
    upper: z.number().min(0).max(1).optional(),
    quantile: quantile.optional().describe("Definition of a quantile, as numbered by Hyndman and Fan"),
    periods: z.number().int().min(1).optional(),
    zeros: z.enum(TRANSFORM_CHOICES.zeros).optional(),
    add: z.number().positive().optional(),
    index: columnName.optional(),
    base: period.optional(),
    kind: z.enum(TRANSFORM_CHOICES.kind).optional(),
    ties: z.enum(TRANSFORM_CHOICES.ties).optional(),
    order: z.enum(TRANSFORM_CHOICES.order).optional(),
  })
  .superRefine((given, context) => {
    const { verb, columns: _columns, as: _as, ...options } = given;
    const complain = (message: string, path: string[]) => context.addIssue({ code: "custom", message, path });
    const taken: readonly string[] = TRANSFORM_OPTIONS[verb];
    for (const key of Object.keys(options)) {
      if (taken.includes(key)) continue;
      complain(taken.length > 0 ? `${verb} takes ${taken.join(", ")}` : `${verb} takes no options`, [key]);
    }
    if (verb === "deflate" && (given.index === undefined || given.base === undefined)) {
      complain("deflate needs index, the column of prices, and base, a period", []);
    }
  });

const indicator = z.strictObject({
  name: columnName,
  label: label.optional(),
  direction: z.enum(["positive", "negative"]),
  dimension: label.optional(),
  group: label.optional(),
  weight: z.number().nonnegative().optional(),
  unit: z.string().optional(),
});

const index = z.strictObject({
  name: columnName.describe("Column that receives the scores; the outcome of the model may name it"),
  label: label.optional(),
  method: z.enum(INDEX_CHOICES.method).optional(),
  preset: z.enum(INDEX_CHOICES.preset).optional(),
  normalise: z.enum(INDEX_CHOICES.normalise).optional(),
  range: z.enum(INDEX_CHOICES.range).optional(),
  baseYear: period.optional(),
  zero: z
    .union([z.enum(INDEX_CHOICES.zero), z.strictObject({ shift: z.number().positive() })], {
      error: "expected limit, shift-nonpositive, or an object with a positive shift",
    })
    .optional(),
  weights: z.enum(INDEX_CHOICES.weights).optional(),
  logBase: z.enum(INDEX_CHOICES.logBase).optional(),
  hierarchy: z.enum(INDEX_CHOICES.hierarchy).optional(),
  aggregate: z.enum(INDEX_CHOICES.aggregate).optional(),
  indicators: z.array(indicator).min(1),
});

const model = z.strictObject({
  outcome: columnName,
  controls: columns.optional(),
  fixedEffects: columns.optional(),
  weights: columnName.optional(),
  vcov: z.enum([...COVARIANCE_CHOICES.type, "hetero"]).optional(),
  cluster: columns.min(1).optional(),
  dkLags: z.number().int().nonnegative().optional().describe("Lags of driscoll-kraay"),
  latitude: columnName.optional().describe("Degrees north, for conley"),
  longitude: columnName.optional().describe("Degrees east, for conley"),
  cutoff: z
    .number()
    .positive()
    .optional()
    .describe("Distance in km beyond which errors are uncorrelated, for conley"),
  ssc: z.enum(COVARIANCE_CHOICES.smallSample).optional(),
  level: z.number().gt(0).lt(1).optional(),
});

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

const formats = z.strictObject({
  tables: z.array(z.enum(FORMAT_CHOICES.tables)).optional(),
  charts: z.array(z.enum(FORMAT_CHOICES.charts)).optional(),
  report: z
    .array(z.enum(FORMAT_CHOICES.report))
    .optional()
    .describe("Beside index.html: report.docx, and tables.xlsx with a worksheet for each table"),
});

/** The study file. Every object refuses keys it does not know. */
export const studySchema = z.strictObject({
  title: label.optional(),
  data: z.strictObject({
    file: z.string().min(1).describe("Path from the study file"),
    dictionary: z.string().optional().describe("CSV with column, label_en and label_zh"),
    where: z.string().optional().describe("Rows to keep"),
    text: columns
      .optional()
      .describe("Columns to read as text, whatever they look like; of labelled values the labels"),
    number: columns
      .optional()
      .describe("Columns to read as numbers, whatever they look like; of dates the counts"),
    missing: z
      .array(z.union([z.string().min(1), z.number()]))
      .optional()
      .describe("Further texts or numbers that mark a missing value"),
    decimal: z.enum([".", ","]).optional().describe("Decimal mark of numbers in text"),
    sheet: z
      .union([z.string().min(1), z.number().int().positive()])
      .optional()
      .describe("Sheet of a workbook, or file of a zip archive"),
    headerRow: z.number().int().positive().optional().describe("Row that names the columns"),
  }),
  panel: z.strictObject({ unit: columnName, time: columnName, treatment }),
  transform: z
    .array(transform)
    .optional()
    .describe("New columns, made one after the other, before the index"),
  index: index.optional(),
  model,
  steps: z.strictObject({
    describe: describeStep.nullish(),
    baseline: baselineStep.nullish(),
    eventStudy: eventStudyStep.nullish(),
    placebo: placeboStep.nullish(),
    honest: honestStep.nullish(),
    leaveOneOut: leaveOneOutStep.nullish(),
    psmDid: psmDidStep.nullish(),
    panelMatch: panelMatchStep.nullish(),
    weighting: weightingStep.nullish(),
    bootstrap: bootstrapStep.nullish(),
    jackknife: jackknifeStep.nullish(),
  }),
  labels: z.record(z.string(), label).optional(),
  published: z.string().optional().describe("Printed figures to compare with; path from the study file"),
  output: z.string().optional().describe("Folder of the results; path from the study file"),
  formats: formats.optional(),
  fonts: z
    .array(z.string())
    .optional()
    .describe("Font files for PNG, PDF and Word, used before all others; paths from the study file"),
  seed: z.number().int().nonnegative().optional(),
});

export type Study = z.infer<typeof studySchema>;

const tolerance = z
  .union([z.number().nonnegative(), z.string().regex(/^\d+(\.\d+)?%$/)], {
    error: "expected a number from 0 on, or per cent as in 2%",
  })
  .optional()
  .describe(
    "How far a figure may lie from the printed one and still count as near: absolute, or in per cent",
  );

/** A list of printed figures, table by table; a figure's own tolerance goes before its table's. */
export const publishedSchema = z.strictObject({
  source: label,
  tables: z.array(
    z.strictObject({
      id: z.string(),
      title: label,
      tolerance,
      scale: z
        .number()
        .optional()
        .describe("Printed figures are this many times the results', as 100 for per cent"),
      figures: z.array(z.strictObject({ item: label, at: z.string(), printed: z.string(), tolerance })),
    }),
  ),
});

export type Published = z.infer<typeof publishedSchema>;
export type PublishedTable = Published["tables"][number];

/** An index specification of its own: the same keys, the name of the scores left out. */
export const indicatorsSchema = z.array(indicator).min(1);
export const indexSpecSchema = index.partial({ name: true });
