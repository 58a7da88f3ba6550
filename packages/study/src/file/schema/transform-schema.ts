import { TRANSFORM_CHOICES, TRANSFORM_OPTIONS, type Transform } from "@ceteris/data";
import { z } from "zod";
import { columnName, columns, period } from "./words.ts";

const quantile = z.literal(TRANSFORM_CHOICES.quantile, {
  error: `expected one of ${TRANSFORM_CHOICES.quantile.join(", ")}`,
});

/** The options of all verbs; which of them a verb takes, `transformProblems` says. */
export const transformOptions = {
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
  most: z.number().int().min(1).optional(),
};

type Complain = (message: string, path: string[]) => void;

/** Complains of options that a verb does not take, and of those that it lacks. */
export function transformProblems(
  verb: Transform["verb"],
  options: Readonly<Record<string, unknown>>,
  complain: Complain,
): void {
  const taken: readonly string[] = TRANSFORM_OPTIONS[verb];
  for (const key of Object.keys(options)) {
    if (taken.includes(key)) continue;
    complain(taken.length > 0 ? `${verb} takes ${taken.join(", ")}` : `${verb} takes no options`, [key]);
  }
  if (verb === "deflate" && (options.index === undefined || options.base === undefined)) {
    complain("deflate needs index, the column of prices, and base, a period", []);
  }
}

/** One flat object, so that a misspelt key is told with its nearest; `verb` says which of the others it may have. */
export const transformSchema = z
  .strictObject({
    verb: z.enum(TRANSFORM_CHOICES.verb),
    columns: columns.min(1),
    as: columnName.optional().describe("Name of the new column; * stands for the old one's"),
    ...transformOptions,
  })
  .superRefine(({ verb, columns: _columns, as: _as, ...options }, context) =>
    transformProblems(verb, options, (message, path) => context.addIssue({ code: "custom", message, path })),
  );
