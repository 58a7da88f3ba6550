import type { Language, Table } from "@ceteris/core";
import type { Command } from "commander";
import { choiceFlag } from "./parse.ts";

export interface DataFlags {
  readonly where?: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly font?: string;
  readonly lang: Language;
}

/** The data file of a command. */
export function addData(command: Command): Command {
  return command
    .argument("<data>", "CSV or TSV file, optionally gzipped; - reads CSV from standard input")
    .optionsGroup("Rows:")
    .option("--where <expr>", "rows to keep, for example \"year >= 2016 and province != '西藏'\"");
}

/** How a result is shown and saved. The last group of a command's help. */
export function addOutput(command: Command, { chart }: { chart: boolean }): Command {
  const charts = chart ? "; chart: .svg, .png, .pdf, .vl.json" : "";
  command
    .optionsGroup("Output:")
    .option("--json", "print exactly one JSON document on standard output")
    .option(
      "--out <file>",
      `also write the result: .json; tables: .csv (the first), .md, .tex, .typ, .html, .docx, .xlsx${charts}`,
    );
  if (chart) command.option("--font <file>", "font of a chart as PNG or PDF: .ttf, .otf, .ttc");
  return addLanguage(command).helpOption("-h, --help", "show this help");
}

export function addLanguage(command: Command): Command {
  const parser = choiceFlag("--lang", ["en", "zh"]);
  return command.option("--lang <language>", "language of labels: en or zh", parser, "en");
}

/** The data of a command, filtered. */
export async function readData(path: string, flags: DataFlags): Promise<Table> {
  const { filterRows, readTable } = await import("@ceteris/data");
  const table = await readTable(path);
  return flags.where === undefined ? table : filterRows(table, flags.where);
}
