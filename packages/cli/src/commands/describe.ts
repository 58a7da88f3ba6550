import { CeterisError, definePanel, type Panel, type Table } from "@ceteris/core";
import { Command } from "commander";
import { addData, addOutput, type DataFlags, readData } from "../options/data-options.ts";
import { addTreatment, type TreatmentFlags, treatmentSpec } from "../options/panel-options.ts";
import { nameListFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
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
        "Descriptive statistics and missing values of every column; with --unit and --time also the structure of the panel: balance, gaps, cohorts.",
      ),
  )
    .option("--columns <a,b>", "columns to describe (default: all)", nameListFlag("--columns"))
    .optionsGroup("Panel:")
    .option("--unit <column>", "column that identifies units")
    .option("--time <column>", "column of periods");
  return withExamples(
    addOutput(addTreatment(command), { chart: false }),
    "ceteris describe panel.csv",
    "ceteris describe panel.csv --unit state --time year --cohort first_year --out describe.md",
  ).action(async (data: string, flags: DescribeFlags) => {
    const out = outFile(flags.out, false);
    const table = await readData(data, flags);
    const { describeTable } = await import("@ceteris/data");
    const result = describeTable(table, { columns: flags.columns, panel: panelOf(table, flags) });
    const { lang } = flags;
    await present(terminal, flags, out, {
      command: "describe",
      table,
      result,
      sheets: async () => {
        const { descriptiveSheet, panelSheet } = await import("@ceteris/report");
        const sheet = descriptiveSheet(result.columns, { lang });
        return result.panel ? [sheet, panelSheet(result.panel, { lang })] : [sheet];
      },
    });
  });
}

/** @throws OPTION_INVALID when only a part of what a panel needs is given */
function panelOf(table: Table, flags: DescribeFlags): Panel | undefined {
  const { unit, time } = flags;
  const treatment = treatmentSpec(flags);
  if (unit !== undefined && time !== undefined) {
    return definePanel(table, { unit, time, ...(treatment ? { treatment } : {}) });
  }
  if (unit === undefined && time === undefined && !treatment) return undefined;
  const lacking = unit === undefined ? "--unit" : "--time";
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: lacking,
    what: "the structure of a panel needs both units and periods, and this one is missing",
    mend: `Add ${lacking}, or leave the other options of the panel out`,
  });
}
