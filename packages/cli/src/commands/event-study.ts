import { Command } from "commander";
import { readData } from "../options/data-options.ts";
import { addModelOptions, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag, numberFlag } from "../options/parse.ts";
import { present } from "../output/present.ts";

interface EventStudyFlags extends ModelFlags {
  readonly base: number;
  readonly leads?: number;
  readonly lags?: number;
  readonly estimator: "twfe";
}

export function eventStudyCommand(): Command {
  return addModelOptions(new Command("event-study"))
    .description("leads and lags, with the joint test of the leads")
    .option("--base <k>", "reference event time", numberFlag("--base"), -1)
    .option(
      "--leads <n>",
      "bin event times at or before −n",
      numberFlag("--leads", { integer: true, min: 1 }),
    )
    .option("--lags <n>", "bin event times at or after n", numberFlag("--lags", { integer: true, min: 0 }))
    .option("--estimator <name>", "twfe", choiceFlag("--estimator", ["twfe"]), "twfe")
    .action(async (data: string, flags: EventStudyFlags) => {
      const { eventStudy } = await import("@ceteris/did");
      const { base, leads, lags } = flags;
      const panel = makePanel(await readData(data, flags), flags);
      const result = eventStudy(panel, { ...modelOptions(flags), base, leads, lags });
      await present("event-study", result, flags, {
        sheets: async () => {
          const { eventStudySheet, sampleSheet } = await import("@ceteris/report");
          return [eventStudySheet(result, { lang: flags.lang }), sampleSheet(result, { lang: flags.lang })];
        },
        chart: async () => (await import("@ceteris/report")).plotEventStudy(result, { lang: flags.lang }),
      });
    });
}
