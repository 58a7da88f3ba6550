import { Command } from "commander";
import { addData, addOutput, type DataFlags, readNamedColumns } from "../options/data-options.ts";
import { addPanel, addTreatment, makePanel, type PanelFlags } from "../options/panel-options.ts";
import { choiceFlag, nameListFlag, numberFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

const REFINE = ["mahalanobis", "none"] as const;

interface PanelMatchFlags extends DataFlags, PanelFlags {
  readonly outcome: string;
  readonly history: number;
  readonly after: number;
  readonly matchOn?: string[];
  readonly refine: (typeof REFINE)[number];
  readonly ratio?: number;
  readonly laterTreated?: boolean;
  readonly level: number;
}

export function panelMatchCommand(terminal: Terminal): Command {
  const command = new Command("panel-match")
    .summary("matching on paths before treatment, and the DID of matched units")
    .description(
      "Compares each unit that starts treatment with units of the same treatment history whose outcomes ran most alike before it (Imai, Kim and Wang 2023): effects by event time, and their mean.",
    );
  addTreatment(addPanel(addData(command)))
    .optionsGroup("Matching:")
    .requiredOption("--outcome <column>", "outcome")
    .option(
      "--history <n>",
      "periods before treatment in which histories and paths are compared",
      numberFlag("--history", { integer: true, min: 1 }),
      4,
    )
    .option(
      "--after <n>",
      "periods after the first treated one",
      numberFlag("--after", { integer: true, min: 0 }),
      0,
    )
    .option(
      "--match-on <a,b>",
      "columns whose paths are compared (default: the outcome)",
      nameListFlag("--match-on"),
    )
    .option(
      "--refine <how>",
      "mahalanobis: the nearest paths; none: the whole matched set",
      choiceFlag("--refine", REFINE),
      "mahalanobis",
    )
    .option(
      "--ratio <k>",
      "partners of a treated unit (default: 5)",
      numberFlag("--ratio", { integer: true, min: 1 }),
    )
    .option("--later-treated", "units treated later in the window may be partners")
    .option(
      "--level <level>",
      "confidence level",
      numberFlag("--level", { min: 0, max: 1, open: true }),
      0.95,
    );
  return withExamples(
    addOutput(command),
    "ceteris panel-match panel.csv --unit state --time year --cohort first_year --outcome y \\",
    "    --history 4 --after 2 --out paths.svg",
  ).action(async (data: string, flags: PanelMatchFlags) => {
    const out = outFile(flags.out);
    const table = await readNamedColumns(data, flags);
    const { panelMatch } = await import("@ceteris/did");
    const { outcome, history, after, matchOn, refine, ratio, laterTreated, level, lang } = flags;
    const result = panelMatch(makePanel(table, flags), {
      ...{ outcome, history, after, matchOn, refine, ratio, laterTreated, level },
    });
    await present(terminal, flags, out, {
      command: "panel-match",
      table,
      result,
      sheets: async () => {
        const report = await import("@ceteris/report");
        const words = report.MATCHED_PATH_WORDS;
        return [
          report.eventStudySheet(result, { ...words, lang }),
          report.matchedSetsSheet(result, { lang }),
        ];
      },
      chart: async () => {
        const { MATCHED_PATH_WORDS, plotEventStudy } = await import("@ceteris/report");
        return plotEventStudy(result, { title: MATCHED_PATH_WORDS.title, lang });
      },
    });
  });
}
