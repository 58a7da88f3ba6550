import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addOutput, readNamedColumns } from "../options/data-options.ts";
import { addModel, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag, nameListFlag, numberFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { watchWork } from "../terminal/watch-work.ts";
import { withExamples } from "./examples.ts";

const MODES = ["unit", "time", "both", "cluster"] as const;
const ALTERNATIVES = ["two-sided", "greater", "less"] as const;
const CHARTS = ["density", "p-values", "rejection"] as const;

interface PlaceboFlags extends ModelFlags {
  readonly draws: number;
  readonly mode: (typeof MODES)[number];
  readonly assign?: string;
  readonly strata?: readonly string[];
  readonly alternative: (typeof ALTERNATIVES)[number];
  readonly studentised?: true;
  readonly chart: (typeof CHARTS)[number];
}

export function placeboCommand(terminal: Terminal, setExit: (code: number) => void): Command {
  const command = addModel(
    new Command("placebo")
      .summary("the estimate against estimates under made-up treatment")
      .description(
        "Placebo (randomisation) test: treatment is given at random to other units, periods or clusters many times over, and the actual estimate is set against the estimates so found. An interrupt keeps the draws done.",
      ),
  )
    .optionsGroup("Placebo:")
    .option("--draws <n>", "draws", numberFlag("--draws", { integer: true, min: 1, max: 10_000_000 }), 500)
    .option("--mode <mode>", `what is made up: ${MODES.join(", ")}`, choiceFlag("--mode", MODES), "unit")
    .option("--assign <column>", "clusters that --mode cluster permutes whole")
    .option(
      "--strata <columns>",
      "deal treatment out within levels of these only, as a,b",
      nameListFlag("--strata"),
    )
    .option(
      "--alternative <a>",
      ALTERNATIVES.join(", "),
      choiceFlag("--alternative", ALTERNATIVES),
      "two-sided",
    )
    .option("--studentised", "also give each draw its t statistic and p value, and test by them")
    .option(
      "--chart <chart>",
      `chart that --out writes: ${CHARTS.join(", ")} (p-values implies --studentised)`,
      choiceFlag("--chart", CHARTS),
      "density",
    );
  return withExamples(
    addOutput(command),
    "ceteris placebo panel.csv --unit city --time year --group pilot --start 2018 --outcome index \\",
    "    --draws 1000 --seed 7 --out placebo.svg",
    "ceteris placebo panel.csv --unit city --time year --group pilot --start 2018 --outcome index \\",
    "    --mode cluster --assign province",
    "ceteris placebo panel.csv --unit city --time year --group pilot --start 2018 --outcome index \\",
    "    --strata region --chart p-values --out placebo.svg --lang zh",
  ).action(async (data: string, flags: PlaceboFlags) => {
    const out = outFile(flags.out);
    const table = await readNamedColumns(data, flags);
    const { placeboWork } = await import("@ceteris/did");
    const { draws, mode, assign, strata, alternative, seed, lang, chart } = flags;
    const studentised = flags.studentised ?? chart === "p-values";
    const how = { draws, mode, assign, strata, alternative, studentised, seed };
    const work = placeboWork(makePanel(table, flags), { ...modelOptions(flags), ...how });
    const { result, interrupted } = await watchWork(terminal, "draws", work);
    if (interrupted) setExit(EXIT.interrupted);
    await present(terminal, flags, out, {
      command: "placebo",
      table,
      result,
      sheets: async () => [(await import("@ceteris/report")).placeboSheet(result, { lang })],
      chart: async () => {
        const { plotPlacebo, plotPlaceboPValues, plotRejection } = await import("@ceteris/report");
        const plot = { density: plotPlacebo, "p-values": plotPlaceboPValues, rejection: plotRejection }[
          chart
        ];
        return plot(result, { lang });
      },
    });
  });
}
