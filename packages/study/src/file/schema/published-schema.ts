import { z } from "zod";
import { label } from "./words.ts";

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
