import { CeterisError } from "@ceteris/core";
import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addOutput, readNamedColumns } from "../options/data-options.ts";
import { addModel, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag, numberFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { watchWork } from "../terminal/watch-work.ts";
import { withExamples } from "./examples.ts";

const INTERVALS = ["percentile", "basic", "normal", "bca"] as const;

interface BootstrapFlags extends ModelFlags {
  readonly draws: number;
  readonly by?: string;
  readonly strata?: string;
  readonly interval: (typeof INTERVALS)[number];
}

export function bootstrapCommand(terminal: Terminal, setExit: (code: number) => void): Command {
  const command = addModel(
    new Command("bootstrap")
      .summary("errors and intervals of `did` from draws of whole clusters")
      .description(
        "Pairs cluster bootstrap of `did`: whole clusters are drawn with replacement, as many as there are, and the regression is run anew on each draw. For many clusters, treated ones too; with few take `did --wild` or `placebo`. An interrupt keeps the draws done. For a whole study, index and match included, see steps.bootstrap of the study file.",
      ),
  )
    .optionsGroup("Bootstrap:")
    .option("--draws <n>", "draws", numberFlag("--draws", { integer: true, min: 2, max: 1_000_000 }), 999)
    .option("--by <column>", "whose levels are drawn whole (default: that of --cluster, or the unit)")
    .option("--strata <column>", "draw within levels of this only, such as the treated group")
    .option(
      "--interval <i>",
      `interval that the p value goes with: ${INTERVALS.join(", ")}`,
      choiceFlag("--interval", INTERVALS),
      "percentile",
    );
  return withExamples(
    addOutput(command),
    "ceteris bootstrap panel.csv --unit city --time year --group pilot --start 2018 --outcome index",
    "ceteris bootstrap panel.csv --unit city --time year --group pilot --start 2018 --outcome index \\",
    "    --cluster province --strata pilot --draws 1999 --out bootstrap.svg",
  ).action(async (data: string, flags: BootstrapFlags) => {
    const out = outFile(flags.out);
    const by = clusterColumn(flags);
    const table = await readNamedColumns(data, flags);
    const { pairsBootstrapWork, twfe } = await import("@ceteris/did");
    const { draws, strata, interval, level, seed, lang } = flags;
    const options = modelOptions(flags);
    const work = pairsBootstrapWork(makePanel(table, flags), (drawn) => twfe(drawn, options), {
      ...{ draws, by, strata, interval, level, seed },
    });
    const { result, interrupted } = await watchWork(terminal, "draws", work);
    if (interrupted) setExit(EXIT.interrupted);
    await present(terminal, flags, out, {
      command: "bootstrap",
      table,
      result,
      sheets: async () => [(await import("@ceteris/report")).bootstrapSheet(result, { lang })],
      chart: async () => (await import("@ceteris/report")).plotBootstrap(result, { term: "did", lang }),
    });
  });
}

/** @throws OPTION_INVALID for errors clustered by several columns, of which one has to be drawn */
function clusterColumn({ by, cluster }: BootstrapFlags): string | undefined {
  if (by !== undefined || !cluster || cluster.length === 1) return by ?? cluster?.[0];
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "--cluster",
    what: `the bootstrap draws whole clusters of one column, and ${cluster.join(" and ")} are given`,
    mend: "Say which with --by, or use did with two-way clusters and --wild",
  });
}
