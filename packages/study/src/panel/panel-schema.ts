import { DIVISION_YEARS, LEVEL_CHOICES, MERGED_CHOICES, TRANSFORM_CHOICES } from "@ceteris/data";
import { z } from "zod";
import { transformOptions, transformProblems } from "../file/schema/transform-schema.ts";

const name = z.string().min(1);
const year = z.number().int();

const source = z.strictObject({
  from: name.describe("Column of the table; * stands for the year where years stand side by side"),
  unit: name.optional().describe("Unit of measurement in the table"),
  to: name.optional().describe("Unit in the panel"),
  round: z.number().int().min(0).max(15).optional(),
  additive: z.boolean().optional().describe("Two cities that merged have the sum"),
});

const table = z.strictObject({
  file: z.union([name, z.array(name).min(1)]).describe("Path from this file, or several of one layout"),
  sheet: z.union([name, z.number().int().positive()]).optional(),
  headerRow: z.number().int().positive().optional(),
  missing: z.array(z.union([name, z.number()])).optional(),
  decimal: z.enum([".", ","]).optional(),
  encoding: name.optional(),
  where: z.string().optional(),
  unit: name.optional().describe("Column of names or codes"),
  unitName: name.optional().describe("The one unit of the table"),
  fillDown: z.boolean().optional().describe("An empty name is that of the row above"),
  headerRows: z.number().int().min(1).max(5).optional().describe("Rows of names of columns"),
  time: name.optional().describe("Column of periods"),
  period: year.optional().describe("The one period of the table"),
  transpose: z.boolean().optional().describe("Units stand side by side"),
  columns: z
    .record(z.string().min(1), z.union([name, source]))
    .refine(
      (columns) => Object.keys(columns).length > 0,
      "expected a column of the panel and where it comes from",
    ),
});

/** One flat object, as that of a transform: a condition alone, or a verb with its column and options. */
const derivedObject = z
  .strictObject({
    where: name.optional().describe("1 where it holds, 0 elsewhere"),
    verb: z.enum(TRANSFORM_CHOICES.verb).optional(),
    column: name.optional().describe("Column that the verb is applied to"),
    ...transformOptions,
  })
  .superRefine(({ where, verb, column, ...options }, context) => {
    const complain = (message: string, path: string[]) => context.addIssue({ code: "custom", message, path });
    if (where !== undefined && verb === undefined && column === undefined) {
      for (const key of Object.keys(options)) complain("a condition takes no options", [key]);
    } else if (where !== undefined) complain("give where, or verb and column, not both", ["where"]);
    else if (verb === undefined || column === undefined) {
      complain("expected a formula; or where, a condition; or verb and column, a transform", []);
    } else transformProblems(verb, options, complain);
  });
const derived = z.union([name, derivedObject]);

/** The file of `ceteris panel`. Every object refuses keys it does not know. */
export const panelRecipeSchema = z.strictObject({
  unit: name.describe("Name of the panel's column of units"),
  time: name.describe("Name of the panel's column of periods"),
  divisions: z
    .strictObject({
      vintage: year
        .min(DIVISION_YEARS[0])
        .max(DIVISION_YEARS[1])
        .describe("Year whose divisions the panel is made of"),
      level: z.enum(LEVEL_CHOICES).optional(),
      merged: z.enum(MERGED_CHOICES).optional(),
      province: name.optional(),
      code: name.optional(),
    })
    .optional(),
  periods: z.tuple([year, year]).optional().describe("First and last period"),
  frame: z.strictObject({ file: name, unit: name }).optional().describe("Units of the panel, in order"),
  tables: z.array(table).min(1),
  interpolate: z
    .array(z.strictObject({ columns: z.array(name).min(1), most: z.number().int().min(1).optional() }))
    .optional(),
  derive: z.record(z.string().min(1), derived).optional(),
  columns: z.array(name).min(1).optional().describe("Columns of the panel, in order"),
  output: name.optional().describe("File of the panel; path from this file"),
  log: name.optional().describe("File of the log; path from this file"),
  cells: name.optional().describe("File of the origin of every cell; path from this file"),
});

export type PanelRecipeFile = z.infer<typeof panelRecipeSchema>;
