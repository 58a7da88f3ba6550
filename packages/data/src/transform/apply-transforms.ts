import type { Panel } from "@ceteris/core";
import { DEFLATOR_KINDS, type DeflateOptions, deflate } from "./deflate.ts";
import { difference } from "./difference.ts";
import { groupMean } from "./group-mean.ts";
import type { Grouping } from "./groups.ts";
import { type InterpolateOptions, interpolate } from "./interpolate.ts";
import { lag } from "./lag.ts";
import { lead } from "./lead.ts";
import { LOG_ZEROS, type LogOptions, log } from "./log.ts";
import type { Naming } from "./new-columns.ts";
import { RANK_ORDERS, RANK_TIES, type RankOptions, rank } from "./rank.ts";
import { QUANTILE_TYPES } from "./sample-quantile.ts";
import type { ShiftOptions } from "./shifted-rows.ts";
import { standardise } from "./standardise.ts";
import type { TailOptions } from "./tail-options.ts";
import { trim } from "./trim.ts";
import { winsorise } from "./winsorise.ts";

/** One transform as data: a verb, the columns it is applied to, and its options. */
export type Transform = { readonly columns: readonly string[] } & (
  | ({ readonly verb: "winsorise" | "trim" } & TailOptions)
  | ({ readonly verb: "lag" | "lead" | "difference" } & ShiftOptions)
  | ({ readonly verb: "log" } & LogOptions)
  | ({ readonly verb: "standardise" | "groupMean" } & Naming & Grouping)
  | ({ readonly verb: "deflate" } & DeflateOptions)
  | ({ readonly verb: "rank" } & RankOptions)
  | ({ readonly verb: "interpolate" } & InterpolateOptions)
);

/** The options that each verb takes beside `columns` and `as`. */
export const TRANSFORM_OPTIONS = {
  winsorise: ["lower", "upper", "quantile", "by"],
  trim: ["lower", "upper", "quantile", "by"],
  lag: ["periods"],
  lead: ["periods"],
  difference: ["periods"],
  log: ["zeros", "add"],
  standardise: ["by"],
  groupMean: ["by"],
  deflate: ["index", "base", "kind"],
  rank: ["by", "ties", "order"],
  interpolate: ["most"],
} as const satisfies Readonly<Record<Transform["verb"], readonly string[]>>;

/** The words that options of transforms take. */
export const TRANSFORM_CHOICES = {
  verb: Object.keys(TRANSFORM_OPTIONS) as [Transform["verb"], ...Transform["verb"][]],
  quantile: QUANTILE_TYPES,
  zeros: LOG_ZEROS,
  kind: DEFLATOR_KINDS,
  ties: RANK_TIES,
  order: RANK_ORDERS,
} as const;

/**
 * Applies transforms one after the other; each sees the columns that those before it made.
 *
 * @throws the codes of the verbs
 * @example
 * applyTransforms(panel, [
 *   { verb: "log", columns: ["gdp"] },
 *   { verb: "winsorise", columns: ["log_gdp"], by: ["year"], as: "*" },
 * ]);
 */
export function applyTransforms(panel: Panel, transforms: readonly Transform[]): Panel {
  return transforms.reduce(applyOne, panel);
}

function applyOne(panel: Panel, transform: Transform): Panel {
  const { columns } = transform;
  switch (transform.verb) {
    case "winsorise":
      return winsorise(panel, columns, transform);
    case "trim":
      return trim(panel, columns, transform);
    case "lag":
      return lag(panel, columns, transform);
    case "lead":
      return lead(panel, columns, transform);
    case "difference":
      return difference(panel, columns, transform);
    case "log":
      return log(panel, columns, transform);
    case "standardise":
      return standardise(panel, columns, transform);
    case "groupMean":
      return groupMean(panel, columns, transform);
    case "deflate":
      return deflate(panel, columns, transform);
    case "rank":
      return rank(panel, columns, transform);
    case "interpolate":
      return interpolate(panel, columns, transform);
  }
}
