import {
  CeterisError,
  displayable,
  estimateRow,
  type JackknifeResult,
  nameSome,
  type Panel,
  type Warning,
} from "@ceteris/core";
import { nullRow } from "../model/estimate-table.ts";
import { invalid, type JackknifeCentre, RESAMPLING_CHOICES, requireLevel } from "./bootstrap-options.ts";
import { withoutCluster } from "./draw-counts.ts";
import { completeRows, meanOf, scatter, valuesOfTerm } from "./moments.ts";
import { type Resampler, resampler } from "./resampler.ts";
import type { ResamplingPlan } from "./resampling-plan.ts";
import { actualEstimates, type Draw, type PanelStatistic, tryStatistic } from "./statistic.ts";

export interface JackknifeOptions {
  /** Column whose levels are left out one after the other. Default: the unit. */
  readonly by?: string | undefined;
  /**
   * What the squares are taken around: the `"mean"` of the estimates without one cluster (default; CV3J of
   * MacKinnon, Nielsen and Webb 2023) or the `"estimate"` on the data (their CV3, never smaller).
   */
  readonly centre?: JackknifeCentre | undefined;
  /** Confidence level between 0 and 1. Default: 0.95. */
  readonly level?: number | undefined;
}

type ResolvedJackknife = {
  readonly [Key in keyof JackknifeOptions]-?: Exclude<JackknifeOptions[Key], undefined>;
};

/** `jackknife` as a plan, one portion for each cluster left out. @throws as `jackknife` */
export function jackknifePlan(
  panel: Panel,
  statistic: PanelStatistic,
  options: JackknifeOptions = {},
): ResamplingPlan<JackknifeResult> {
  const { by = panel.unit.name, centre = "mean", level = 0.95 } = options;
  if (!RESAMPLING_CHOICES.centre.includes(centre)) {
    throw invalid(
      "centre",
      `“${centre}” is not known`,
      `Give one of ${RESAMPLING_CHOICES.centre.join(", ")}`,
    );
  }
  const resolved = { by, centre, level: requireLevel(level) };
  const actual = actualEstimates(statistic, panel);
  const clusters = resampler(panel, { by });
  return Object.freeze({
    nPortions: clusters.nClusters,
    take: (c: number) =>
      tryStatistic(statistic, clusters.take(withoutCluster(clusters.nClusters, c)), actual.terms),
    summarise: (draws: readonly Draw[]) => summarise(actual, draws, clusters, resolved),
  });
}

function summarise(
  { terms, values: actual }: ReturnType<typeof actualEstimates>,
  draws: readonly Draw[],
  clusters: Resampler,
  options: ResolvedJackknife,
): JackknifeResult {
  const n = clusters.nClusters;
  if (draws.length < n) {
    throw new CeterisError({
      code: "INTERRUPTED",
      where: "jackknife",
      what: `it was interrupted after ${draws.length} of ${n} clusters, and needs them all`,
      mend: "Run it again",
    });
  }
  const whole = terms.map((_, t) => actual[t] !== null && valuesOfTerm(draws, t).length === n);
  const kept = terms.flatMap((_, t) => (whole[t] ? [t] : []));
  const rows = completeRows(draws, kept);
  const means = kept.map((_, i) => meanOf(rows.map((row) => row[i]!)));
  const centres = options.centre === "mean" ? means : kept.map((t) => actual[t]!);
  const vcov = scatter(
    kept.map((t) => terms[t]!),
    rows,
    centres,
    (n - 1) / n,
  );
  return displayable({
    kind: "jackknife" as const,
    estimates: terms.map((term, t) => {
      const i = kept.indexOf(t);
      if (i < 0) return { ...nullRow(term), estimate: actual[t]!, bias: null };
      const stdError = Math.sqrt(vcov.matrix[i]![i]!);
      const bias = (n - 1) * (means[i]! - actual[t]!);
      return { ...estimateRow(term, actual[t]!, stdError, n - 1, options.level), bias };
    }),
    vcov,
    clusters: { column: clusters.column, n },
    leftOut: draws.map(({ values, failures }, c) => ({
      cluster: clusters.clusterName(c),
      estimates: Object.fromEntries(terms.map((term, t) => [term, values[t]!])),
      failures,
    })),
    spec: { ...options },
    warnings: terms.flatMap((term, t) =>
      actual[t] === null || whole[t] ? [] : warnIncomplete(term, t, draws, clusters),
    ),
  });
}

function warnIncomplete(
  term: string,
  t: number,
  draws: readonly Draw[],
  { column, clusterName }: Resampler,
): readonly Warning[] {
  const names = draws.flatMap((draw, c) => (draw.values[t] === null ? [clusterName(c)] : []));
  return [
    {
      code: "JACKKNIFE_INCOMPLETE",
      message: `“${term}” is not identified without ${names.length === 1 ? "one" : `each of ${names.length}`} of the clusters of “${column}” (${nameSome(names)}), so the jackknife gives it no standard error: the estimate rests on too few clusters. Leave out units of a finer level, or use a placebo test.`,
      details: { term, column, clusters: names.slice(0, 100), count: names.length },
    },
  ];
}
