import { BRACKET_CHOICES, STATISTIC_CHOICES } from "@ceteris/report";
import { z } from "zod";
import { columns, label } from "./words.ts";

/** How estimates are printed. */
export const tablesSchema = z.strictObject({
  digits: z.number().int().min(0).max(10).optional().describe("Decimals of estimates"),
  bracket: z
    .enum([...BRACKET_CHOICES, "none"])
    .optional()
    .describe("What stands in brackets under a coefficient"),
  stars: z
    .array(z.number().positive().max(1))
    .max(4)
    .optional()
    .describe("Levels of significance that have stars, such as [0.1, 0.05, 0.01]; [] for none"),
  terms: columns.optional().describe("Coefficients to show, in this order; the others are told as controls"),
  omit: columns.optional().describe("Coefficients not to show"),
  statistics: z.array(z.enum(STATISTIC_CHOICES)).optional().describe("Rows below the coefficients"),
  rows: z
    .array(
      z.strictObject({
        label,
        values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null(), label])).min(1),
      }),
    )
    .optional()
    .describe("Rows of your own in the table of the baseline, a value for each of its columns"),
});

type Tables = z.infer<typeof tablesSchema>;

interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the model has no coefficient for, and rows that do not fit the columns of the baseline. */
export function tablesFaults(tables: Tables, controls: readonly string[], stepwise: boolean): Fault[] {
  const terms = ["did", ...controls];
  const strangers = (["terms", "omit"] as const).flatMap((key) =>
    (tables[key] ?? []).flatMap((term, k) =>
      terms.includes(term)
        ? []
        : [{ path: [key, k], message: `there is no coefficient of “${term}”, only of ${terms.join(", ")}` }],
    ),
  );
  const nColumns = stepwise ? terms.length : 1;
  const unfit = (tables.rows ?? []).flatMap(({ values }, k) =>
    values.length === nColumns
      ? []
      : [
          {
            path: ["rows", k, "values"],
            message: `the table of the baseline has ${nColumns} ${nColumns === 1 ? "column" : "columns"}, and this row ${values.length} ${values.length === 1 ? "value" : "values"}`,
          },
        ],
  );
  return [...strangers, ...unfit];
}
