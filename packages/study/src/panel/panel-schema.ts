import { MERGED_CHOICES } from "@ceteris/data";
import { z } from "zod";

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
  file: name.describe("Path from this file"),
  sheet: z.union([name, z.number().int().positive()]).optional(),
  headerRow: z.number().int().positive().optional(),
  missing: z.array(z.union([name, z.number()])).optional(),
  decimal: z.enum([".", ","]).optional(),
  where: z.string().optional(),
  unit: name.describe("Column of names or codes"),
  time: name.optional().describe("Column of periods"),
  period: year.optional().describe("The one period of the table"),
  columns: z.record(z.string().min(1), z.union([name, source])),
});

/** The file of `ceteris panel`. Every object refuses keys it does not know. */
export const panelRecipeSchema = z.strictObject({
  unit: name.describe("Name of the panel's column of units"),
  time: name.describe("Name of the panel's column of periods"),
  divisions: z
    .strictObject({
      vintage: year.min(2000).max(2023).describe("Year whose divisions the panel is made of"),
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
  derive: z.record(z.string().min(1), z.union([name, z.strictObject({ where: name })])).optional(),
  columns: z.array(name).min(1).optional().describe("Columns of the panel, in order"),
  output: name.optional().describe("File of the panel; path from this file"),
  log: name.optional().describe("File of the log; path from this file"),
});

export type PanelRecipeFile = z.infer<typeof panelRecipeSchema>;
