import type { BootstrapResult, JackknifeResult } from "@ceteris/core";
import {
  type BootstrapOptions,
  bootstrapPlan,
  type JackknifeOptions,
  jackknifePlan,
  type ResamplingPlan,
} from "@ceteris/did";
import type { Resampling } from "./resampled.ts";
import { type ResamplingContext, studyStatistic } from "./study-statistic.ts";

export interface ResamplingResults extends Record<Resampling, unknown> {
  readonly bootstrap: BootstrapResult;
  readonly jackknife: JackknifeResult;
}

/** What a step asks to be done over and over. The same wherever it is made of the same context. */
export function studyPlan<Way extends Resampling>(
  context: ResamplingContext,
  way: Way,
): ResamplingPlan<ResamplingResults[Way]> {
  const { drawnFrom } = context;
  const statistic = studyStatistic(context, way);
  const plan: ResamplingPlan<BootstrapResult | JackknifeResult> =
    way === "bootstrap"
      ? bootstrapPlan(drawnFrom, statistic, bootstrapOptions(context))
      : jackknifePlan(drawnFrom, statistic, jackknifeOptions(context));
  return plan as ResamplingPlan<ResamplingResults[Way]>;
}

function bootstrapOptions(context: ResamplingContext): BootstrapOptions {
  const { of: _of, ...asked } = context.study.steps.bootstrap ?? {};
  return { by: ownClusters(context), level: context.model.level, ...asked, seed: context.seed };
}

function jackknifeOptions(context: ResamplingContext): JackknifeOptions {
  const { of: _of, ...asked } = context.study.steps.jackknife ?? {};
  return { by: ownClusters(context), level: context.model.level, ...asked };
}

/** The clusters of the model's errors, where they are one column; otherwise the units are. */
function ownClusters({ drawnFrom, model }: ResamplingContext): string | undefined {
  const clusters = model.covariance?.by ?? [];
  return clusters.length === 1 && drawnFrom.table.columns.has(clusters[0]!) ? clusters[0] : undefined;
}
