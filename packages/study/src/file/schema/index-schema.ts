import { INDEX_CHOICES } from "@ceteris/index";
import { z } from "zod";
import { columnName, label, period } from "./words.ts";

const indicator = z.strictObject({
  name: columnName,
  label: label.optional(),
  direction: z.enum(["positive", "negative"]),
  dimension: label.optional(),
  group: label.optional(),
  weight: z.number().nonnegative().optional(),
  unit: z.string().optional(),
});

export const indexSchema = z.strictObject({
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

/** An index specification of its own: the same keys, the name of the scores left out. */
export const indicatorsSchema = z.array(indicator).min(1);
export const indexSpecSchema = indexSchema.partial({ name: true });
