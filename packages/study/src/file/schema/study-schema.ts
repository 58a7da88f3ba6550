import { COVARIANCE_CHOICES } from "@ceteris/did";
import { z } from "zod";
import { FORMAT_CHOICES } from "../../output/formats.ts";
import { indexSchema } from "./index-schema.ts";
import { stepsSchema } from "./steps-schema.ts";
import { tablesFaults, tablesSchema } from "./tables-schema.ts";
import { transformSchema } from "./transform-schema.ts";
import { columnName, columns, label, period } from "./words.ts";

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

const formats = z.strictObject({
  tables: z.array(z.enum(FORMAT_CHOICES.tables)).optional(),
  charts: z.array(z.enum(FORMAT_CHOICES.charts)).optional(),
  theme: z.enum(FORMAT_CHOICES.theme).optional().describe("Look of the files of charts"),
  report: z
    .array(z.enum(FORMAT_CHOICES.report))
    .optional()
    .describe("Beside index.html: report.docx, and tables.xlsx with a worksheet for each table"),
});

/** The study file. Every object refuses keys it does not know. */
export const studySchema = z
  .strictObject({
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
      encoding: z.string().min(1).optional().describe("Encoding of text, such as big5"),
      sheet: z
        .union([z.string().min(1), z.number().int().positive()])
        .optional()
        .describe("Sheet of a workbook, or file of a zip archive"),
      headerRow: z.number().int().positive().optional().describe("Row that names the columns"),
    }),
    panel: z.strictObject({ unit: columnName, time: columnName, treatment }),
    transform: z
      .array(transformSchema)
      .optional()
      .describe("New columns, made one after the other, before the index"),
    index: indexSchema.optional(),
    model,
    steps: stepsSchema,
    labels: z.record(z.string(), label).optional(),
    published: z.string().optional().describe("Printed figures to compare with; path from the study file"),
    output: z.string().optional().describe("Folder of the results; path from the study file"),
    tables: tablesSchema.optional(),
    formats: formats.optional(),
    fonts: z
      .array(z.string())
      .optional()
      .describe("Font files for PNG, PDF and Word, used before all others; paths from the study file"),
    seed: z.number().int().nonnegative().optional(),
  })
  .superRefine(({ panel, transform = [], model, steps, tables = {} }, context) => {
    const stepwise = steps.baseline?.stepwise ?? true;
    for (const { path, message } of tablesFaults(tables, model.controls ?? [], stepwise)) {
      context.addIssue({ code: "custom", message, path: ["tables", ...path] });
    }
    const { unit, time, treatment } = panel;
    const own = new Set([unit, time, treatment.treat, treatment.group, treatment.cohort]);
    transform.forEach(({ columns, as }, k) => {
      const replaced = columns
        .map((column) => as?.replaceAll("*", () => column))
        .find((name) => own.has(name));
      if (as === undefined || replaced === undefined) return;
      const message = `this would replace “${replaced}”, which the panel is made of`;
      context.addIssue({ code: "custom", message, path: ["transform", k, "as"] });
    });
  });

export type Study = z.infer<typeof studySchema>;
