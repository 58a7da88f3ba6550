import { Command } from "commander";
import { addOutput, readData } from "../options/data-options.ts";
import { addModel, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag, numberFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

const MODES = ["unit", "time", "both", "cluster"] as const;
const ALTERNATIVES = ["two-sided", "greater", "less"] as const;

interface PlaceboFlags extends ModelFlags {
  readonly draws: number;
  readonly mode: (typeof MODES)[number];
  readonly assign?: string;
  readonly alternative: (typeof ALTERNATIVES)[number];
}

export function placeboCommand(terminal: Terminal): Command {
  const command = addModel(
    new Command("placebo")
      .summary("the estimate against estimates under made-up treatment")
      .description(
        "Placebo (randomisation) test: treatment is given at random to other units, periods or clusters many times over, and the actual estimate is set against the estimates so found.",
      ),
  )
    .optionsGroup("Placebo:")
    .option("--draws <n>", "draws", numberFlag("--draws", { integer: true, min: 1, max: 10_000_000 }), 500)
    .option("--mode <mode>", `what is made up: ${MODES.join(", ")}`, choiceFlag("--mode", MODES), "unit")
    .option("--assign <column>", "clusters that --mode cluster permutes whole")
    .option(
      "--alternative <a>",
      ALTERNATIVES.join(", "),
      choiceFlag("--alternative", ALTERNATIVES),
      "two-sided",
    );
  return withExamples(
    addOutput(command, { chart: true }),
    "ceteris placebo panel.csv --unit city --time year --group pilot --start 2018 --outcome index \\",
    "    --draws 1000 --seed 7 --out placebo.svg",
    "ceteris placebo panel.csv --unit city --time year --group pilot --start 2018 --outcome index \\",
    "    --mode cluster --assign province",
  ).action(async (data: string, flags: PlaceboFlags) => {
    const out = outFile(flags.out, true);
    const table = await readData(data, flags);
    const { placebo } = await import("@ceteris/did");
    const { draws, mode, assign, alternative, seed, lang } = flags;
    const options = { ...modelOptions(flags), draws, mode, assign, alternative, seed };
    const result = placebo(makePanel(table, flags), options);
    await present(terminal, flags, out, {
      command: "placebo",
      table,
      result,
      sheets: async () => [(await import("@ceteris/report")).placeboSheet(result, { lang })],
      chart: async () => (await import("@ceteris/report")).plotPlacebo(result, { lang }),
    });
  });
}
