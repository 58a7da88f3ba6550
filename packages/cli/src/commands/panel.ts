import { relative } from "node:path";
import { type Language, type PanelBuildResult, uniqueWarnings } from "@ceteris/core";
import { Command } from "commander";
import { addLanguage } from "../options/data-options.ts";
import { documentText, resultDocument } from "../output/document.ts";
import { requireFolder } from "../output/out-file.ts";
import { sayWarnings } from "../terminal/say-warnings.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

interface PanelCommandFlags {
  readonly out?: string;
  readonly log?: string;
  readonly cells?: string;
  readonly json?: boolean;
  readonly lang: Language;
}

export function panelCommand(terminal: Terminal): Command {
  const command = addLanguage(
    new Command("panel")
      .summary("one panel from the tables of yearbooks")
      .description(
        "Joins tables of yearbooks, wide or long, one for each year or for each indicator, into one panel: names and codes of cities harmonised, units converted, columns derived, with a log of all that was done.",
      )
      .argument("<recipe>", "file that names the tables and what to make of them (YAML or JSON)")
      .option(
        "--out <file>",
        "panel: .csv, .tsv, .xlsx, .dta, .parquet, .arrow (default: the recipe's output)",
      )
      .option("--log <file>", "log, in one of these formats (default: the recipe's log)")
      .option("--cells <file>", "origin of every cell: file, row and column (default: the recipe's cells)")
      .option("--json", "print exactly one JSON document on standard output"),
  ).helpOption("-h, --help", "show this help");
  return withExamples(
    command,
    "ceteris panel panel.yaml",
    "ceteris panel panel.yaml --out panel.dta --log log.xlsx",
  ).action(async (path: string, flags: PanelCommandFlags) => {
    const { readPanelRecipe } = await import("@ceteris/study");
    const { buildPanel, checkPanel, panelCellsTable, panelLogTable, writeTable } = await import(
      "@ceteris/data"
    );
    const { recipe, folder, output, log, cells } = await readPanelRecipe(path);
    const out = flags.out ?? output;
    const logFile = flags.log ?? log;
    const cellsFile = flags.cells ?? cells;
    for (const file of [out, logFile, cellsFile]) if (file !== null) requireFolder(file);
    const { table, build, cells: origins } = await buildPanel(recipe, { folder });
    if (out !== null) await writeTable(table, out);
    if (logFile !== null) await writeTable(panelLogTable(build.log), logFile);
    if (cellsFile !== null) await writeTable(panelCellsTable(origins), cellsFile);
    const { unit, time } = recipe;
    const isWhole = [unit, time].every((name) => table.columns.has(name));
    const checks = isWhole ? checkPanel(table, { unit, time }).warnings : [];
    const warnings = uniqueWarnings(build.warnings, checks);
    if (flags.json) terminal.print(documentText(resultDocument("panel", { ...build, warnings })));
    else
      await showBuild(terminal, build, { out, logFile, cellsFile, nCells: origins.length, lang: flags.lang });
    await sayWarnings(terminal, warnings, flags.lang);
  });
}

interface Written {
  readonly out: string | null;
  readonly logFile: string | null;
  readonly cellsFile: string | null;
  readonly nCells: number;
  readonly lang: Language;
}

async function showBuild(terminal: Terminal, build: PanelBuildResult, written: Written): Promise<void> {
  const { panelBuildSheets, sheetToText } = await import("@ceteris/report");
  const { out, logFile, cellsFile, nCells, lang } = written;
  terminal.print(
    panelBuildSheets(build, { lang })
      .map((sheet) => sheetToText(sheet))
      .join("\n"),
  );
  const { nRows, nUnits, periods } = build;
  const size = `${nRows} rows, ${nUnits} units, ${periods[0]}–${periods.at(-1)}`;
  const shown = (file: string | null) =>
    file === null ? "not written: give --out or --log" : relative(".", file);
  terminal.print(
    `\npanel  ${shown(out)}  (${size})\nlog    ${shown(logFile)}  (${build.log.length} entries)\n${cellsFile === null ? "" : `cells  ${shown(cellsFile)}  (${nCells} cells)\n`}`,
  );
}
