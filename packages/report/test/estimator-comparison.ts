import type { ComparedEstimator, EstimatorComparison } from "@ceteris/core";
import { aggregatedEffects, dynamicEffects } from "./att-gt-result.ts";
import { estimate, eventStudy } from "./factories.ts";

const NOTHING = { stdError: null, statistic: null, dof: null, pValue: null, confLow: null, confHigh: null };

/** Three estimators and one that refuses the data, in one aggregation. */
export function estimatorComparison(aggregate: "simple" | "dynamic" | "cohort"): EstimatorComparison {
  const overall = { ...estimate("att", 0.08, 0.02), dof: null };
  const twoWay = estimate("att", 0.061, 0.03);
  const rows: readonly ComparedEstimator[] = [
    { estimator: "twfe", overall: twoWay, result: twoWayEffects(aggregate, twoWay) },
    { estimator: "att-gt", overall, result: effects(aggregate, "att-gt") },
    { estimator: "imputation", overall, result: effects(aggregate, "imputation") },
    { estimator: "sdid", overall: { term: "att", estimate: null, ...NOTHING }, result: null },
  ];
  return {
    kind: "estimator-comparison",
    estimators: rows,
    spec: { outcome: "index", controls: [], level: 0.95, aggregate },
    warnings: [],
  };
}

function effects(aggregate: string, estimator: string): ComparedEstimator["result"] {
  const found =
    aggregate === "dynamic"
      ? dynamicEffects()
      : aggregatedEffects(aggregate === "cohort" ? "group" : "simple");
  const { control, method, base, ...spec } = found.spec;
  const own = estimator === "att-gt" ? { control, method, base } : {};
  return { ...found, spec: { ...spec, ...own, estimator } };
}

function twoWayEffects(
  aggregate: string,
  overall: ComparedEstimator["overall"],
): ComparedEstimator["result"] {
  if (aggregate === "cohort") return null;
  const path = { ...eventStudy(-1), overall, critical: null };
  const spec = { ...path.spec, estimator: "twfe" };
  if (aggregate === "dynamic") return { ...path, spec };
  const { sample, fit, vcov, warnings } = path;
  return {
    ...{ kind: "att-aggregate", type: "simple", estimates: [overall], critical: null },
    ...{ overall, sample, fit, vcov, warnings, spec },
  };
}
