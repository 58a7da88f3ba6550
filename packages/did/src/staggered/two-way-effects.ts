import {
  type AggregatedEffects,
  CeterisError,
  type DynamicEffects,
  displayable,
  type EstimationResult,
  type Panel,
} from "@ceteris/core";
import { type EventStudyOptions, eventStudy } from "../event-study/event-study.ts";
import { twfe } from "../twfe/twfe.ts";
import { resolveAggregate, type StaggeredOptions } from "./staggered-options.ts";
import type { StaggeredResult } from "./staggered-result.ts";

export interface TwoWayOptions
  extends StaggeredOptions,
    Pick<EventStudyOptions, "base" | "leads" | "lags" | "fixedEffects" | "smallSample"> {}

/**
 * `twfe` and `eventStudy` in the shape of the estimators for staggered adoption, to be set beside them.
 *
 * @throws OPTION_UNSUPPORTED (effects by cohort) and the codes of `twfe` and `eventStudy`
 */
export function twoWayEffects(panel: Panel, options: TwoWayOptions): StaggeredResult {
  const { aggregate: given, base, leads, lags, ...model } = options;
  const aggregate = resolveAggregate(given);
  if (aggregate === "cohort") {
    throw new CeterisError({
      code: "OPTION_UNSUPPORTED",
      where: "aggregate",
      what: "two-way fixed effects have one effect for all cohorts",
      mend: "Give simple or dynamic, or another estimator",
    });
  }
  const did = twfe(panel, model);
  const overall = { ...did.estimates[0]!, term: aggregate === "simple" ? "att" : "overall" };
  if (aggregate === "dynamic") {
    const path = eventStudy(panel, { ...model, base, leads, lags });
    return displayable<DynamicEffects>({
      ...path,
      overall,
      critical: null,
      spec: { ...path.spec, estimator: "twfe", aggregate },
    });
  }
  return displayable<AggregatedEffects>({
    kind: "att-aggregate",
    type: "simple",
    sample: did.sample,
    estimates: [overall],
    overall,
    critical: null,
    vcov: renamed(did.vcov),
    fit: did.fit,
    spec: { ...did.spec, estimator: "twfe", aggregate },
    warnings: did.warnings,
  });
}

/** The covariance with the coefficient of treatment under the name that its row has. */
function renamed({ terms, matrix }: EstimationResult["vcov"]): EstimationResult["vcov"] {
  return { terms: terms.map((term) => (term === "did" ? "att" : term)), matrix };
}
