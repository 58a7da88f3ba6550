import { Command } from "commander";
import { readData } from "../options/data-options.ts";
import { addModelOptions, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag, numberFlag } from "../options/parse.ts";
import { present } from "../output/present.ts";

const MODES = ["unit", "time", "both", "cluster"] as const;
const ALTERNATIVES = ["two-sided", "greater", "less"] as const;

interface PlaceboFlags extends ModelFlags {
  readonly draws: number;
  readonly mode: (typeof MODES)[number];
  readonly assign?: string;
  readonly alternative: (typeof ALTERNATIVES)[number];
}

export function placeboCommand(): Command {
  return addModelOptions(new Command("placebo"))
    .description("placebo test: the estimate against estimates under made-up assignments of treatment")
    .option("--draws <n>", "draws", numberFlag("--draws", { integer: true, min: 1, max: 10_000_000 }), 500)
    .option("--mode <mode>", `what is made up: ${MODES.join(", ")}`, choiceFlag("--mode", MODES), "unit")
    .option("--assign <column>", "clusters that --mode cluster permutes whole")
    .option(
      "--alternative <a>",
      ALTERNATIVES.join(", "),
      choiceFlag("--alternative", ALTERNATIVES),
      "two-sided",
    )
    .action(async (data: string, flags: PlaceboFlags) => {
      const { placebo } = await import("@ceteris/did");
      const { draws, mode, assign, alternative, seed } = flags;
      const panel = makePanel(await readData(data, flags), flags);
      const result = placebo(panel, { ...modelOptions(flags), draws, mode, assign, alternative, seed });
      await present("placebo", result, flags, {
        sheets: async () => [(await import("@ceteris/report")).placeboSheet(result, { lang: flags.lang })],
        chart: async () => (await import("@ceteris/report")).plotPlacebo(result, { lang: flags.lang }),
      });
    });
}
