import type { Label, Panel } from "@ceteris/core";
import { type GroupMean, type GroupMeansOptions, groupMeans } from "@ceteris/did";
import type { TrendPoint } from "@ceteris/report";

/** Raw means by group, and what their chart needs beside them. */
export interface TrendMeans {
  readonly means: readonly GroupMean[];
  /** The same with names of the groups in both languages. */
  readonly points: readonly TrendPoint[];
  /** First treated period, if it is the same for all treated units. */
  readonly start: string | undefined;
}

/**
 * The means of an outcome by group and period, named for `plotTrends` and `trendsSheet`: the picture that
 * parallel trends are first judged by.
 *
 * @throws the codes of `groupMeans`
 * @example
 * const { points, start } = trendMeans(panel, { outcome: "index" });
 * const svg = await renderSvg(plotTrends(points, { start }));
 */
export function trendMeans(panel: Panel, options: GroupMeansOptions): TrendMeans {
  const means = groupMeans(panel, options);
  const points = means.map(({ group, period, mean, n }) => ({
    time: period,
    group: nameOf(group, options.by === "cohort"),
    mean,
    n,
  }));
  const starts = [...new Set(panel.treatment?.cohort)].filter((cohort) => Number.isFinite(cohort));
  const at = starts.length === 1 ? panel.time.values.indexOf(starts[0]!) : -1;
  return { means, points, start: at < 0 ? undefined : panel.time.labels[at] };
}

function nameOf(group: string, byCohort: boolean): Label {
  if (group === "treated") return { en: "Ever treated", zh: "处理组" };
  if (group === "never") return { en: "Never treated", zh: byCohort ? "从未处理" : "控制组" };
  return { en: `Treated from ${group}`, zh: `${group}年起处理` };
}
