import { Command } from "commander";
import { addOutput, readNamedColumns } from "../options/data-options.ts";
import { addModel, type ModelFlags } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

/** Shared options that change nothing here: taken, so that one set serves every command, but not shown. */
const OF_INFERENCE = [
  "--vcov",
  "--cluster",
  "--dk-lags",
  "--latitude",
  "--longitude",
  "--cutoff",
  "--ssc",
  "--level",
  "--seed",
];

export function baconCommand(terminal: Terminal): Command {
  const command = addModel(
    new Command("bacon")
      .summary("what a staggered two-way estimate compares with what")
      .description(
        "Goodman-Bacon decomposition: the two-way fixed-effects estimate as a weighted mean of every two-by-two comparison between groups by first treated period. It has no standard errors, and knows no weights; the panel must be balanced. Beside it the weights of the effects of treated rows, some of which may be negative (de Chaisemartin and D'Haultfœuille 2020).",
      ),
  );
  for (const option of command.options) if (OF_INFERENCE.includes(option.long ?? "")) option.hideHelp();
  return withExamples(
    addOutput(command),
    "ceteris bacon panel.csv --unit state --time year --cohort first_year --outcome y",
    "ceteris bacon panel.csv --unit state --time year --treat post --outcome y --out bacon.svg",
  ).action(async (data: string, flags: ModelFlags) => {
    const out = outFile(flags.out);
    const table = await readNamedColumns(data, flags);
    const { bacon, twfeWeights } = await import("@ceteris/did");
    const { outcome, controls, weights, fe, lang } = flags;
    const panel = makePanel(table, flags);
    const result = bacon(panel, { outcome, controls, weights, fixedEffects: fe });
    const effects = twfeWeights(panel, { outcome, controls });
    const { nTreatedRows, nNegative, shareNegative, sumPositive, sumNegative, sigma, sigmaOpposite } =
      effects;
    const counts = { nTreatedRows, nNegative, shareNegative };
    const effectWeights = { ...counts, sumPositive, sumNegative, sigma, sigmaOpposite };
    const both = { ...result, effectWeights };
    await present(terminal, flags, out, {
      command: "bacon",
      table,
      result: both,
      sheets: async () => {
        const { baconSheet, twfeWeightsSheet } = await import("@ceteris/report");
        return [baconSheet(result, { lang }), twfeWeightsSheet(effects, { lang })];
      },
      chart: async () => (await import("@ceteris/report")).plotBacon(result, { lang }),
    });
  });
}
