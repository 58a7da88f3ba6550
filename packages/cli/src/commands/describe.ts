import { definePanel } from "@ceteris/core";
import { Command } from "commander";
import { addDataOptions, type DataFlags, readData } from "../options/data-options.ts";
import { addTreatmentOptions, type TreatmentFlags, treatmentSpec } from "../options/panel-options.ts";
import { nameList } from "../options/parse.ts";
import { present } from "../output/present.ts";

interface DescribeFlags extends DataFlags, TreatmentFlags {
  readonly unit?: string;
  readonly time?: string;
  readonly columns?: string[];
}

export function describeCommand(): Command {
  return addTreatmentOptions(
    addDataOptions(new Command("describe"))
      .description("descriptive statistics, panel structure, missing values")
      .option("--columns <a,b>", "columns to describe (default: all)", nameList)
      .option("--unit <column>", "column that identifies units, for the structure of the panel")
      .option("--time <column>", "column of periods"),
  ).action(async (data: string, flags: DescribeFlags) => {
    const { describeTable } = await import("@ceteris/data");
    const table = await readData(data, flags);
    const treatment = treatmentSpec(flags);
    const panel =
      flags.unit !== undefined && flags.time !== undefined
        ? definePanel(table, { unit: flags.unit, time: flags.time, ...(treatment ? { treatment } : {}) })
        : undefined;
    const result = describeTable(table, { columns: flags.columns, panel });
    await present("describe", result, flags, {
      sheets: async () => {
        const { descriptiveSheet, panelSheet } = await import("@ceteris/report");
        const sheet = descriptiveSheet(result.columns, { lang: flags.lang });
        return result.panel ? [sheet, panelSheet(result.panel, { lang: flags.lang })] : [sheet];
      },
    });
  });
}
