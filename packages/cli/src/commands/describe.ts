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
import { nameListFlag } from "../options/parse.ts";
import { CHARTS, type OutFile, outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

interface DescribeFlags extends DataFlags, TreatmentFlags {
  readonly unit?: string;
  readonly time?: string;
  readonly columns?: string[];
}

export function describeCommand(terminal: Terminal): Command {
  const command = addData(
    new Command("describe")
      .summary("descriptive statistics, panel structure, missing values")
      .description(
        "Descriptive statistics and missing values of every column; with --unit and --time also the structure of the panel (balance, gaps, cohorts) and what looks wrong in it: duplicates, names that are nearly the same, impossible values, jumps. The chart shows which unit is in the data when.",
      ),
  )
    .option("--columns <a,b>", "columns to describe (default: all)", nameListFlag("--columns"))
    .optionsGroup("Panel:")
    .option("--unit <column>", "column that identifies units")
    .option("--time <column>", "column of periods");
  return withExamples(
    addOutput(addTreatment(command), { chart: true }),
    "ceteris describe panel.csv",
    "ceteris describe panel.csv --unit state --time year --cohort first_year --out describe.md",
    "ceteris describe panel.csv --unit city --time year --out presence.svg",
  ).action(async (data: string, flags: DescribeFlags) => {
    const out = outFile(flags.out, true);
    requirePanelForChart(out, flags);
    const table = await readData(data, flags);
    const { checkPanel, describeTable } = await import("@ceteris/data");
    const keys = panelKeys(flags);
    const checks = keys ? checkPanel(table, { ...keys, columns: flags.columns }) : null;
    const panel = keys && checks && isPanel(checks) ? panelOf(table, keys, flags) : undefined;
    const described = describeTable(table, { columns: flags.columns, panel });
    const result = { ...described, checks, warnings: uniqueWarnings(checks?.warnings, described.warnings) };
    const { lang } = flags;
    await present(terminal, flags, out, {
      command: "describe",
      table,
      result,
      sheets: async () => {
        const { descriptiveSheet, panelCheckSheet, panelSheet } = await import("@ceteris/report");
        return [
          descriptiveSheet(result.columns, { lang }),
          ...(result.panel ? [panelSheet(result.panel, { lang })] : []),
          ...(checks ? [panelCheckSheet(checks, { lang })] : []),
        ];
      },
      chart: async () => (await import("@ceteris/report")).plotPresence(checks!, { lang }),
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

function panelOf(table: Table, keys: PanelKeys, flags: DescribeFlags): Panel {
  const treatment = treatmentSpec(flags);
  return definePanel(table, { ...keys, ...(treatment ? { treatment } : {}) });
}

/** @throws OPTION_INVALID */
function requirePanelForChart(out: OutFile | null, { unit, time }: DescribeFlags): void {
  const isChart = out !== null && CHARTS.some((ending) => ending === out.ending);
  if (!isChart || (unit !== undefined && time !== undefined)) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: `--out ${out.path}`,
    what: "the chart shows units and periods, and these are not named",
    mend: "Add --unit and --time, or write a table",
  });
}
