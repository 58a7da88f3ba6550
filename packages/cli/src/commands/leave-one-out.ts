import { Command } from "commander";
import { addOutput, readNamedColumns } from "../options/data-options.ts";
import { addModel, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { numberFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

interface LeaveOneOutFlags extends ModelFlags {
  readonly by?: string;
  readonly share?: number;
  readonly refits?: number;
}

export function leaveOneOutCommand(terminal: Terminal): Command {
  const command = addModel(
    new Command("leave-one-out")
      .summary("the estimate without each unit or cluster in turn")
      .description(
        "The estimate without each unit, or each level of another column, in turn: which of them carry it, whether one of them decides its significance, and how much leverage each has.",
      ),
  )
    .optionsGroup("Leave one out:")
    .option("--by <column>", "whose levels are left out; a^b crosses two (default: the unit)")
    .option(
      "--share <x>",
      "warn when one moves the estimate by more than this share of it (default: 0.25)",
      numberFlag("--share", { min: 0, open: true }),
    )
    .option(
      "--refits <n>",
      "standard errors without each of the n most influential (default: all, with few rows)",
      numberFlag("--refits", { integer: true, min: 0 }),
    );
  return withExamples(
    addOutput(command),
    "ceteris leave-one-out panel.csv --unit city --time year --group pilot --start 2018 --outcome index",
    "ceteris leave-one-out panel.csv --unit city --time year --group pilot --start 2018 --outcome index \\",
    "    --by province --cluster province --out influence.svg",
  ).action(async (data: string, flags: LeaveOneOutFlags) => {
    const out = outFile(flags.out);
    const table = await readNamedColumns(data, flags);
    const { leaveOneOut } = await import("@ceteris/did");
    const { by, share, refits, lang } = flags;
    const result = leaveOneOut(makePanel(table, flags), { ...modelOptions(flags), by, share, refits });
    await present(terminal, flags, out, {
      command: "leave-one-out",
      table,
      result,
      sheets: async () => {
        const { clusterSpreadSheet, influenceSheet } = await import("@ceteris/report");
        return [influenceSheet(result, { lang }), clusterSpreadSheet(result, { lang })];
      },
      chart: async () => (await import("@ceteris/report")).plotLeaveOneOut(result, { lang }),
    });
  });
}
