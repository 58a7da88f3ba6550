import { makeTable, type Panel } from "@ceteris/core";
import { Command } from "commander";
import { addData, addOutput, type DataFlags, readNamedColumns } from "../options/data-options.ts";
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
    .option("--scores <file>", "also write unit, time and score as CSV");
  return withExamples(
    addOutput(addTreatment(command)),
    "ceteris index panel.csv --unit city --time year --spec indicators.yaml --scores index.csv",
    "ceteris index panel.csv --unit city --time year --spec study.yaml --method equal --out weights.svg",
  ).action(async (data: string, flags: IndexFlags) => {
    const out = outFile(flags.out);
    if (flags.scores !== undefined) requireFolder(flags.scores);
    const { method, preset, lang } = flags;
    const { compositeIndex } = await import("@ceteris/index");
    const { readIndexSpec } = await import("@ceteris/study");
    const given = await readIndexSpec(flags.spec);
    const table = await readNamedColumns(data, flags, given);
    const panel = makePanel(table, flags);
    const { index, column } = compositeIndex(panel, {
      ...given,
      ...(method ? { method } : {}),
      ...(preset ? { preset } : {}),
    });
    if (flags.scores !== undefined) await writeScores(flags.scores, panel, column);
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

type ScoreColumn = ReturnType<typeof import("@ceteris/index").compositeIndex>["column"];
