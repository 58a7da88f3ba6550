import {
  type AggregatedEffects,
  type AggregateEstimate,
  type DynamicEffects,
  displayable,
  type Estimate,
  type EstimationResult,
  type EventEstimate,
  type WaldTest,
} from "@ceteris/core";
import type { StaggeredAggregation } from "./staggered-options.ts";

/** What every estimator for staggered adoption returns: an event study, or effects by cohort or in one. */
export type StaggeredResult = AggregatedEffects | DynamicEffects;

/** The rows of a result, as its aggregation has them. */
export type StaggeredRows =
  | {
      readonly aggregate: "dynamic";
      readonly estimates: readonly EventEstimate[];
      readonly pretrend: WaldTest | null;
    }
  | {
      readonly aggregate: Exclude<StaggeredAggregation, "dynamic">;
      readonly estimates: readonly AggregateEstimate[];
    };

/** What results of either shape have alike. */
export interface StaggeredParts
  extends Pick<EstimationResult, "sample" | "vcov" | "fit" | "spec" | "warnings"> {
  /** The effect over all treated rows, whatever the aggregation. */
  readonly overall: Estimate;
  /** Coefficients of the controls, where the estimator has such. */
  readonly controls?: readonly Estimate[];
}

/** Puts a result together in the shape that tables and charts of group-time effects read. */
export function staggeredResult(rows: StaggeredRows, parts: StaggeredParts): StaggeredResult {
  const { sample, vcov, fit, overall, warnings, controls = [] } = parts;
  const shared = { sample, vcov, fit, overall, warnings, critical: null };
  const spec = { ...parts.spec, aggregate: rows.aggregate };
  if (rows.aggregate === "dynamic") {
    const { estimates, pretrend } = rows;
    return displayable<DynamicEffects>({
      kind: "event-study",
      ...shared,
      estimates,
      controls,
      pretrend,
      spec,
    });
  }
  return displayable<AggregatedEffects>({
    kind: "att-aggregate",
    type: rows.aggregate === "cohort" ? "group" : "simple",
    ...shared,
    estimates: rows.estimates,
    spec,
  });
}
