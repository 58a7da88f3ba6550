import { CeterisError, type Panel, type PanelCheckResult, panelNumbers } from "@ceteris/core";
import type { ChartSpec } from "@ceteris/report";
import type { TrendMeans } from "@ceteris/study";
import type { DataFlags } from "../options/data-options.ts";

/** What the chart of `describe` may show. */
export const DESCRIBE_CHARTS = ["presence", "adoption", "trends", "heat-map"] as const;

export type DescribeChart = (typeof DESCRIBE_CHARTS)[number];

/** The flags of `describe` that say what a chart shows. */
export interface DescribeChartFlags extends Pick<DataFlags, "lang"> {
  readonly time?: string;
  readonly outcome?: string;
  readonly by?: string;
  readonly weights?: string;
  readonly chart?: DescribeChart;
}

/**
 * The chart that the flags ask for: that of the outcome's means where there is an outcome, unless they say
 * otherwise.
 *
 * @throws OPTION_INVALID for a chart of an outcome without one, and an outcome without such a chart
 */
export function describeChart({ chart, outcome, by, weights }: DescribeChartFlags): DescribeChart {
  const kind = chart ?? (outcome === undefined ? "presence" : "trends");
  const ofOutcome = kind === "trends" || kind === "heat-map";
  if (ofOutcome && outcome === undefined) {
    throw invalid(`--chart ${kind}`, "it shows an outcome, and none is named", "Add --outcome");
  }
  if (!ofOutcome && outcome !== undefined) {
    throw invalid("--outcome", `it has no meaning with --chart ${kind}`, "Leave one of them out");
  }
  const stray = by !== undefined ? "--by" : weights !== undefined ? "--weights" : null;
  if (stray !== null && kind !== "trends") {
    throw invalid(stray, "it has no meaning without means of an outcome", "Add --outcome, or leave it out");
  }
  return kind;
}

export interface Described {
  readonly checks: PanelCheckResult;
  readonly panel: () => Panel;
  readonly trends: TrendMeans | null;
}

/** Draws the chart. */
export async function drawDescribed(
  kind: DescribeChart,
  { checks, panel, trends }: Described,
  { lang, outcome, time }: DescribeChartFlags,
): Promise<ChartSpec> {
  const { plotAdoption, plotHeatMap, plotPresence, plotTrends } = await import("@ceteris/report");
  if (kind === "presence") return plotPresence(checks, { lang });
  if (kind === "adoption") return plotAdoption((await import("@ceteris/did")).adoption(panel()), { lang });
  if (kind === "trends") return plotTrends(trends!.points, { start: trends!.start, outcome, time, lang });
  return plotHeatMap(unitValues(panel(), outcome!), { outcome, time, lang });
}

function unitValues(panel: Panel, outcome: string) {
  const { unit, time } = panel;
  return Array.from(panelNumbers(panel, outcome), (value, i) => ({
    unit: unit.labels[unit.codes[i]!]!,
    time: time.labels[time.codes[i]!]!,
    value: Number.isNaN(value) ? null : value,
  }));
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
