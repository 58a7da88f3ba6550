import { Command } from "commander";
import { addOutput, readData } from "../options/data-options.ts";
import { addModel, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

export function didCommand(terminal: Terminal): Command {
  const command = addModel(
    new Command("did")
      .summary("two-way fixed-effects difference-in-differences")
      .description(
        "Two-way fixed-effects difference-in-differences: the average effect of treatment, with unit and time effects absorbed and standard errors clustered by unit.",
      ),
  );
  return withExamples(
    addOutput(command, { chart: false }),
    "ceteris did panel.csv --unit city --time year --group pilot --start 2018 --outcome index",
    "ceteris did panel.csv --unit state --time year --cohort first_year --outcome y \\",
    "    --controls income,poverty --cluster region --out did.tex",
  ).action(async (data: string, flags: ModelFlags) => {
    const out = outFile(flags.out, false);
    const table = await readData(data, flags);
    const { twfe } = await import("@ceteris/did");
    const result = twfe(makePanel(table, flags), modelOptions(flags));
    await present(terminal, flags, out, {
      command: "did",
      table,
      result,
      sheets: async () => {
        const { estimatesSheet, sampleSheet } = await import("@ceteris/report");
        const { lang } = flags;
        return [estimatesSheet(result, { id: "did", lang }), sampleSheet(result, { lang })];
      },
    });
  });
}
