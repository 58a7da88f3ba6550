import { Command } from "commander";
import { addOutput, readData } from "../options/data-options.ts";
import { addModel, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag, numberFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

interface EventStudyFlags extends ModelFlags {
  readonly base: number;
  readonly leads?: number;
  readonly lags?: number;
  readonly estimator: "twfe";
  readonly equivalence?: number;
}

export function eventStudyCommand(terminal: Terminal): Command {
  const command = addModel(
    new Command("event-study")
      .summary("leads and lags, with the joint test of the leads")
      .description(
        "Event study: the path of effects around treatment by two-way fixed effects with a dummy for every event time but the base, and the joint test that all leads are zero.",
      ),
  )
    .optionsGroup("Event study:")
    .option("--base <k>", "reference event time", numberFlag("--base"), -1)
    .option(
      "--leads <n>",
      "bin event times at or before −n",
      numberFlag("--leads", { integer: true, min: 1 }),
    )
    .option("--lags <n>", "bin event times at or after n", numberFlag("--lags", { integer: true, min: 0 }))
    .option("--estimator <name>", "twfe", choiceFlag("--estimator", ["twfe"]), "twfe")
    .option(
      "--equivalence <x>",
      "largest effect before treatment that would not matter: tests whether the leads are smaller",
      numberFlag("--equivalence", { min: 0, open: true }),
    );
  return withExamples(
    addOutput(command, { chart: true }),
    "ceteris event-study panel.csv --unit city --time year --group pilot --start 2018 --outcome index",
    "ceteris event-study panel.csv --unit state --time year --cohort first_year --outcome y \\",
    "    --leads 4 --lags 3 --out event-study.svg",
  ).action(async (data: string, flags: EventStudyFlags) => {
    const out = outFile(flags.out, true);
    const table = await readData(data, flags);
    const { eventStudy, reviewPretrend } = await import("@ceteris/did");
    const { base, leads, lags, equivalence, lang } = flags;
    const panel = makePanel(table, flags);
    const options = modelOptions(flags);
    const result = eventStudy(panel, { ...options, base, leads, lags });
    const pretrendReview = reviewPretrend(result, { threshold: equivalence });
    const { withReview } = await import("../output/with-review.ts");
    const { covariance, controls } = options;
    const reviewed = withReview(
      panel,
      { ...result, pretrendReview },
      { covariance, controls, eventStudy: result },
    );
    await present(terminal, flags, out, {
      command: "event-study",
      table,
      result: reviewed,
      sheets: async () => {
        const { eventStudySheet, pretrendSheet, sampleSheet } = await import("@ceteris/report");
        return [
          eventStudySheet(result, { lang }),
          ...(pretrendReview?.power ? [pretrendSheet(pretrendReview, { lang })] : []),
          sampleSheet(result, { lang }),
        ];
      },
      chart: async () => (await import("@ceteris/report")).plotEventStudy(result, { lang }),
    });
  });
}
