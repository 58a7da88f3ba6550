import { Command } from "commander";
import { readData } from "../options/data-options.ts";
import { addModelOptions, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { present } from "../output/present.ts";

export function didCommand(): Command {
  return addModelOptions(new Command("did"))
    .description("two-way fixed-effects difference-in-differences")
    .action(async (data: string, flags: ModelFlags) => {
      const { twfe } = await import("@ceteris/did");
      const result = twfe(makePanel(await readData(data, flags), flags), modelOptions(flags));
      await present("did", result, flags, {
        sheets: async () => {
          const { estimatesSheet, sampleSheet } = await import("@ceteris/report");
          return [
            estimatesSheet(result, { id: "did", lang: flags.lang }),
            sampleSheet(result, { lang: flags.lang }),
          ];
        },
      });
    });
}
