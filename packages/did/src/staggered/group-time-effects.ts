import { displayable, type Panel } from "@ceteris/core";
import { type AttGtOptions, aggregateEffects, attGt } from "../att-gt/index.ts";
import { resolveAggregate, type StaggeredOptions } from "./staggered-options.ts";
import type { StaggeredResult } from "./staggered-result.ts";

export interface GroupTimeOptions
  extends StaggeredOptions,
    Pick<AttGtOptions, "control" | "method" | "base" | "anticipation" | "bootstrap" | "uniform" | "seed"> {}

/**
 * `attGt` and its means in the shape of the other estimators for staggered adoption: paths are measured
 * from a universal base unless told otherwise, and `overall` is the mean over all treated rows.
 *
 * @throws the codes of `attGt`
 */
export function groupTimeEffects(panel: Panel, options: GroupTimeOptions): StaggeredResult {
  const { aggregate: given, base = "universal", ...own } = options;
  const aggregate = resolveAggregate(given);
  const effects = attGt(panel, { ...own, base });
  const simple = aggregateEffects(effects, { type: "simple" });
  if (aggregate === "simple") return simple;
  const means = aggregateEffects(effects, { type: aggregate === "cohort" ? "group" : "dynamic" });
  return displayable<StaggeredResult>({
    ...means,
    overall: { ...simple.overall, term: "overall" },
    spec: { ...means.spec, aggregate, overall: "treated-rows" },
  });
}
