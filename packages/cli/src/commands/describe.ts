import {
  CeterisError,
  definePanel,
  type Panel,
  type PanelCheckResult,
  type Table,
  uniqueWarnings,
} from "@ceteris/core";
import { Command } from "commander";
import { addData, addOutput, type DataFlags, readData } from "../options/data-options.ts";
import { addTreatment, type TreatmentFlags, treatmentSpec } from "../options/panel-options.ts";
import { choiceFlag, nameListFlag } from "../options/parse.ts";
import { isChart, type OutFile, outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { DESCRIBE_CHARTS, type DescribeChartFlags, describeChart, drawDescribed } from "./describe-chart.ts";
import { withExamples } from "./examples.ts";

const GROUPS = ["ever", "cohort"] as const;

interface DescribeFlags extends DataFlags, TreatmentFlags, DescribeChartFlags {
  readonly unit?: string;
  readonly columns?: string[];
  readonly by?: (typeof GROUPS)[number];
}

export function describeCommand(terminal: Terminal): Command {
  const command = addData(
    new Command("describe")
      .summary("descriptive statistics, panel structure, missing values")
      .description(
        "Descriptive statistics and missing values of every column; with --unit and --time also the structure of the panel (balance, gaps, cohorts) and what looks wrong in it: duplicates, names that are nearly the same, impossible values, jumps. With --outcome and a treatment it gives the raw means of treated and untreated units over time, the first look at parallel trends.",
      ),
  )
    .option("--columns <a,b>", "columns to describe (default: all)", nameListFlag("--columns"))
    .optionsGroup("Panel:")
    .option("--unit <column>", "column that identifies units")
    .option("--time <column>", "column of periods");
  addTreatment(command)
    .optionsGroup("Means over time and charts:")
    .option("--outcome <column>", "column whose means by group and period are shown")
    .option(
      "--by <groups>",
      "groups of the means: ever (treated at some time, or never; the default) or cohort",
      choiceFlag("--by", GROUPS),
    )
    .option("--weights <column>", "weights of the means, non-negative")
    .option(
      "--chart <chart>",
      "chart of --out: presence (who is in the data when), adoption (who is treated when), trends (means of the outcome), heat-map (its values); default: trends with --outcome, else presence",
      choiceFlag("--chart", DESCRIBE_CHARTS),
    );
  return withExamples(
    addOutput(command),
    "ceteris describe panel.csv",
    "ceteris describe panel.csv --unit state --time year --cohort first_year --out describe.md",
    "ceteris describe panel.csv --unit city --time year --group pilot --start 2018 \\",
    "    --outcome index --out trends.svg",
    "ceteris describe panel.csv --unit city --time year --cohort first_year --chart adoption --out when.svg",
  ).action(async (data: string, flags: DescribeFlags) => {
    const out = outFile(flags.out);
    requirePanelForChart(out, flags);
    const chart = describeChart(flags);
    const table = await readData(data, flags);
    const { checkPanel, describeTable } = await import("@ceteris/data");
    const keys = panelKeys(flags);
    const checks = keys ? checkPanel(table, { ...keys, columns: flags.columns }) : null;
    const panel = keys && checks && isPanel(checks) ? panelOf(table, keys, flags) : undefined;
    const described = describeTable(table, { columns: flags.columns, panel });
    const trends = chart === "trends" ? await meansOf(table, keys, flags) : null;
    const result = {
      ...described,
      checks,
      means: trends?.means ?? null,
      warnings: uniqueWarnings(checks?.warnings, described.warnings),
    };
    const { lang, time } = flags;
    await present(terminal, flags, out, {
      command: "describe",
      table,
      result,
      sheets: async () => {
        const { descriptiveSheet, panelCheckSheet, panelSheet, trendsSheet } = await import(
          "@ceteris/report"
        );
        return [
          descriptiveSheet(result.columns, { lang }),
          ...(result.panel ? [panelSheet(result.panel, { lang })] : []),
          ...(trends ? [trendsSheet(trends.points, { time, lang })] : []),
          ...(checks ? [panelCheckSheet(checks, { lang })] : []),
        ];
      },
      chart: () =>
        drawDescribed(chart, { checks: checks!, panel: () => panelOf(table, keys!, flags), trends }, flags),
    });
  });
}

interface PanelKeys {
  readonly unit: string;
  readonly time: string;
}

/** @throws OPTION_INVALID when only a part of what a panel needs is given */
function panelKeys(flags: DescribeFlags): PanelKeys | null {
  const { unit, time } = flags;
  if (unit !== undefined && time !== undefined) return { unit, time };
  if (unit === undefined && time === undefined && !treatmentSpec(flags)) return null;
  const lacking = unit === undefined ? "--unit" : "--time";
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: lacking,
    what: "the structure of a panel needs both units and periods, and this one is missing",
    mend: `Add ${lacking}, or leave the other options of the panel out`,
  });
}

/** Rows without a key and duplicates are in the table of checks; nothing can be said of the structure. */
function isPanel({ counts, nRows }: PanelCheckResult): boolean {
  return nRows === 0 || !(counts["missing-key"] || counts.duplicate);
}

/** @throws OPTION_INVALID without units and periods, and the codes of `trendMeans` */
async function meansOf(table: Table, keys: PanelKeys | null, flags: DescribeFlags) {
  if (keys === null) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "--outcome",
      what: "means over time need units, periods and a treatment",
      mend: "Add --unit, --time and --cohort, or leave it out; --columns chooses what is described",
    });
  }
  const { outcome, by, weights } = flags;
  const { trendMeans } = await import("@ceteris/study");
  return trendMeans(panelOf(table, keys, flags), { outcome: outcome!, by, weights });
}

function panelOf(table: Table, keys: PanelKeys, flags: DescribeFlags): Panel {
  const treatment = treatmentSpec(flags);
  return definePanel(table, { ...keys, ...(treatment ? { treatment } : {}) });
}

/** @throws OPTION_INVALID */
function requirePanelForChart(out: OutFile | null, { unit, time }: DescribeFlags): void {
  if (!isChart(out) || (unit !== undefined && time !== undefined)) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: `--out ${out.path}`,
    what: "the chart shows units and periods, and these are not named",
    mend: "Add --unit and --time, or write a table",
  });
}
