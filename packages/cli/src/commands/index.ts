import { definePanel } from "@ceteris/core";
import { Command } from "commander";
import { addDataOptions, type DataFlags, readData } from "../options/data-options.ts";
import { present } from "../output/present.ts";

interface IndexFlags extends DataFlags {
  readonly unit: string;
  readonly time: string;
  readonly spec: string;
  readonly method?: string;
  readonly preset?: string;
  readonly scores?: string;
}

export function indexCommand(): Command {
  return addDataOptions(new Command("index"))
    .description("composite index: weights and scores")
    .requiredOption("--unit <column>", "column that identifies units")
    .requiredOption("--time <column>", "column of periods")
    .requiredOption("--spec <file>", "YAML or JSON list of indicators, or a study file with an index")
    .option("--method <method>", "entropy, equal, cv, critic, pca, topsis or given (default: entropy)")
    .option("--preset <preset>", "named set of conventions (default: canonical)")
    .option("--scores <file>", "also write unit, time and score as CSV")
    .action(async (data: string, flags: IndexFlags) => {
      const { compositeIndex } = await import("@ceteris/index");
      const { readIndexSpec } = await import("@ceteris/study");
      const table = await readData(data, flags);
      const panel = definePanel(table, { unit: flags.unit, time: flags.time });
      const given = await readIndexSpec(flags.spec);
      const { index, column } = compositeIndex(panel, {
        ...given,
        ...(flags.method === undefined ? {} : { method: flags.method as typeof given.method }),
        ...(flags.preset === undefined ? {} : { preset: flags.preset as typeof given.preset }),
      });
      if (flags.scores !== undefined) {
        const { tableToCsv, writeFileAtomically } = await import("@ceteris/data");
        const { makeTable } = await import("@ceteris/core");
        const columns = new Map(
          [flags.unit, flags.time].map((name) => [name, table.columns.get(name)!] as const),
        );
        await writeFileAtomically(
          flags.scores,
          tableToCsv(makeTable(new Map([...columns, ["score", column]]))),
        );
      }
      await present("index", index, flags, {
        sheets: async () => [(await import("@ceteris/report")).weightsSheet(index, { lang: flags.lang })],
        chart: async () => (await import("@ceteris/report")).plotWeights(index, { lang: flags.lang }),
      });
    });
}
