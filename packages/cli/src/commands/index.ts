import { CeterisError, makeTable, type Panel, withColumn } from "@ceteris/core";
import { Command } from "commander";
import { addData, addOutput, type DataFlags, readData, readNamedColumns } from "../options/data-options.ts";
import { addPanel, addTreatment, makePanel, type PanelFlags } from "../options/panel-options.ts";
import { choiceFlag } from "../options/parse.ts";
import { outFile, requireFolder } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

const METHODS = ["entropy", "equal", "cv", "critic", "pca", "topsis", "given"] as const;
const PRESETS = ["canonical", "spssau", "mistake-log-periods", "mistake-zero-column"] as const;

interface IndexFlags extends DataFlags, PanelFlags {
  readonly spec: string;
  readonly method?: (typeof METHODS)[number];
  readonly preset?: (typeof PRESETS)[number];
  readonly scores?: string;
  readonly withScores?: string;
}

export function indexCommand(terminal: Terminal): Command {
  const command = addPanel(
    addData(
      new Command("index")
        .summary("composite index: weights and scores")
        .description(
          "Composite index of several indicators: normalised, weighted (entropy by default) and added up. Prints the weights; --scores writes the index itself.",
        ),
    ),
  )
    .optionsGroup("Index:")
    .requiredOption("--spec <file>", "YAML or JSON list of indicators, or a study file with an index")
    .option("--method <method>", `${METHODS.join(", ")} (default: entropy)`, choiceFlag("--method", METHODS))
    .option(
      "--preset <preset>",
      `named set of conventions: ${PRESETS.join(", ")} (default: canonical)`,
      choiceFlag("--preset", PRESETS),
    )
    .option("--scores <file>", "also write unit, time and score as CSV")
    .option(
      "--with-scores <file>",
      "also write the data with the score as one more column: .csv, .tsv, .xlsx, .dta, .parquet, .arrow",
    );
  return withExamples(
    addOutput(addTreatment(command)),
    "ceteris index panel.csv --unit city --time year --spec indicators.yaml --scores index.csv",
    "ceteris index panel.csv --unit city --time year --spec study.yaml --method equal --out weights.svg",
  ).action(async (data: string, flags: IndexFlags) => {
    const out = outFile(flags.out);
    for (const file of [flags.scores, flags.withScores]) if (file !== undefined) requireFolder(file);
    const { method, preset, lang } = flags;
    const { compositeIndex } = await import("@ceteris/index");
    const { readIndexSpec } = await import("@ceteris/study");
    const given = await readIndexSpec(flags.spec);
    const table = flags.withScores ? await readData(data, flags) : await readNamedColumns(data, flags, given);
    const panel = makePanel(table, flags);
    const { index, column } = compositeIndex(panel, {
      ...given,
      ...(method ? { method } : {}),
      ...(preset ? { preset } : {}),
    });
    if (flags.scores !== undefined) await writeScores(flags.scores, panel, column);
    if (flags.withScores !== undefined) await writeWithScores(flags.withScores, panel, column);
    await present(terminal, flags, out, {
      command: "index",
      table,
      result: index,
      sheets: async () => [(await import("@ceteris/report")).weightsSheet(index, { lang })],
      chart: async () => (await import("@ceteris/report")).plotWeights(index, { lang }),
    });
  });
}

/** Unit, period and score of every row, in the order of the data. @throws OUTPUT_NOT_WRITABLE */
async function writeScores(path: string, { table, spec }: Panel, score: ScoreColumn): Promise<void> {
  const { tableToCsv, writeFileAtomically } = await import("@ceteris/data");
  const keys = [spec.unit, spec.time].map((name) => [name, table.columns.get(name)!] as const);
  await writeFileAtomically(path, tableToCsv(makeTable(new Map([...keys, ["score", score]]))));
}

/** The data as read with one more column. @throws OPTION_INVALID, FORMAT_UNKNOWN, OUTPUT_NOT_WRITABLE */
async function writeWithScores(path: string, { table }: Panel, score: ScoreColumn): Promise<void> {
  if (table.columns.has("score")) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "--with-scores",
      what: `${table.source.name} has a column “score” already`,
      mend: "Rename it, or write the scores alone with --scores",
    });
  }
  const { writeTable } = await import("@ceteris/data");
  await writeTable(withColumn(table, "score", score), path);
}

type ScoreColumn = ReturnType<typeof import("@ceteris/index").compositeIndex>["column"];
